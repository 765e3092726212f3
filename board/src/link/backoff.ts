/**
 * Waiting times between tries, by full jitter: each is a random part of a bound that doubles from `firstMs` to `longestMs`, so that
 * many devices that lost the same server do not come back in waves.
 */
export class Backoff {
  readonly #firstMs: number;
  readonly #longestMs: number;
  #failures = 0;

  constructor(firstMs: number, longestMs: number) {
    this.#firstMs = firstMs;
    this.#longestMs = longestMs;
  }

  /** Milliseconds to wait before the next try. */
  next(): number {
    const bound = Math.min(this.#longestMs, this.#firstMs * 2 ** this.#failures);
    this.#failures = Math.min(this.#failures + 1, 30);
    return Math.round(bound * Math.random());
  }

  /** To be called when a try went well. */
  reset(): void {
    this.#failures = 0;
  }
}
