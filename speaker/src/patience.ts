/** Waits for a work to end, but no longer than so many milliseconds; it may go on unwatched. A failure of the work counts as its end. */
export async function withinMs(work: Promise<unknown>, ms: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  work.then(
    () => resolve(),
    () => resolve(),
  );
  await promise;
  clearTimeout(timer);
}
