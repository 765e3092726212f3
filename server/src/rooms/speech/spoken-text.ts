const LETTER_END = /[\p{L}\p{M}\p{N}]$/u;
const LETTER_START = /^[\p{L}\p{M}\p{N}]/u;
/** A sentence has just ended. The bundled voice pauses at a full stop only before a capital. */
const SENTENCE_END = /(?:[.!?…]["”’)]?\s+|\n\s*)$/u;

/** How much of the end is looked at. */
const TAIL = 8;

/** Puts together what is read: copied pieces and said ones, with the spaces and capitals that they need. */
export class SpokenText {
  readonly #pieces: string[] = [];
  #tail = '';
  #afterReading = false;

  /** Adds a piece of the original as it is. */
  copy(piece: string): void {
    this.#add(this.#afterReading ? this.#apart(piece) : piece);
    this.#afterReading = false;
  }

  /** Adds what is said instead of a piece of the original. */
  say(spoken: string): void {
    if (spoken !== '') {
      const capital = SENTENCE_END.test(this.#tail) && LETTER_START.test(spoken);
      this.#add(this.#apart(capital ? spoken.charAt(0).toUpperCase() + spoken.slice(1) : spoken));
    }
    this.#afterReading = true;
  }

  /** Everything, with single spaces, none before a comma or a full stop, and no comma before another sign. */
  toString(): string {
    return this.#pieces
      .join('')
      .replaceAll(/[ \t\u00a0]+/g, ' ')
      .replaceAll(/ ([,.;:!?…)])/g, '$1')
      .replaceAll(/,+(?=[,.;:!?])/g, '')
      .replaceAll(/ ?\n ?/g, '\n')
      .replaceAll(/\n{3,}/g, '\n\n')
      .trim();
  }

  #apart(piece: string): string {
    return LETTER_END.test(this.#tail) && LETTER_START.test(piece) ? ` ${piece}` : piece;
  }

  #add(piece: string): void {
    this.#pieces.push(piece);
    this.#tail = piece.length >= TAIL ? piece.slice(-TAIL) : (this.#tail + piece).slice(-TAIL);
  }
}
