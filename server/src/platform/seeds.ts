import { readFile } from 'node:fs/promises';

/** Text of a file that the project itself brings, such as a room's seed data. */
export async function readSeed(file: URL): Promise<string> {
  return readFile(file, 'utf8');
}
