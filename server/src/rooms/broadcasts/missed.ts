import type { MakeUpBody, MakeUpReply, MissedBulletin } from '@nguon/protocol/http/broadcasts.ts';
import { sessionMs, type Request, type Slot } from '@nguon/protocol/request.ts';
import { DAY_MS } from '@nguon/protocol/wall-clock.ts';
import type { z } from 'zod';
import { Problem } from '../../lib/problem.ts';
import { spokenInstant } from '../../lib/spoken-time.ts';
import { type Db, inTransaction, type Tx } from '../../platform/db.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { submitMakeUp } from '../requests/service.ts';
import { ancestorsOf } from '../units/service.ts';
import { villageSentence } from './figures.ts';
import { makeUpSlot, missedSentence, missedVillages, type VillageHearing } from './missed-rules.ts';
import { MAKERS_UP } from './policy.ts';
import { speakerState, villageState } from './rules.ts';
import { commonSlots } from './slots.ts';
import { ordersAired } from './store-foresight.ts';
import { type PassedRow, passedSessions } from './store-missed.ts';

/** What was missed longer ago is no longer offered: loudspeakers keep what is perishable no longer either. */
const OFFERED_MS = 3 * DAY_MS;
/** A slot is looked for this far ahead. */
const FARTHEST_MS = 7 * DAY_MS;
/** Somebody has yet to approve it: slots that begin sooner are not offered. */
const LEAD_MS = 5 * 60_000;
/** A player starts when it has loaded, not at the tick: as much more than its length a session needs. */
const START_MARGIN_MS = 5_000;

/** What villages missed that this person may have broadcast once more, newest first. @param bulletin only this one */
export async function listMissed(
  platform: Platform,
  actor: Actor,
  bulletin: string | null,
): Promise<z.infer<typeof MissedBulletin>[]> {
  const { db, clock } = platform;
  const now = clock.now();
  const items = [];
  for (const row of await passed(db, actor, bulletin, now)) {
    const missing = missedVillages(row.villages);
    if (missing.length > 0) items.push(await present(db, row, missing, now));
  }
  return items;
}

/**
 * phát bù: asks for another session in the villages that missed a bulletin, in the slot that was offered.
 * @throws Problem `not-found` where nothing of it is offered to this person, `conflict` where another slot or none is by now, and as submitMakeUp
 */
export async function makeUp(
  platform: Platform,
  actor: Actor,
  bulletin: string,
  { at }: z.infer<typeof MakeUpBody>,
): Promise<z.infer<typeof MakeUpReply>> {
  const now = platform.clock.now();
  return inTransaction(platform.db, async (tx) => {
    const [row] = await passed(tx, actor, bulletin, now);
    const missing = missedVillages(row?.villages ?? []);
    if (!row || missing.length === 0) throw new Problem('not-found');
    const targets = missing.map(({ id }) => id);
    const slot = await nextSlot(tx, row.request, targets, now);
    if (slot === null || Date.parse(slot.at) !== Date.parse(at)) throw new Problem('conflict');
    const wish = { of: row.request.id, missedAt: row.slot.toISOString(), targets, slot };
    const request = await submitMakeUp(platform, tx, actor, wish);
    return { request, at: slot.at, villages: targets.length };
  });
}

async function passed(db: Db | Tx, actor: Actor, bulletin: string | null, now: Date): Promise<PassedRow[]> {
  const who = { person: actor.user, roles: MAKERS_UP, bulletin };
  return passedSessions(db, who, { since: new Date(now.getTime() - OFFERED_MS), now });
}

async function present(
  db: Db,
  row: PassedRow,
  missing: readonly VillageHearing[],
  now: Date,
): Promise<z.infer<typeof MissedBulletin>> {
  const { bulletin, title, unitName, waiting, request, slot } = row;
  const next = await nextSlot(
    db,
    request,
    missing.map(({ id }) => id),
    now,
  );
  const until = spokenInstant(new Date(request.expiresAt));
  return {
    bulletin,
    title,
    unitName,
    class: row.class,
    sentence: missedSentence(missing.length, slot),
    villages: missing.map((village) => figureOf(village, now)),
    next: next?.at ?? null,
    whyNot: next ? null : `Không còn buổi nào chung của các thôn này, đủ chỗ và trước khi bản tin hết hạn (${until}).`,
    waiting,
  };
}

function figureOf(
  { id: village, name, communeName, speakers }: VillageHearing,
  now: Date,
): z.infer<typeof MissedBulletin>['villages'][number] {
  const state = villageState(speakers.map(({ kind }) => speakerState(kind)));
  const speaker = speakers.find(({ kind }) => speakerState(kind) === state);
  return { village, name, communeName, sentence: villageSentence(state, speaker, now) };
}

/** The next slot that all of some villages have, with room in the first of them. */
async function nextSlot(db: Db | Tx, request: Request, villages: readonly string[], now: Date): Promise<Slot | null> {
  const from = now.getTime() + LEAD_MS;
  const slots = await commonSlots(
    db,
    villages,
    from,
    Math.min(now.getTime() + FARTHEST_MS, Date.parse(request.expiresAt)),
  );
  const taken = await takenIn(db, villages[0] ?? '', slots);
  const roomy = slots.map((slot) => ({
    slot,
    freeMs: Date.parse(slot.until) - Date.parse(slot.at) - (taken.get(Date.parse(slot.at)) ?? 0),
  }));
  return makeUpSlot(roomy, sessionMs(request) + START_MARGIN_MS, Date.parse(request.expiresAt));
}

/** Milliseconds of each slot, by its start, that orders have taken in a village. */
async function takenIn(db: Db | Tx, village: string, slots: readonly Slot[]): Promise<Map<number, number>> {
  const taken = new Map<number, number>();
  const [first, last] = [slots[0], slots.at(-1)];
  if (!first || !last) return taken;
  const units = (await ancestorsOf(db, village)).map(({ id }) => id);
  for (const { request, silentSince, slots: own, leftOut } of await ordersAired(
    db,
    units,
    new Date(first.at),
    new Date(last.until),
    null,
  )) {
    if (silentSince !== null) continue;
    const length = sessionMs(request, new Set(leftOut));
    for (const { at } of own) taken.set(Date.parse(at), (taken.get(Date.parse(at)) ?? 0) + length);
  }
  return taken;
}
