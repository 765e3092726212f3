import type { NoticeDraftBody, NoticeSendBody, NoticeView } from '@nguon/protocol/http/notices.ts';
import { BulletinBody } from '@nguon/protocol/http/bulletins.ts';
import { RequestBody } from '@nguon/protocol/http/requests.ts';
import { noticeHash, type NoticeStatement } from '@nguon/protocol/notice.ts';
import { fillTemplate } from '@nguon/protocol/template.ts';
import type { z } from 'zod';
import { Problem } from '../../lib/problem.ts';
import { inTransaction } from '../../platform/db.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { askForSpeech, createBulletin, getBulletin } from '../bulletins/service.ts';
import {
  approveByTemplate,
  broadcastRulesFor,
  getRequest,
  listStandings,
  submitHeard,
  type TimetablePort,
} from '../requests/service.ts';
import { actorOfHead } from './desk.ts';
import { headBehind, note } from './heads.ts';
import { isPinProof, statementOf } from './phone-proof.ts';
import { type AirPort, viewOf } from './present.ts';
import { isTaken, longestNoticeMs, otherThan, readingsOf, refusalOfDay, refusalOfPhone, WRONG_PINS } from './rules.ts';
import * as store from './store.ts';

/** What this room asks of rooms later in the stairs. */
export interface NoticePorts {
  timetable: TimetablePort;
  air: AirPort;
}

/**
 * Makes a notice ready for hearing: an ordinary bulletin of the village, spoken by the machine. The phone has signed its content; no PIN yet.
 * Twice the same notice is one.
 * @throws Problem `notice-link-over`, `notice-phone-other`, `notice-phone-waiting`, `notice-phone-locked`, `signature-refused`, `notices-of-day-used`,
 *   `standing-closed`, `invalid-input`, and as createBulletin and askForSpeech
 */
export async function draftNotice(
  platform: Platform,
  air: AirPort,
  { token, notice, content, document }: z.output<typeof NoticeDraftBody>,
): Promise<NoticeView> {
  const head = await headBehind(platform, token);
  await requireSigned(platform, head, document, { act: 'draft', notice, of: await noticeHash(content) });
  const actor = await actorOfHead(platform, head);
  if (!(await store.readNotice(platform.db, notice, head.user))) {
    const at = platform.clock.now();
    const refusal = refusalOfDay({ perDay: head.perDay, ...(await store.dayOf(platform.db, head.user, at)) });
    if (refusal) throw refusal;
    const { id } = await createBulletin(platform, actor, await bulletinOf(platform, actor, head, content));
    await inTransaction(platform.db, async (tx) =>
      store.insertNotice(tx, { id: notice, user: head.user, bulletin: id, standing: content.standing, at }),
    );
    await askForSpeech(platform, actor, id, { pace: 'normal' });
  }
  return viewOf(platform, air, { actor, unit: head.unit }, notice);
}

/** How a notice stands; the first time that its sound is ready it is handed out. Throws Problem `notice-link-over`, `not-found`. */
export async function getNotice(platform: Platform, air: AirPort, token: string, id: string): Promise<NoticeView> {
  const head = await headBehind(platform, token);
  return viewOf(platform, air, { actor: await actorOfHead(platform, head), unit: head.unit }, id);
}

/**
 * Sends a notice that was heard whole, by the phone and its PIN: to the village alone. Under a standing approval of its template it goes out
 * unless the rules of that say no; everything else, and what they refuse, waits for the commune's leader.
 * @throws Problem as draftNotice, `pin-wrong`, `not-found`, `not-listened`, `sound-missing`, `sound-too-long`, and as submitRequest
 */
export async function sendNotice(
  platform: Platform,
  { timetable, air }: NoticePorts,
  id: string,
  { token, content, signed }: z.output<typeof NoticeSendBody>,
): Promise<NoticeView> {
  const head = await headBehind(platform, token);
  const { document, pin } = signed;
  await requireSigned(platform, head, document, { act: 'send', notice: id, of: await noticeHash(content) });
  await requirePin(platform, head.user, document, pin);
  const actor = await actorOfHead(platform, head);
  if (await take(platform, head, id, document)) {
    try {
      await submit(platform, timetable, { actor, head, id, content });
    } catch (error) {
      await store.giveBackNotice(platform.db, id);
      throw error;
    }
  }
  return viewOf(platform, air, { actor, unit: head.unit }, id);
}

/** Takes a notice for sending, within the count of the day; false when it was sent before, or is just being sent. */
async function take(platform: Platform, head: store.HeadRow, id: string, document: string): Promise<boolean> {
  return inTransaction(platform.db, async (tx) => {
    // Locked, so that many at once are no more than the count.
    await store.lockHead(tx, head.user);
    const at = platform.clock.now();
    const found = await store.readNotice(tx, id, head.user);
    if (!found) throw new Problem('not-found');
    if (isTaken(found, at)) return false;
    const { sent } = await store.dayOf(tx, head.user, at, id);
    const refusal = refusalOfDay({ perDay: head.perDay, sent, drafted: 0 });
    if (refusal) throw refusal;
    await note(tx, head, 'notice.sent', head, at, { notice: id, bulletin: found.bulletin });
    await store.takeForSending(tx, id, document, at);
    return true;
  });
}

