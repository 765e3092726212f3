import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { unbuiltPages } from './build-pages.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'nguon-pages-'));
});
afterEach(() => rm(root, { recursive: true }));

async function write(path: string, secondsAgo: number): Promise<void> {
  const file = join(root, path);
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(file, '');
  const at = new Date(Date.now() - secondsAgo * 1_000);
  await utimes(file, at, at);
}

it('pages are built when they are missing or older than what they are made from', async () => {
  expect(await unbuiltPages(root)).toEqual([]);
  await write('console/index.html', 100);
  await write('console/src/rooms/inbox.tsx', 100);
  expect(await unbuiltPages(root)).toEqual(['console']);
  await write('console/dist/index.html', 50);
  expect(await unbuiltPages(root)).toEqual([]);
  await write('console/src/rooms/inbox.tsx', 10);
  expect(await unbuiltPages(root)).toEqual(['console']);
  await write('console/dist/index.html', 5);
  await write('board/index.html', 10);
  await write('protocol/src/resolve.ts', 1);
  await write('board/dist/index.html', 0);
  expect(await unbuiltPages(root)).toEqual(['console']);
});

it('a test is no reason to build', async () => {
  await write('board/index.html', 100);
  await write('board/dist/index.html', 50);
  await write('board/src/words.test.ts', 1);
  expect(await unbuiltPages(root)).toEqual([]);
});
