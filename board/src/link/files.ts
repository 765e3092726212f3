import { sha256 } from '@nguon/protocol/canonical.ts';
import { RefusedByServer, readBytes } from './web.ts';

/** A file that a programme names. `bytes` is its exact length, or null where the programme does not say. */
export interface NamedFile {
  sha256: string;
  bytes: number | null;
}

/** The bytes that came are not the approved ones. */
export class AlteredFile extends Error {}

const STALL_MS = 60_000;
const LARGEST_UNMEASURED = 12 * 1024 * 1024;

/** Sounds and pictures by their SHA-256 in the browser's cache. A file is there only when every byte was checked, and is checked again at each use. */
export class FileShelf {
  readonly #cache: Cache;
  readonly #here = new Set<string>();
  readonly #altered = new Set<string>();

  private constructor(cache: Cache) {
    this.#cache = cache;
  }

  /** Opens or makes the shelf of a name. */
  static async open(name: string): Promise<FileShelf> {
    const shelf = new FileShelf(await caches.open(name));
    for (const { url } of await shelf.#cache.keys()) shelf.#here.add(url.slice(-64));
    return shelf;
  }

  /** `altered`: what came, or lay here, was not the approved file. */
  state(hash: string): 'here' | 'missing' | 'altered' {
    if (this.#here.has(hash)) return 'here';
    return this.#altered.has(hash) ? 'altered' : 'missing';
  }

  /** A file, read and found intact at this moment; null when it is not here or was changed, which removes it. */
  async take(hash: string): Promise<Blob | null> {
    const kept = await this.#cache.match(addressOf(hash));
    const bytes = kept ? new Uint8Array(await kept.arrayBuffer()) : null;
    if (bytes && (await sha256(bytes)) === hash)
      return new Blob([bytes], { type: kept?.headers.get('content-type') ?? '' });
    this.#here.delete(hash);
    if (bytes) this.#altered.add(hash);
    await this.#cache.delete(addressOf(hash));
    return null;
  }

  /** Brings a file here. Throws AlteredFile, RefusedByServer, or the error of the network. */
  async fetch(file: NamedFile): Promise<void> {
    const path = addressOf(file.sha256);
    const signal = AbortSignal.timeout(STALL_MS * 5);
    const response = await fetch(path, { redirect: 'error', cache: 'no-store', credentials: 'omit', signal });
    if (!response.ok) throw new RefusedByServer(response.status, path);
    const bytes = await readBytes(response, file.bytes ?? LARGEST_UNMEASURED).catch((cause: unknown) => {
      throw new AlteredFile(`${path} is longer than what was approved`, { cause });
    });
    if ((await sha256(bytes)) !== file.sha256) {
      this.#altered.add(file.sha256);
      throw new AlteredFile(`the file at ${path} is not the approved one`);
    }
    const headers = { 'content-type': response.headers.get('content-type') ?? 'application/octet-stream' };
    await this.#cache.put(path, new Response(bytes, { headers }));
    this.#altered.delete(file.sha256);
    this.#here.add(file.sha256);
  }

  /** Removes files that no programme names. */
  async prune(needed: ReadonlySet<string>): Promise<void> {
    for (const hash of this.#here) {
      if (needed.has(hash)) continue;
      this.#here.delete(hash);
      await this.#cache.delete(addressOf(hash));
    }
  }
}

function addressOf(hash: string): string {
  return `/media/${hash}`;
}
