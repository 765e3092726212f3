import { copyFile, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Names that a backup never takes: what is being written at this moment, or made anew by every start. */
const PASSING = /^(incoming|scratch|logs|compile-cache|postgres|running\.json|folder\.json)$|\.new$/;

/** Parts of a data folder: single files of its first level, and what lies in its folders. */
export type TreePart = 'files' | 'folders';

/**
 * Copies one part of a data folder. A file that disappears meanwhile is passed over.
 * @returns the number of files copied
 */
export async function copyTree(from: string, to: string, part: TreePart): Promise<number> {
  await mkdir(to, { recursive: true, mode: 0o700 });
  const entries = (await readdir(from, { withFileTypes: true })).filter((entry) => !PASSING.test(entry.name));
  let copied = 0;
  for (const entry of entries) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (part === 'files' && entry.isFile()) copied += await copyOne(source, target);
    if (part === 'folders' && entry.isDirectory()) copied += await copyWhole(source, target);
  }
  return copied;
}

async function copyWhole(from: string, to: string): Promise<number> {
  return (await copyTree(from, to, 'files')) + (await copyTree(from, to, 'folders'));
}

async function copyOne(from: string, to: string): Promise<number> {
  try {
    await copyFile(from, to);
    return 1;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    throw error;
  }
}

/** Takes away everything in a folder, not the folder itself. */
export async function clearFolder(folder: string): Promise<void> {
  for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true, force: true });
}
