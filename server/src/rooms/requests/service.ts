import { randomUUID } from 'node:crypto';
import type { RequestBody } from '@nguon/protocol/http/requests.ts';
import type { Request, Slot } from '@nguon/protocol/request.ts';
import type { Rules } from '@nguon/protocol/resolve-chance.ts';
import { Problem } from '../../lib/problem.ts';
import { inTransaction, type Db, type Tx } from '../../platform/db.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import {
  advanceBulletin,
  finishedSounds,
  lockBulletin,
  mayWrite,
  requestParts,
  type BulletinRecord,
} from '../bulletins/service.ts';
import { closeRequest, holdToRules, sendOnRoute } from './keeping.ts';
import { SUBMITTERS } from './policy.ts';
import { refusalOfGaps } from './correction-rules.ts';
import { buildRequest } from './rules.ts';
import { readBroadcastRules } from './limits-store.ts';
import { couldHaveHeard, heardWhole, lengthOf, unionOf, type Interval } from './listening-rules.ts';
import { insertListening } from './listenings-store.ts';
import { reportListening } from './listenings.ts';
import { lockBoth } from './locking.ts';
import * as store from './store.ts';

/** Queue of messages to people, sent by `deliveries`: data as of OutgoingText. */
export const TEXTS_QUEUE = 'deliveries.text';

/** One text to one number. */
export interface OutgoingText {
  /** +84… */
  to: string;
  text: string;
  /** Why it goes out, for the outbox's list. */
  purpose: 'approval-code' | 'standing-digest';
  unit: string;
  /** After this instant it is of no use and is not sent. */
  notAfter: string;
}

/** Characters of all parts of an edition: a programme of a unit carries many of them. */
const LONGEST_EDITION = 60_000;

/** Slots in which a request would wait or lose, as a screen says it. */
export interface Conflict {
  unitName: string;
  at: string;
  loser: string;
  winner: string;
}

/** How a correction that a request says, alone or as a part of an edition, stands against the error that it puts right. */
export interface CorrectionGap {
  bulletin: string;
  title: string;
  corrects: { id: string; title: string };
  /** "Bản sai đã phát 3 buổi ở 12 thôn." */
  sentence: string;
  /** How often the error was heard. */
  sessions: number;
  /** How often the correction will be, with what is ordered of it already, in other requests and editions too. */
  asked: number;
  /** Places that heard the error and will hear its correction less often. */
  uncovered: number;
  /** Less often, in all or in some places. */
  short: boolean;
  /** It says what the error said. */
  unchanged: boolean;
}

/** What the timetable and the loudspeakers' receipts know; the roof hands it in, for the timetable's room comes later. */
export interface TimetablePort {
  /** The common slot of all units for each start; null where one of them has none then. */
  slotsOf(db: Db | Tx, units: readonly string[], starts: readonly string[]): Promise<Map<string, Slot | null>>;
  /** Slots for bulletins of a unit that begin in [from, to), UTC epoch milliseconds, by time. */
  slotsAhead(db: Db, unit: string, from: number, to: number): Promise<Slot[]>;
  conflictsOf(db: Db, request: Request): Promise<Conflict[]>;
  /** None for what says no correction. */
  correctionGaps(db: Db | Tx, request: Request): Promise<CorrectionGap[]>;
}

/**
 * trình duyệt: makes the exact request from what the officer chose and sends it on its route. A request of the same bulletin that
 * still waits is withdrawn: any change is a new one.
 * @returns the request's id
 * @throws Problem `not-found`, `forbidden`, `conflict` (another revision since), `privacy-blocked`, `picture-being-read`, `emergency-not-yet`,
 *   `sound-missing`, `voice-not-accepted`, `sound-too-long`, `quiet-hours`, `slot-passed`, `slot-too-short`, `correction-too-few`, `invalid-input`
 */
export async function submitRequest(
  platform: Platform,
  timetable: Pick<TimetablePort, 'slotsOf' | 'correctionGaps'>,
  actor: Actor,
  body: RequestBody,
): Promise<string> {
  return inTransaction(platform.db, async (tx) => submitIn(platform, timetable, tx, actor, body));
}

