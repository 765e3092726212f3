import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
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

/** Opens the store in a folder: `<folder>/ab/<sha256>`, written to a temporary name, synced, then renamed. */
export async function openFiles(folder: string): Promise<Files> {
  await mkdir(join(folder, 'incoming'), { recursive: true });
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
  };
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
