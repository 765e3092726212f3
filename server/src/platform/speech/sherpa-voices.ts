import { fileURLToPath } from 'node:url';
import { Problem } from '../../lib/problem.ts';
import { ChildFailure, type ChildLog, ChildPool } from '../children/pool.ts';
import type { SherpaJob } from './jobs.ts';
import { type FolderVoice, readVoiceFolders } from './voice-folders.ts';
import type { SpeechResult, VoiceEngine } from './voices.ts';

const PROGRAM = fileURLToPath(new URL('sherpa-child.ts', import.meta.url));
/** A model of 120 MB takes about three times that while it is loaded. */
const LIMITS = { heapMb: 256, dataMb: 2300, fileMb: 128 };
/** Slow is a seventh slower, as with the bundled voice. */
const SLOW = 0.87;

/** Voices of the operator's folder, read by sherpa-onnx in a child that starts with the first text. */
export function createSherpa(dir: string, log: ChildLog): VoiceEngine {
  const pool = new ChildPool({
    name: 'sherpa',
    program: PROGRAM,
    processes: 1,
    limits: LIMITS,
    jobsPerChild: 100,
    longestQueue: 200,
    log,
  });
  const folders = async (): Promise<FolderVoice[]> => {
    const { voices, problems } = await readVoiceFolders(dir);
    for (const problem of problems) log.warn(problem, 'a folder of VOICES_DIR holds no voice');
    return voices;
  };
  return {
    voices: async () =>
      (await folders()).map(({ id, name, engine, language, licence }) => ({ id, name, engine, language, licence })),
    read: async ({ voice, text, pace, out, longestMs, timeoutMs, signal }) => {
      const chosen = (await folders()).find(({ id }) => id === voice);
      if (!chosen) throw new Problem('speech-failed', { reason: `không có giọng ${voice}` });
      const speed = chosen.speed * (pace === 'slow' ? SLOW : 1);
      const job: SherpaJob = { text, files: chosen.files, speaker: chosen.speaker, speed, out, longestMs };
      try {
        return (await pool.run(job, { timeoutMs, signal })) as SpeechResult;
      } catch (error) {
        // sherpa-onnx ends its process on a model that it cannot use.
        if (!(error instanceof ChildFailure) || error.code !== 'child-crashed') throw error;
        log.warn({ voice, ...error.details }, 'a voice model made its process end');
        throw new Problem(
          'speech-failed',
          { reason: `mô hình của giọng “${chosen.name}” không dùng được` },
          { cause: error },
        );
      }
    },
    pids: () => pool.pids(),
    stop: () => pool.stop(),
  };
}
