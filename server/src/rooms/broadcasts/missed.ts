import type { MakeUpBody, MakeUpReply, MissedBulletin } from '@nguon/protocol/http/broadcasts.ts';
import { sessionMs } from '@nguon/protocol/request.ts';
import { DAY_MS } from '@nguon/protocol/wall-clock.ts';
import type { z } from 'zod';
import { Problem } from '../../lib/problem.ts';
import { spokenInstant } from '../../lib/spoken-time.ts';
import { type Db, inTransaction, type Tx } from '../../platform/db.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { submitMakeUp } from '../requests/service.ts';
import { villageAir } from './village-air.ts';
import { villageSentence } from './figures.ts';
import {
  type MakeUpOffer,
  makeUpOffer,
  missedSentence,
  missedVillages,
  type VillageAir,
  type VillageHearing,
} from './missed-rules.ts';
import { MAKERS_UP } from './policy.ts';
import { speakerState, villageState } from './rules.ts';
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
  const rows = (await passed(db, actor, bulletin, now))
    .map((row) => ({ ...row, villages: missedVillages(row.villages) }))
    .filter(({ villages }) => villages.length > 0);
  const air = await airAhead(
    db,
    rows.flatMap(({ villages }) => villages),
    now,
  );
  return rows.map((row) => present(row, offerOf(row, air, now), now));
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
    const villages = missedVillages(row?.villages ?? []);
    if (!row || villages.length === 0) throw new Problem('not-found');
    const offer = offerOf({ ...row, villages }, await airAhead(tx, villages, now), now);
    if (offer === null || Date.parse(offer.slot.at) !== Date.parse(at)) throw new Problem('conflict');
    const { slot, villages: targets } = offer;
    const wish = { of: row.request.id, missedAt: row.slot.toISOString(), targets, slot };
    const request = await submitMakeUp(platform, tx, actor, wish);
    return { request, at: slot.at, villages: targets.length };
  });
}

async function passed(db: Db | Tx, actor: Actor, bulletin: string | null, now: Date): Promise<PassedRow[]> {
  const who = { person: actor.user, roles: MAKERS_UP, bulletin };
  return passedSessions(db, who, { since: new Date(now.getTime() - OFFERED_MS), now });
}

/** How full the air of villages is from the first slot that may be offered. */
async function airAhead(db: Db | Tx, villages: readonly VillageHearing[], now: Date): Promise<Map<string, VillageAir>> {
  const ids = [...new Set(villages.map(({ id }) => id))];
  const span = { from: now.getTime() + LEAD_MS, to: now.getTime() + FARTHEST_MS };
  return new Map((await villageAir(db, ids, span, now)).map((one) => [one.village, one]));
}

function offerOf(
  { request, villages }: Pick<PassedRow, 'request' | 'villages'>,
  air: ReadonlyMap<string, VillageAir>,
  now: Date,
): MakeUpOffer | null {
  const concerned = villages.flatMap(({ id }) => air.get(id) ?? []);
  return makeUpOffer(concerned, sessionMs(request) + START_MARGIN_MS, lastMoment(request.expiresAt, now));
}

/** A session ends by then: before the bulletin expires, and not long after everybody has forgotten it. */
function lastMoment(expiresAt: string, now: Date): number {
  return Math.min(Date.parse(expiresAt), now.getTime() + FARTHEST_MS);
}

function present(row: PassedRow, offer: MakeUpOffer | null, now: Date): z.infer<typeof MissedBulletin> {
  const { bulletin, title, unitName, waiting, request, slot, villages } = row;
  const last = spokenInstant(new Date(lastMoment(request.expiresAt, now)));
  const left = new Map(offer?.left.map(({ village, why }) => [village, why]));
  return {
    bulletin,
    title,
    unitName,
    class: row.class,
    sentence: missedSentence(villages.length, slot),
    villages: villages.map((village) => ({ ...figureOf(village, now), left: left.get(village.id) ?? null })),
    next: offer?.slot.at ?? null,
    whyNot: offer ? null : `Không thôn nào còn buổi đủ chỗ cho bản tin này trước ${last}.`,
    waiting,
  };
}

function figureOf(
  { id: village, name, communeName, speakers }: VillageHearing,
  now: Date,
): Omit<z.infer<typeof MissedBulletin>['villages'][number], 'left'> {
  const state = villageState(speakers.map(({ kind }) => speakerState(kind)));
  const speaker = speakers.find(({ kind }) => speakerState(kind) === state);
  return { village, name, communeName, sentence: villageSentence(state, speaker, now) };
}
