import { spawn } from 'node:child_process';
import { join } from 'node:path';

const LAUNCHER = join(import.meta.dirname, '../../server/bin/nguon.js');

/** Runs `nguon <words>` over a data folder to its end. */
export async function nguon(
  dataDir: string,
  words: readonly string[],
): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [LAUNCHER, ...words], {
    env: { ...process.env, DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((settle) => child.once('close', settle));
  return { code, output };
}
