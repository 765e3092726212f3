import { Problem } from '../../lib/problem.ts';
import { inTransaction, type Tx } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import { record } from '../audit/service.ts';
import { knowFile } from '../media/service.ts';
import { finishItem, itemsMakingSince, readItem, type ItemRow, type Outcome } from './store.ts';

/** The queue that brings sounds of the library to one loudness: data `{ item }`. */
export const ITEMS_QUEUE = 'library.make';

/** Heights of the waveform that a screen draws. */
const PEAKS = 120;
/** Longer than every retry together. */
const GIVEN_UP_AFTER_MS = 60 * 60_000;

/**
 * Brings one sound of the library to the loudness of all others and keeps its three files. Run again after a kill it does the same once more.
 * @throws what may go better another time; what is wrong with the sound itself becomes its `problem`
 */
export async function makeItem(platform: Platform, id: string, signal?: AbortSignal): Promise<void> {
  const item = await readItem(platform.db, id);
  if (!item || item.state !== 'making') return;
  try {
    await platform.files.scratch(async (outDir) => keep(platform, item, outDir, signal && { signal }));
  } catch (error) {
    if (!(error instanceof Problem) || error.code === 'unavailable') throw error;
    await fail(platform, item, error);
  }
}

/** Says of sounds that nobody could make within the hour that they failed. For a schedule. */
export async function giveUpItems(platform: Platform): Promise<void> {
  const before = new Date(platform.clock.now().getTime() - GIVEN_UP_AFTER_MS);
  for (const item of await itemsMakingSince(platform.db, before)) {
    await fail(platform, item, new Problem('unavailable', { part: 'xử lý âm thanh' }));
  }
}

async function keep(
  platform: Platform,
  item: ItemRow,
  outDir: string,
  until: { signal: AbortSignal } | undefined,
): Promise<void> {
  const input = platform.files.path(item.original_sha256);
  const made = await platform.media.master({ input, outDir, noiseReduction: false, ...until });
  const peaks = await platform.media.peaks(made.opus.path, PEAKS, until);
  const [sound, copy, master] = [
    await platform.files.putPath(made.opus.path),
    await platform.files.putPath(made.mp3.path),
    await platform.files.putPath(made.master.path),
  ];
  await inTransaction(platform.db, async (tx) => {
    const at = platform.clock.now();
    await knowFile(tx, { ...sound, mediaType: 'audio/ogg; codecs=opus', kind: 'sound' }, at);
    await knowFile(tx, { ...copy, mediaType: 'audio/mpeg', kind: 'copy' }, at);
    await knowFile(tx, { ...master, mediaType: 'audio/flac', kind: 'master' }, at);
    await finish(
      tx,
      item,
      {
        state: 'ready',
        sha256: sound.sha256,
        mp3_sha256: copy.sha256,
        master_sha256: master.sha256,
        bytes: sound.bytes,
        duration_ms: Math.round(made.durationMs),
        peaks,
      },
      at,
    );
  });
}

async function fail(platform: Platform, item: ItemRow, problem: Problem): Promise<void> {
  const outcome: Outcome = { state: 'failed', problem: problem.toBody().title };
  await inTransaction(platform.db, async (tx) => finish(tx, item, outcome, platform.clock.now()));
}

async function finish(tx: Tx, { id, unit_id: unit }: ItemRow, outcome: Outcome, at: Date): Promise<void> {
  if (!(await finishItem(tx, id, outcome, at))) return;
  const details = outcome.state === 'failed' ? { problem: outcome.problem } : { sha256: outcome.sha256 };
  const subject = { kind: 'library-item', id };
  await record(tx, { actor: null, act: `library-item.${outcome.state}`, subject, unit, details }, at);
}
