import type { z } from 'zod';
import type { Bulletin } from '@nguon/protocol/http/bulletins.ts';
import type { CorrectionPlan } from '@nguon/protocol/http/broadcasts.ts';
import type { Request } from '@nguon/protocol/request.ts';
import { DAY_MS, zoneOffset } from '@nguon/protocol/wall-clock.ts';
import { Problem } from '../../lib/problem.ts';
import { inTransaction, type Db, type Tx } from '../../platform/db.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { correctedBy, createCorrection, getBulletin, lockBulletin, type Corrected } from '../bulletins/service.ts';
import type { CorrectionGap } from '../requests/service.ts';
import {
  comingOf,
  errorSentence,
  fallsShort,
  heardOf,
  proposeStarts,
  saidBy,
  type Heard,
  type Said,
} from './correction-rules.ts';
import { commonSlots } from './slots.ts';
import { recallIn } from './stops.ts';
import * as store from './store-corrections.ts';

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
  const coming = await store.sessionsComing(db, bulletin, [], null);
  const ordered = coming.length;
  const slots = await slotsAhead(
    platform,
    targets.map(({ id }) => id),
  );
  // A session in which it is heard already is none that is left.
  const taken = new Set(coming.map(({ at }) => at));
  const free = slots.filter((at) => !taken.has(at));
  const starts = proposeStarts(heard.sessions.slice(ordered), free, OFFSET).map((at) => new Date(at).toISOString());
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

/** How every correction that a request says stands against its error, alone or as a part of an edition; none in most requests. */
export async function correctionGaps(db: Db | Tx, request: Request): Promise<CorrectionGap[]> {
  const gaps: CorrectionGap[] = [];
  for (const said of saidBy(request)) {
    const error = await correctedBy(db, said.bulletin);
    if (error) gaps.push(await gapOf(db, request, said, error));
  }
  return gaps;
}

async function gapOf(db: Db | Tx, request: Request, said: Said, error: Corrected): Promise<CorrectionGap> {
  const heard = await heardError(db, error);
  const units = [...heard.places.keys()];
  const outside = new Set(await store.outside(db, units, request.targets));
  const own = { units: units.filter((unit) => !outside.has(unit)) };
  const ordered = await store.sessionsComing(db, said.bulletin, units, request.id);
  const { asked, uncovered } = comingOf(heard, [...startsOf(request).map((at) => ({ at, ...own })), ...ordered]);
  return {
    bulletin: said.bulletin,
    title: said.title,
    corrects: { id: error.id, title: error.title },
    sentence: errorSentence(heard),
    sessions: heard.sessions.length,
    asked,
    uncovered,
    short: fallsShort(heard, asked, uncovered),
    unchanged: said.text.trim() === error.text.trim(),
  };
}

/** When loudspeakers are asked to begin, UTC epoch milliseconds; "Phát ngay" is one session that no slot is. */
function startsOf({ channels, times }: Pick<Request, 'channels' | 'times'>): number[] {
  if (!channels.includes('speaker')) return [];
  return times.kind === 'now' ? [0] : times.slots.map(({ at }) => Date.parse(at));
}

async function heardError(db: Db | Tx, { id, revision }: { id: string; revision: string }): Promise<Heard> {
  return heardOf(await store.airingsOf(db, id, revision));
}

/** Starts of bulletins' slots that all of some places have. */
async function slotsAhead({ db, clock }: Platform, targets: readonly string[]): Promise<number[]> {
  const now = clock.now().getTime();
  return (await commonSlots(db, targets, now + LEAD_MS, now + FARTHEST_MS)).map(({ at }) => Date.parse(at));
}
