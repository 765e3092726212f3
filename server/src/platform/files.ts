import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** A stored file: its address is the SHA-256 of its bytes. */
export interface StoredFile {
  sha256: string;
  bytes: number;
}

/** Content-addressed store: what is written under an address never changes. */
export interface Files {
  /** Stores a stream; refuses with TooManyBytes past `limit`, leaving nothing behind. */
  put(content: Readable, limit: number): Promise<StoredFile>;
  /** Stores a copy of a file on disk. */
  putPath(path: string): Promise<StoredFile>;
  /** Size of a stored file, or null when it is not here. */
  size(sha256: string): Promise<number | null>;
  /** Bytes [from, to] inclusive of a stored file. */
  read(sha256: string, range?: { from: number; to: number }): Readable;
  /** Path for programs that need one; the file must not be changed. */
  path(sha256: string): string;
  /** Forgets a file that turned out to be of no use; only for one that nothing refers to. */
  remove(sha256: string): Promise<void>;
  /** Bytes of a file outside the store that a program made for us; for small ones. */
  load(path: string): Promise<Buffer>;
  /** Deletes a file outside the store that a program made for us. */
  discard(path: string): Promise<void>;
  /** Lends an empty folder for as long as `use` runs; what is to stay must have been put into the store by then. */
  scratch<T>(use: (folder: string) => Promise<T>): Promise<T>;
}

/** Thrown while storing more bytes than the door allows. */
export class TooManyBytes extends Error {
  readonly limit: number;
  constructor(limit: number) {
    super(`more than ${limit} bytes`);
    this.name = 'TooManyBytes';
    this.limit = limit;
  }
}

const LEFT_AFTER_MS = 2 * 86_400_000;

/** Opens the store in a folder: `<folder>/ab/<sha256>`, written to a temporary name, synced, then renamed. */
export async function openFiles(folder: string): Promise<Files> {
  await mkdir(join(folder, 'incoming'), { recursive: true });
  await sweep(join(folder, 'incoming'));
  const path = (sha256: string): string => join(folder, sha256.slice(0, 2), sha256);
  const put = async (content: Readable, limit: number): Promise<StoredFile> => {
    const incoming = join(folder, 'incoming', randomUUID());
    try {
      const stored = await writeHashed(content, incoming, limit);
      await settle(incoming, path(stored.sha256));
      return stored;
    } finally {
      await rm(incoming, { force: true });
    }
  };
  return {
    put,
    putPath: async (source) => put(createReadStream(source), Number.MAX_SAFE_INTEGER),
    size: async (sha256) => (await stat(path(sha256)).catch(() => null))?.size ?? null,
    read: (sha256, range) => createReadStream(path(sha256), range ? { start: range.from, end: range.to } : {}),
    path,
    remove: (sha256) => rm(path(sha256), { force: true }),
    load: (made) => readFile(made),
    discard: (made) => rm(made, { force: true }),
    scratch: async (use) => {
      const lent = join(folder, 'incoming', randomUUID());
      await mkdir(lent);
      try {
        return await use(lent);
      } finally {
        await rm(lent, { recursive: true, force: true });
      }
    },
  };
}

/** What a killed process has left; other processes may be writing beside it, and nothing takes them two days. */
async function sweep(incoming: string): Promise<void> {
  // The disk's own clock, by which the others are dated.
  const mark = join(incoming, randomUUID());
  await mkdir(mark);
  const now = (await stat(mark)).mtimeMs;
  await rm(mark, { recursive: true });
  for (const name of await readdir(incoming)) {
    const facts = await stat(join(incoming, name)).catch(() => null);
    if (facts !== null && now - facts.mtimeMs > LEFT_AFTER_MS)
      await rm(join(incoming, name), { recursive: true, force: true });
  }
}

async function writeHashed(content: Readable, target: string, limit: number): Promise<StoredFile> {
  const hash = createHash('sha256');
  let bytes = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > limit) return done(new TooManyBytes(limit));
      hash.update(chunk);
      done(null, chunk);
    },
  });
  await pipeline(content, measure, createWriteStream(target));
  return { sha256: hash.digest('hex'), bytes };
}

async function settle(incoming: string, target: string): Promise<void> {
  const handle = await open(incoming, 'r');
  await handle.sync();
  await handle.close();
  await mkdir(dirname(target), { recursive: true });
  await rename(incoming, target);
}
