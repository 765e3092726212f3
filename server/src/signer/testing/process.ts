import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { createSignerClient, type SignerClient } from '../../platform/signer.ts';

export const TOKEN = 'only-for-tests-0123456789abcdef-0123456789';

export interface SignerProcess {
  url: string;
  client: SignerClient;
  /** Ends it; `SIGKILL` as a power cut would. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

/** Starts the real signer process on a data folder, its clock ahead so that it shows `now`. Rejects with what it wrote when it does not come up. */
export async function startSignerProcess(dataDir: string, now: number): Promise<SignerProcess> {
  const child = spawn(process.execPath, [new URL('../main.ts', import.meta.url).pathname], {
    env: {
      PATH: process.env['PATH'],
      DATA_DIR: dataDir,
      SIGNER_TOKEN: TOKEN,
      CLOCK_OFFSET_MS: String(Math.round(now - Date.now())),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const url = await readyLine(child);
  return {
    url,
    client: createSignerClient({ url, token: TOKEN }),
    async end(signal) {
      const exit = once(child, 'exit');
      child.kill(signal);
      await exit;
    },
  };
}

async function readyLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('the signer has no standard output');
  let complaints = '';
  child.stderr?.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  const exit = once(child, 'exit').then(() => {
    throw new Error(complaints);
  });
  const lines = createInterface({ input: child.stdout });
  const [line] = (await Promise.race([once(lines, 'line'), exit])) as [string];
  exit.catch(() => undefined);
  const ready = JSON.parse(line) as { ready: boolean; url: string };
  return ready.url;
}