/** submitRequest as part of a transaction; for what is submitted together. */
export async function submitIn(
  platform: Platform,
  timetable: Pick<TimetablePort, 'slotsOf' | 'correctionGaps'>,
  tx: Tx,
  actor: Actor,
  body: RequestBody,
): Promise<string> {
  const bulletin = await lockBulletin(tx, body.bulletin);
  if (!bulletin) throw new Problem('not-found');
  await checkRight(tx, actor, bulletin, body);
  const now = platform.clock.now();
  const request = await compose(tx, timetable, actor, bulletin, body, now);
  await holdToRules(tx, request, now);
  const gaps = await timetable.correctionGaps(tx, request);
  const gapRefusal = refusalOfGaps(gaps, body.fewerReason);
  if (gapRefusal) throw gapRefusal;
  await sendOnRoute(platform, tx, actor, { bulletin, request });
  if (gaps.some(({ short }) => short)) await store.insertCorrectionReason(tx, request.id, body.fewerReason);
  return request.id;
}

/**
 * Withdraws a waiting request; its bulletin goes back to the desk.
 * @throws Problem `not-found`, `forbidden`, `request-closed`
 */
export async function withdrawRequest(platform: Platform, actor: Actor, id: string): Promise<void> {
  await inTransaction(platform.db, async (tx) => {
    const { request, bulletin } = await lockBoth(tx, id);
    if (!(await mayWrite(tx, actor, bulletin, SUBMITTERS))) throw new Problem('not-found');
    const at = platform.clock.now();
    await closeRequest(tx, actor, request.id, { event: 'withdraw', at });
    await advanceBulletin(tx, bulletin, 'release', at);
  });
}

/** What somebody heard of a sound before there was a request for it. */
interface HeardBefore {
  soundMs: number;
  /** When the sound was handed out: nobody heard it before. */
  beganAt: Date;
  heard: readonly Interval[];
}

/**
 * Submits what its author has heard whole already, with that listening on record.
 * @throws Problem `not-listened`, and as submitRequest
 */
export async function submitHeard(
  platform: Platform,
  timetable: Pick<TimetablePort, 'slotsOf' | 'correctionGaps'>,
  actor: Actor,
  body: RequestBody,
  { soundMs, beganAt, heard }: HeardBefore,
): Promise<{ request: string; listening: string }> {
  const heardMs = lengthOf(unionOf(heard, soundMs));
  const elapsed = platform.clock.now().getTime() - beganAt.getTime();
  if (!heardWhole(heardMs, soundMs) || !couldHaveHeard(heardMs, elapsed)) {
    throw new Problem('not-listened', { heard: Math.floor(heardMs / 1000), total: Math.ceil(soundMs / 1000) });
  }
  const request = await submitRequest(platform, timetable, actor, body);
  const listening = randomUUID();
  await insertListening(platform.db, { id: listening, request, user: actor.user, at: beganAt, totalMs: soundMs });
  await reportListening(platform, actor, listening, heard);
  return { request, listening };
}

/** Ends a request whose time has passed. Job: run early, it asks to be run again; run twice, it changes nothing. */
export async function lapseRequest(platform: Platform, id: string): Promise<void> {
  await inTransaction(platform.db, async (tx) => {
    const about = await store.bulletinOf(tx, id);
    const bulletin = about === null ? null : await lockBulletin(tx, about);
    const request = await store.lockRequest(tx, id);
    if (request?.state !== 'waiting') return;
    const at = platform.clock.now();
    if (at < request.approveBy) throw new Error('too early: this request can still be approved');
    await closeRequest(tx, null, id, { event: 'lapse', at });
    if (bulletin && request.current) await advanceBulletin(tx, bulletin, 'release', at);
  });
}

