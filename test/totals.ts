/** How many tests passed and failed. */
export type Count = { passed: number; failed: number };

/** Reads the last closing line (`N passed, N failed`, alone on its line) of what a run printed, or null without one. */
export function readClosingLine(output: string): Count | null {
  const found = [...output.matchAll(/^(\d+) passed, (\d+) failed\r?$/gm)].at(-1);
  return found ? { passed: Number(found[1]), failed: Number(found[2]) } : null;
}

/** The lines in which a run names its failures, each beginning with ✗. */
export function readFailures(output: string): string[] {
  return output.split('\n').filter((line) => line.startsWith('✗ '));
}
