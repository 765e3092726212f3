import type { Db } from '../../platform/db.ts';
import { timesWaiting } from './slot-links-store.ts';
import { slotWith } from './slot-rules.ts';
import type { RequestRecord } from './store.ts';

/** How many requests of its unit wait for the slot that a request goes with. */
export async function togetherWith(db: Db, { unit, body }: RequestRecord, now: Date): Promise<number> {
  const slot = slotWith(body.times, now);
  if (!slot) return 0;
  return (await timesWaiting(db, unit, now)).filter((times) => slotWith(times, now)?.at === slot.at).length;
}
