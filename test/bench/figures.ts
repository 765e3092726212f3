/** One measured figure; `reference` was measured in the same run. */
export interface Figure {
  bench: string;
  figure: string;
  value: number;
  reference: number;
  target: number;
  /** The value, not the ratio, is held against the target, and must not be above it. Otherwise the ratio must not be below. */
  atMost: boolean;
}

/** Prints a figure as a line of JSON; one that misses its target sets the exit code. */
export function tell({ atMost, target, value, reference, ...named }: Figure): void {
  const ratio = rounded(value / reference);
  const holds = atMost ? value <= target : ratio >= target;
  console.log(JSON.stringify({ ...named, value: rounded(value), reference: rounded(reference), ratio, target, holds }));
  if (!holds) process.exitCode = 1;
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
