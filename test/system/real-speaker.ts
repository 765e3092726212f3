import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { stopProcess } from './house.ts';

const LAUNCHER = join(import.meta.dirname, '../../speaker/bin/nguon-speaker.js');

/** A loudspeaker in a process of its own, as it would stand on a pole; its sound goes to WAV files. */
export interface RealSpeaker {
  dir: string;
  process: ChildProcess;
  /** Paths of what it recorded, oldest first. */
  recordings(): Promise<string[]>;
  stop(): Promise<void>;
}

/** Claims a place with its string, then runs. @param audio `mpv-file` needs mpv; `decoder-file` nothing */
export async function startSpeaker(
  dir: string,
  claim: string,
  audio: 'mpv-file' | 'decoder-file',
): Promise<RealSpeaker> {
  await mkdir(dir, { recursive: true });
  await command(dir, audio, ['claim', claim, '--serial', 'loa-that-01']);
  return runSpeaker(dir, audio);
}

/** Runs a speaker that is claimed already. */
export function runSpeaker(dir: string, audio: 'mpv-file' | 'decoder-file'): RealSpeaker {
  const child = spawn(process.execPath, [LAUNCHER, 'run'], { env: environmentOf(dir, audio), stdio: 'ignore' });
  const folder = join(dir, 'recordings');
  return {
    dir,
    process: child,
    recordings: async () => {
      // Names begin with the order; what tells the airings apart is the slot's start behind it.
      const names: string[] = await readdir(folder).catch(() => []);
      return names.toSorted((a, b) => (a < b ? -1 : 1)).map((name) => join(folder, name));
    },
    stop: async () => stopProcess(child),
  };
}

async function command(dir: string, audio: string, words: string[]): Promise<void> {
  const child = spawn(process.execPath, [LAUNCHER, ...words], {
    env: environmentOf(dir, audio),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise((settle) => child.once('exit', settle));
  if (code !== 0) throw new Error(`speaker ${words[0]}: ${said}`);
}

function environmentOf(dir: string, audio: string): NodeJS.ProcessEnv {
  return { ...process.env, NGUON_SPEAKER_DIR: dir, NGUON_SPEAKER_AUDIO: audio, NGUON_SPEAKER_REFRESH_SECONDS: '30' };
}
