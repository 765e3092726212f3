import type { FileShelf } from '../link/files.ts';

/** Pictures that were read from disk and found intact, ready to be shown; each is dropped when no item names it any more. */
export class Pictures {
  readonly #shelf: FileShelf;
  readonly #onReady: () => void;
  readonly #addresses = new Map<string, string>();
  readonly #opening = new Set<string>();

  constructor(shelf: FileShelf, onReady: () => void) {
    this.#shelf = shelf;
    this.#onReady = onReady;
  }

  /** Address for an `img`, or null as long as the picture is not here. */
  address(hash: string): string | null {
    return this.#addresses.get(hash) ?? null;
  }

  /** Names the pictures in use. */
  use(hashes: ReadonlySet<string>): void {
    for (const [hash, address] of this.#addresses) {
      if (hashes.has(hash)) continue;
      URL.revokeObjectURL(address);
      this.#addresses.delete(hash);
    }
    for (const hash of hashes) {
      if (!this.#addresses.has(hash) && !this.#opening.has(hash) && this.#shelf.state(hash) === 'here')
        void this.#open(hash);
    }
  }

  async #open(hash: string): Promise<void> {
    this.#opening.add(hash);
    const blob = await this.#shelf.take(hash).catch(() => null);
    this.#opening.delete(hash);
    if (blob === null) return;
    this.#addresses.set(hash, URL.createObjectURL(blob));
    this.#onReady();
  }
}
