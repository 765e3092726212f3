import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, utimes, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openFiles, TooManyBytes } from './files.ts';

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'nguon-files-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

/** SHA-256 of "xin chào" by another program. */
const HELLO = '8aaecd06d85c7f743d3545e7b865f3053c647591f95919c1c0b003046d4757aa';

describe('the file store', () => {
  it('finds by content what it was given, whole and in part', async () => {
    const files = await openFiles(folder);
    const { sha256, bytes } = await files.put(Readable.from(['xin ', 'chào']), 100);
    expect(bytes).toBe(9);
    expect(sha256).toBe(HELLO);
    expect(await text(files.read(sha256))).toBe('xin chào');
    expect(await text(files.read(sha256, { from: 4, to: 5 }))).toBe('ch');
    await files.remove(sha256);
    expect(await files.size(sha256)).toBeNull();
  });

  it('stops reading at the limit and leaves nothing', async () => {
    const files = await openFiles(folder);
    let given = 0;
    const endless = Readable.from(
      (function* () {
        for (;;) yield Buffer.alloc(++given && 65_536);
      })(),
    );
    await expect(files.put(endless, 1_000_000)).rejects.toBeInstanceOf(TooManyBytes);
    expect(given).toBeLessThan(100);
    expect(await readdir(join(folder, 'incoming'))).toEqual([]);
  });

  it('lends a folder and takes it back, also when its use fails', async () => {
    const files = await openFiles(folder);
    let lent = '';
    const use = files.scratch(async (scratch) => {
      lent = scratch;
      await writeFile(join(scratch, 'x'), 'x');
      throw new Error('no');
    });
    await expect(use).rejects.toThrow('no');
    expect(existsSync(lent)).toBe(false);
  });

  it('clears away what a killed process left days ago', async () => {
    await mkdir(join(folder, 'incoming'), { recursive: true });
    for (const name of ['old', 'new']) await writeFile(join(folder, 'incoming', name), name);
    await utimes(join(folder, 'incoming', 'old'), new Date(0), new Date(0));
    await openFiles(folder);
    expect(await readdir(join(folder, 'incoming'))).toEqual(['new']);
  });
});