interface Sending {
  actor: Actor;
  head: store.HeadRow;
  id: string;
  content: z.output<typeof NoticeSendBody>['content'];
}

async function submit(
  platform: Platform,
  timetable: TimetablePort,
  { actor, head, id, content }: Sending,
): Promise<void> {
  const notice = await store.readNotice(platform.db, id, head.user);
  const bulletin = notice && (await getBulletin(platform, actor, notice.bulletin));
  const sound = bulletin?.sounds.find(({ state }) => state === 'ready');
  if (!notice?.handedAt || !bulletin || !sound?.durationMs || sound.mp3Sha256 !== content.sound) {
    throw new Problem('sound-missing');
  }
  const longest = longestNoticeMs(await broadcastRulesFor(platform.db, head.unit));
  if (sound.durationMs > longest) {
    throw new Problem('sound-too-long', {
      duration: `${Math.ceil(sound.durationMs / 1000)} giây`,
      limit: `${longest / 1000} giây`,
    });
  }
  const approved = (await listStandings(platform, actor, head.unit)).find(({ id: one }) => one === notice.standing);
  const readings = readingsOf(sound.durationMs, Math.min(longest, (approved?.longestSeconds ?? Infinity) * 1000));
  const { start, heard } = content;
  const body = RequestBody.parse({
    bulletin: bulletin.id,
    revision: bulletin.revision,
    targets: [head.unit],
    times: start === null ? { kind: 'now' } : { kind: 'slots', starts: [start] },
    readings,
  });
  const listened = { soundMs: sound.durationMs, beganAt: notice.handedAt, heard };
  const { request, listening } = await submitHeard(platform, timetable, actor, body, listened);
  await store.setRequest(platform.db, id, request);
  if (notice.standing !== null)
    await release(platform, timetable, actor, { request, listening, standing: notice.standing });
}

/** Lets a request go out by its standing approval; where that does not cover it, it waits as any other. */
async function release(
  platform: Platform,
  timetable: TimetablePort,
  actor: Actor,
  { request, listening, standing }: { request: string; listening: string; standing: string },
): Promise<void> {
  const { digest } = await getRequest(platform, timetable, actor, request);
  try {
    await approveByTemplate(platform, actor, request, { standing, digest, listening });
  } catch (error) {
    if (!(error instanceof Problem) || !error.code.startsWith('standing-')) throw error;
  }
}

async function bulletinOf(
  platform: Platform,
  actor: Actor,
  { unit, unitName, name }: store.HeadRow,
  { standing, values, title, text }: z.output<typeof NoticeDraftBody>['content'],
): Promise<z.output<typeof BulletinBody>> {
  const contributors = [{ part: 'author', name: `${name}, trưởng thôn, ${unitName}` }];
  if (standing === null) {
    if (title === '' || text === '') throw new Problem('invalid-input', { details: 'trống / empty' });
    return BulletinBody.parse({ unit, title, text, contributors });
  }
  const view = (await listStandings(platform, actor, unit)).find(({ id }) => id === standing);
  if (view?.state !== 'standing') throw new Problem('standing-closed');
  const filled = fillTemplate(view.content, values);
  if (!filled) throw new Problem('invalid-input', { details: 'values' });
  const { topic, genre } = view.content;
  const template = { id: view.template, revision: view.revision, values };
  return BulletinBody.parse({ unit, title: filled.title, text: filled.text, topic, genre, template, contributors });
}

/** Refuses what the phone of the link has not signed. */
async function requireSigned(
  platform: Platform,
  head: store.HeadRow,
  document: string,
  said: Pick<NoticeStatement, 'act' | 'notice' | 'of'>,
): Promise<void> {
  const refusal = refusalOfPhone(head);
  if (refusal) throw refusal;
  const { kid, x } = head;
  if (kid === null || x === null) throw new Problem('notice-phone-other');
  const statement = await statementOf(document, { kid, x });
  const other = otherThan(statement, { ...said, head: head.user }, platform.clock.now());
  if (other !== null) throw new Problem('signature-refused', { reason: other });
}

/** Counts a wrong PIN before it answers, so that many tries at once are no more than the count. */
async function requirePin(platform: Platform, user: string, document: string, proof: string): Promise<void> {
  const refusal = await inTransaction(platform.db, async (tx) => {
    const head = await store.lockHead(tx, user);
    if (!head || head.pinKey === null) return new Problem('notice-phone-other');
    const phone = refusalOfPhone(head);
    if (phone) return phone;
    if (isPinProof(head.pinKey, document, proof)) {
      if (head.wrongPins > 0) await store.setWrongPins(tx, user, 0);
      return null;
    }
    const wrong = head.wrongPins + 1;
    await store.setWrongPins(tx, user, wrong);
    if (wrong < WRONG_PINS) return new Problem('pin-wrong');
    await note(tx, head, 'village-phone.locked', head, platform.clock.now());
    return new Problem('notice-phone-locked');
  });
  if (refusal) throw refusal;
}
