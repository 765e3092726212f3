import type { Way } from './approving.ts';
import { heardMs, unionOf, type Stretch } from './heard.ts';

/** Between two reports while the sound plays, in milliseconds. */
const REPORT_MS = 2_000;

/** One listening of one request among several that are heard in a row. */
export interface ListeningAccount {
  /** The listening begins when its first sound does. */
  begin(): Promise<string>;
  /** Takes what sounded of one sound; answers how much of the request was heard, in milliseconds, and whether that is to be told. */
  hear(sound: number, stretches: readonly Stretch[], settled: boolean): { ms: number; due: boolean };
  /** Tells the server all that sounded; answers the listening, for the approval. */
  report(): Promise<string>;
  ms(): number;
}

/** @param lengthsMs lengths of the request's sounds, in order */
export function openAccount(way: Pick<Way, 'begin' | 'report'>, lengthsMs: readonly number[]): ListeningAccount {
  const bySound = new Map<number, Stretch[]>();
  let [listening, reportedAt]: [Promise<string> | null, number] = [null, 0];
  const heard = (): Stretch[] => unionOf([...bySound.values()].flat());
  const begin = async (): Promise<string> => {
    listening ??= way.begin().then((reply) => reply.listening);
    try {
      return await listening;
    } catch (error) {
      listening = null;
      throw error;
    }
  };
  return {
    begin,
    hear(sound, stretches, settled) {
      const before = lengthsMs.slice(0, sound).reduce((sum, length) => sum + length, 0);
      bySound.set(
        sound,
        stretches.map(({ fromMs, toMs }) => ({ fromMs: fromMs + before, toMs: toMs + before })),
      );
      const due = settled || Date.now() - reportedAt >= REPORT_MS;
      if (due) reportedAt = Date.now();
      return { ms: heardMs(heard()), due };
    },
    async report() {
      const id = await begin();
      await way.report(id, { heard: heard() });
      return id;
    },
    ms: () => heardMs(heard()),
  };
}