/** Withdraws what waits with a text or sound that its bulletin no longer has, also an edition with it. Job: run twice, it changes nothing. */
export async function closeOutdatedRequests(platform: Platform, bulletin: string): Promise<void> {
  const waiting = [
    ...(await store.waitingOf(platform.db, bulletin)),
    ...(await store.editionsWaiting(platform.db, bulletin)),
  ];
  for (const id of waiting) {
    await inTransaction(platform.db, async (tx) => {
      const about = await store.bulletinOf(tx, id);
      const own = about === null ? null : await lockBulletin(tx, about);
      const request = await store.lockRequest(tx, id);
      if (request?.state !== 'waiting' || request.current) return;
      const at = platform.clock.now();
      await closeRequest(tx, null, id, { event: 'revise', at });
      // An edition itself was not changed: it goes back to the desk, to be put together anew.
      if (own && about !== bulletin) await advanceBulletin(tx, own, 'release', at);
    });
  }
}

/** Rules of broadcasting in a unit, for later rooms: giờ không phát (minutes of the local day, equal means none) and the longest item. */
export async function broadcastRulesFor(db: Db | Tx, unit: string): Promise<Rules> {
  const rules = (await readBroadcastRules(db, [unit])).get(unit);
  if (!rules) throw new Problem('not-found');
  return rules;
}

async function checkRight(tx: Tx, actor: Actor, bulletin: BulletinRecord, body: RequestBody): Promise<void> {
  // Whoever may not write it is not told that it exists.
  if (!(await mayWrite(tx, actor, bulletin, SUBMITTERS))) throw new Problem('not-found');
  if (bulletin.revision !== body.revision) throw new Problem('conflict');
  if (bulletin.content.class === 'emergency') throw new Problem('emergency-not-yet');
  if (bulletin.content.picture?.alternative === '')
    throw new Problem('invalid-input', { details: 'picture: ảnh chưa có lời tả / the picture has no words' });
  if (!(await store.areWithin(tx, bulletin.unit, body.targets))) throw new Problem('forbidden');
}

async function compose(
  tx: Tx,
  timetable: Pick<TimetablePort, 'slotsOf'>,
  actor: Actor,
  { id, unit, content, revision }: BulletinRecord,
  body: RequestBody,
  now: Date,
): Promise<Request> {
  const parts = content.parts ? await requestParts(tx, unit, content.parts) : null;
  const { sounds, making } = content.parts
    ? { sounds: content.parts.flatMap((part) => part.sounds), making: false }
    : await finishedSounds(tx, id, revision);
  if (making && body.channels.some((channel) => channel !== 'board')) throw new Problem('sound-missing');
  const slots = body.times.kind === 'now' ? [] : await slotsFor(tx, timetable, body.targets, body.times.starts);
  const { title, text, picture, language } = content;
  const words = text.length + (parts ?? []).reduce((sum, part) => sum + part.text.length, 0);
  if (text.length > 20_000 || words > LONGEST_EDITION) throw new Problem('too-large', { limit: '20.000 ký tự' });
  return buildRequest({
    id: randomUUID(),
    author: actor.user,
    body,
    bulletin: { id, unit, class: content.class, title, text, picture, language },
    sounds: sounds.map(({ language: spoken, sha256: address, bytes, durationMs }) => ({
      language: spoken,
      sha256: address,
      bytes,
      durationMs,
    })),
    parts,
    slots,
    now,
  });
}

async function slotsFor(
  tx: Tx,
  timetable: Pick<TimetablePort, 'slotsOf'>,
  targets: readonly string[],
  starts: readonly string[],
): Promise<Slot[]> {
  const wanted = [...new Set(starts)];
  const found = await timetable.slotsOf(tx, targets, wanted);
  return wanted.map((start) => {
    const slot = found.get(start);
    if (!slot)
      throw new Problem('invalid-input', {
        details: `times.starts: ${start} không có trong khung giờ / is not in the timetable`,
      });
    return slot;
  });
}

export { submitMakeUp } from './make-ups.ts';
export { getRequest } from './reading.ts';
export { timesWords } from './airing-rules.ts';
export { approveByTemplate } from './fillings.ts';
export { listStandings } from './standings.ts';
export { ORDERS_QUEUE, STOP_STANDING_QUEUE } from './queues.ts';
