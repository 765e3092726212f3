import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sound } from '@nguon/protocol/request.ts';
import { isMissing, removeFile, syncFolder } from './disk.ts';
import { RefusedByServer, addressOf } from './web.ts';

/** The bytes that came are not the approved ones. */
export class AlteredAudio extends Error {}

const STALL_MS = 20_000;
const UNUSED_DAYS = 7;

/**
 * Sound files by their SHA-256. A file is under its name only when every byte was checked; what is half fetched waits as `.part` and is
 * continued by Range. Several speakers of one process may share a folder.
 */
export class AudioShelf {
  readonly dir: string;
  readonly #fetching = new Map<string, Promise<void>>();
  readonly #here = new Set<string>();
  readonly #altered = new Set<string>();

  private constructor(dir: string, names: readonly string[]) {
    this.dir = dir;
    for (const name of names) if (/^[0-9a-f]{64}$/.test(name)) this.#here.add(name);
  }

  /** Opens or makes the folder. */
  static async open(dir: string): Promise<AudioShelf> {
    await mkdir(dir, { recursive: true, mode: 0o700 });
    return new AudioShelf(dir, await readdir(dir));
  }

  /** Path of a file that `has` says is here. */
  path(sha256: string): string {
    return join(this.dir, sha256);
  }

  /** `altered`: what came, or lay here, was not the approved sound. */
  state(sha256: string): 'here' | 'missing' | 'altered' {
    if (this.has(sha256)) return 'here';
    return this.#altered.has(sha256) ? 'altered' : 'missing';
  }

  /** Whether a file is here, by what was checked when it came. */
  has(sha256: string): boolean {
    return this.#here.has(sha256);
  }

  /** Reads a file again just before it is played: a card may rot, somebody may have changed it. A wrong file is removed. */
  async isIntact(sha256: string): Promise<boolean> {
    const intact = this.has(sha256) && (await hashOf(this.path(sha256))) === sha256;
    if (!intact) {
      this.#here.delete(sha256);
      this.#altered.add(sha256);
      await removeFile(this.path(sha256));
    }
    return intact;
  }

  /** Brings a sound here. Throws AlteredAudio, RefusedByServer, or the error of network or disk. */
  fetch(address: string, sound: Sound): Promise<void> {
    if (this.has(sound.sha256)) return Promise.resolve();
    const running = this.#fetching.get(sound.sha256);
    if (running) return running;
    const started = this.#bring(address, sound).finally(() => this.#fetching.delete(sound.sha256));
    this.#fetching.set(sound.sha256, started);
    return started;
  }

  /** Removes files that no programme has named for a week. */
  async prune(needed: ReadonlySet<string>, wallNow: number): Promise<void> {
    for (const name of await readdir(this.dir)) {
      const path = join(this.dir, name);
      if (needed.has(name.slice(0, 64))) await utimes(path, wallNow / 1000, wallNow / 1000);
      else if ((await stat(path)).mtimeMs < wallNow - UNUSED_DAYS * 86_400_000) {
        this.#here.delete(name);
        await removeFile(path);
      }
    }
  }

  async #bring(address: string, sound: Sound): Promise<void> {
    const part = `${this.path(sound.sha256)}.part`;
    const whole = await download(addressOf(address, `/media/${sound.sha256}`), part, sound.bytes);
    if (!whole || (await hashOf(part)) !== sound.sha256) {
      this.#altered.add(sound.sha256);
      await removeFile(part);
      throw new AlteredAudio(`the file at /media/${sound.sha256} is not the approved one`);
    }
    await rename(part, this.path(sound.sha256));
    await syncFolder(this.dir);
    this.#altered.delete(sound.sha256);
    this.#here.add(sound.sha256);
  }
}

/** Continues or starts a download. Answers false as soon as more bytes come than were approved; too few are found by the hash. */
async function download(url: string, part: string, bytes: number): Promise<boolean> {
  const have = await sizeOf(part);
  if (have > bytes) await removeFile(part);
  const from = have > bytes ? 0 : have;
  if (from === bytes) return true;
  const stop = new AbortController();
  let stall = setTimeout(() => stop.abort(), STALL_MS);
  const headers: Record<string, string> = from > 0 ? { range: `bytes=${from}-` } : {};
  const response = await fetch(url, { headers, redirect: 'error', signal: stop.signal }).finally(() =>
    clearTimeout(stall),
  );
  if (!response.ok) {
    stop.abort();
    throw new RefusedByServer(response.status, new URL(url).pathname, '');
  }
  const continued =
    response.status === 206 && (response.headers.get('content-range') ?? '').startsWith(`bytes ${from}-`);
  const file = await open(part, continued ? 'a' : 'w', 0o640);
  let written = continued ? from : 0;
  try {
    for await (const chunk of response.body ?? []) {
      clearTimeout(stall);
      stall = setTimeout(() => stop.abort(), STALL_MS);
      written += (chunk as Uint8Array).length;
      if (written > bytes) return false;
      await file.appendFile(chunk as Uint8Array);
    }
    await file.sync();
    return true;
  } finally {
    clearTimeout(stall);
    await file.close();
    stop.abort();
  }
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (isMissing(error)) return 0;
    throw error;
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  } catch (error) {
    if (isMissing(error)) return '';
    throw error;
  }
  return hash.digest('hex');
}
