import { fileURLToPath } from 'node:url';
import { Problem } from '../../lib/problem.ts';
import { type ChildLog, ChildPool } from '../children/pool.ts';
import type { SpeechJob } from './jobs.ts';
import { DEFAULT_VOICE, type Pace, type SpeechResult, type Voice, type VoiceEngine } from './voices.ts';

const common = { engine: 'espeak-ng', language: 'vi', licence: 'GPL-3.0-or-later' } as const;
/** The bundled voices, with eSpeak NG's own name of each. */
const VOICES: readonly (Voice & { readonly espeak: string })[] = [
  { id: DEFAULT_VOICE, name: 'giọng máy dự phòng', espeak: 'vi', ...common },
  { id: 'espeak-vi-central', name: 'giọng máy dự phòng (miền Trung)', espeak: 'vi-vn-x-central', ...common },
  { id: 'espeak-vi-south', name: 'giọng máy dự phòng (miền Nam)', espeak: 'vi-vn-x-south', ...common },
];

/** eSpeak NG's words per minute: 3.6 and 3.1 syllables a second, measured; village announcers read at 3 to 4. */
const RATES: Readonly<Record<Pace, number>> = { normal: 150, slow: 130 };

const PROGRAM = fileURLToPath(new URL('speech-child.ts', import.meta.url));
/** 20 minutes of sound are 53 MB, twice while the WAV is put together; Node alone has 630 MiB of writable mappings. */
const LIMITS = { heapMb: 192, dataMb: 1300, fileMb: 128 };

/** The bundled voices: eSpeak NG in warm children. */
export function createEspeak(processes: number, log: ChildLog): VoiceEngine {
  const pool = new ChildPool({
    name: 'speech',
    program: PROGRAM,
    processes,
    limits: LIMITS,
    jobsPerChild: 25,
    longestQueue: 200,
    log,
  });
  return {
    voices: async () => VOICES.map(({ id, name }) => ({ id, name, ...common })),
    read: async ({ voice, text, pace, out, longestMs, timeoutMs, signal }) => {
      const chosen = VOICES.find(({ id }) => id === voice);
      if (!chosen) throw new Problem('speech-failed', { reason: `không có giọng ${voice}` });
      const job: SpeechJob = { text, voice: chosen.espeak, rate: RATES[pace], out, longestMs };
      return (await pool.run(job, { timeoutMs, signal })) as SpeechResult;
    },
    pids: () => pool.pids(),
    stop: () => pool.stop(),
  };
}
