/**
 * Waiting times between tries, by full jitter: each is a random part of a bound that doubles from `firstMs` to `longestMs`. Thousands of
 * devices that lost the same server come back spread over the whole bound, not in waves.
 */
export class Backoff {
  readonly #firstMs: number;
  readonly #longestMs: number;
  readonly #random: () => number;
  #failures = 0;

  constructor(firstMs: number, longestMs: number, random: () => number = Math.random) {
    this.#firstMs = firstMs;
    this.#longestMs = longestMs;
    this.#random = random;
  }

  /** Milliseconds to wait before the next try. */
  next(): number {
    const bound = Math.min(this.#longestMs, this.#firstMs * 2 ** this.#failures);
    this.#failures = Math.min(this.#failures + 1, 30);
    return Math.round(bound * this.#random());
  }

  /** To be called when a try went well. */
  reset(): void {
    this.#failures = 0;
  }
}
