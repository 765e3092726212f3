/** The instants that can still count: those of the last `spanMs`. Instants ahead of a clock that was set back are forgotten. */
export function keepRecent(instants: readonly number[], now: number, spanMs: number): number[] {
  return instants.filter((at) => at > now - spanMs && at <= now);
}
