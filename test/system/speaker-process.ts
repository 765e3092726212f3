import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../speaker/src/main.ts', import.meta.url));
const FLEET = fileURLToPath(new URL('../../speaker/src/fleet.ts', import.meta.url));

/** A real speaker process of a test. */
export interface SpeakerProcess {
  child: ChildProcess;
  /** Everything that it printed. */
  output(): string;
  /** Ends it with a signal and waits until it is gone; its exit code. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

function start(file: string, words: readonly string[], environment: Record<string, string>): SpeakerProcess {
  const child = spawn(process.execPath, [file, ...words], {
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream!.on('data', (chunk) => (text += String(chunk)));
  return {
    child,
    output: () => text,
    end: async (signal) => {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      const gone = once(child, 'exit');
      child.kill(signal);
      await gone;
      return child.exitCode;
    },
  };
}

/** Runs `nguon-speaker <words>` on a state folder and leaves it running. */
export function startSpeaker(
  dir: string,
  words: readonly string[],
  environment: Record<string, string>,
): SpeakerProcess {
  return start(MAIN, words, { NGUON_SPEAKER_DIR: dir, ...environment });
}

/** Runs a fleet by its list. */
export function startFleet(list: string, environment: Record<string, string>): SpeakerProcess {
  return start(FLEET, [], { NGUON_SPEAKER_FLEET: list, ...environment });
}

/** Runs `nguon-speaker <words>` to its end. */
export async function askSpeaker(
  dir: string,
  words: readonly string[],
): Promise<{ code: number | null; output: string }> {
  const started = startSpeaker(dir, words, {});
  const [code] = (await once(started.child, 'close')) as [number | null];
  return { code, output: started.output() };
}

/** Claims a state folder by command line. Rejects with what was printed when that fails. */
export async function claimProcess(dir: string, claim: string): Promise<void> {
  const { code, output } = await askSpeaker(dir, ['claim', claim]);
  if (code !== 0) throw new Error(output);
}
