import type { z } from 'zod';
import type { Bulletin } from '@nguon/protocol/http/bulletins.ts';
import type { CorrectionPlan } from '@nguon/protocol/http/broadcasts.ts';
import type { Request } from '@nguon/protocol/request.ts';
import { DAY_MS, zoneOffset } from '@nguon/protocol/wall-clock.ts';
import { Problem } from '../../lib/problem.ts';
import { inTransaction, type Db, type Tx } from '../../platform/db.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { correctedBy, createCorrection, getBulletin, lockBulletin } from '../bulletins/service.ts';
import type { CorrectionGap } from '../requests/service.ts';
import { errorSentence, fallsShort, heardOf, offsetOf, proposeStarts, type Heard } from './correction-rules.ts';
import { slotsBetween } from './rules.ts';
import { slotsOf } from './slots.ts';
import { recallIn } from './stops.ts';
import * as store from './store-corrections.ts';
import { timetablesOf } from './store-timetables.ts';

const OFFSET = zoneOffset('Asia/Ho_Chi_Minh');
/** A correction is still to be written and approved: slots that begin sooner are not proposed. */
const LEAD_MS = 15 * 60_000;
const FARTHEST_MS = 30 * DAY_MS;

/**
 * đính chính: takes what is wrong off the air, and opens the draft of its correction.
 * @returns the draft
 * @throws Problem `not-found`, `forbidden`, `conflict` for what was never on the air, `invalid-input` for an edition
 */
export async function correctBulletin(
  platform: Platform,
  actor: Actor,
  bulletin: string,
  reason: string,
): Promise<Bulletin> {
  // Whoever does not see it is not told that it exists.
  await getBulletin(platform, actor, bulletin);
  const draft = await inTransaction(platform.db, async (tx) => {
    const found = await lockBulletin(tx, bulletin);
    if (!found) throw new Problem('not-found');
    const made = await createCorrection(platform, tx, actor, found);
    if (found.state === 'ordered') await recallIn(platform, tx, actor, found, reason);
    return made;
  });
  return getBulletin(platform, actor, draft);
}

/**
 * How often and where the error was heard, and when its correction would be heard as often.
 * @throws Problem `not-found` for what is no correction, or outside the person's units
 */
export async function planCorrection(
  platform: Platform,
  actor: Actor,
  bulletin: string,
): Promise<z.infer<typeof CorrectionPlan>> {
  const { db } = platform;
  await getBulletin(platform, actor, bulletin);
  const error = await correctedBy(db, bulletin);
  if (!error) throw new Problem('not-found');
  const heard = await heardError(db, error);
  const targets = await store.targetsAired(db, error.id, error.revision);
  const ordered = await store.sessionsOrdered(db, bulletin, null);
  const slots = await slotsAhead(
    platform,
    targets.map(({ id }) => id),
  );
  const starts = proposeStarts(heard.sessions.slice(ordered), slots, OFFSET).map((at) => new Date(at).toISOString());
  return {
    corrects: { id: error.id, title: error.title },
    sentence: errorSentence(heard),
    sessions: heard.sessions.length,
    villages: heard.villages.length,
    ordered,
    targets,
    starts,
  };
}

/** How a request for a correction stands against the error; null for a request of anything else. */
export async function correctionGap(db: Db | Tx, request: Request): Promise<CorrectionGap | null> {
  const { bulletin } = request.revision;
  const error = await correctedBy(db, bulletin);
  if (!error) return null;
  const heard = await heardError(db, error);
  const audible = request.channels.includes('speaker');
  const own = !audible ? 0 : request.times.kind === 'now' ? 1 : request.times.slots.length;
  const asked = own + (await store.sessionsOrdered(db, bulletin, request.id));
  const uncovered = (await store.outside(db, heard.units, request.targets)).length;
  return {
    corrects: { id: error.id, title: error.title },
    sentence: errorSentence(heard),
    sessions: heard.sessions.length,
    asked,
    uncovered,
    short: fallsShort(heard, asked, uncovered),
    unchanged: request.screen.text.trim() === error.text.trim(),
  };
}

async function heardError(db: Db | Tx, { id, revision }: { id: string; revision: string }): Promise<Heard> {
  const rows = await store.airingsOf(db, id, revision);
  return heardOf(rows.map(({ played, place, ...airing }) => ({ ...airing, offsetMs: offsetOf(played, place) })));
}

/** Starts of bulletins' slots that all of some places have. */
async function slotsAhead({ db, clock }: Platform, targets: readonly string[]): Promise<number[]> {
  const now = clock.now().getTime();
  const [first] = (await timetablesOf(db, targets.slice(0, 1))).values();
  const own = slotsBetween(first ?? [], now + LEAD_MS, now + FARTHEST_MS, OFFSET)
    .filter(({ slot }) => slot.kind === 'bulletins')
    .map(({ at }) => new Date(at).toISOString());
  const common = await slotsOf(db, targets, [...new Set(own)]);
  return [...common].flatMap(([start, slot]) => (slot === null ? [] : [Date.parse(start)]));
}
