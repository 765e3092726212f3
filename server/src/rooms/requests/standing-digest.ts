import type { FilledView } from '@nguon/protocol/http/standing.ts';
import { DAY_MS } from '@nguon/protocol/wall-clock.ts';
import { inTransaction } from '../../platform/db.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { addressee } from '../accounts/service.ts';
import { soundsNamed } from '../bulletins/service.ts';
import { timesWords } from './airing-rules.ts';
import { TEXTS_QUEUE, type OutgoingText } from './service.ts';
import { digestText, eveningOf } from './standing-rules.ts';
import * as store from './standing-store.ts';

/** Hourly: tells leaders in the evening what was filled by their standing approvals. */
export const DIGEST_QUEUE = 'standing.digest';

/** A leader who was not told for a while, as on a server that was off, is told of no more than this. */
const FARTHEST_MS = 3 * DAY_MS;
/** A message of the evening that cannot be sent by then is of no use. */
const USEFUL_MS = 3 * 3_600_000;

/** What went out within the last day by one's own standing approvals, newest first. */
export async function listFilled(platform: Platform, actor: Actor): Promise<FilledView[]> {
  const since = new Date(platform.clock.now().getTime() - DAY_MS);
  const rows = await store.filledSince(platform.db, actor.user, since);
  return Promise.all(
    rows.map(async ({ times, sounds, at, unit: _unit, ...row }) => {
      const addresses = sounds.map(({ sha256 }) => sha256);
      const found = await soundsNamed(platform.db, [row.bulletin], addresses);
      return {
        ...row,
        at: at.toISOString(),
        when: timesWords({ times }),
        sounds: found.map(({ mp3Sha256, durationMs, peaks }) => ({ mp3Sha256, durationMs, peaks })),
      };
    }),
  );
}

/** Job: in the evening, one SMS to each leader by whose standing approvals something went out. Run twice, it tells once. */
export async function tellLeaders(platform: Platform): Promise<void> {
  const now = platform.clock.now();
  const day = eveningOf(now);
  if (day === null || platform.sms === null) return;
  const farthest = new Date(now.getTime() - FARTHEST_MS);
  for (const { approver, since } of await store.leadersToTell(platform.db, day, farthest)) {
    await inTransaction(platform.db, async (tx) => {
      const items = (await store.filledSince(tx, approver, since)).toReversed();
      const person = await addressee(tx, approver);
      const first = items[0];
      if (!first || !person?.phone || !(await store.insertDigest(tx, approver, day, now))) return;
      const named = items.map(({ title, times }) => ({ title, when: timesWords({ times }) }));
      const message: OutgoingText = {
        to: person.phone,
        text: digestText(named, `${platform.config.publicUrl}/quan-ly/`),
        purpose: 'standing-digest',
        unit: first.unit,
        notAfter: new Date(now.getTime() + USEFUL_MS).toISOString(),
      };
      await platform.jobs.enqueue(tx, TEXTS_QUEUE, { ...message });
    });
  }
}
