import { Problem } from '../../lib/problem.ts';
import type { Db, Tx } from '../../platform/db.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { record } from '../audit/service.ts';
import { isPicture } from '../media/service.ts';
import { filledTemplate } from '../templates/service.ts';
import { isOpenForChange, READERS, WRITERS } from './policy.ts';
import { bulletinStateAfter, type BulletinEvent, type BulletinState, type HashedContent } from './rules.ts';
import * as store from './store.ts';

/** The queue that says that a bulletin's text or sound is no longer what was submitted: data `{ bulletin }`. */
export const REVISED_QUEUE = 'bulletins.revised';

/** A bulletin in this person's units and topics. Throws Problem `not-found`. */
export async function readable(db: Db | Tx, actor: Actor, id: string): Promise<store.BulletinRecord> {
  const found = await store.readBulletin(db, id, { person: actor.user, roles: READERS });
  if (!found) throw new Problem('not-found');
  return found;
}

/** A bulletin that this person may write, its row locked. Throws Problem `not-found`, `forbidden`. */
export async function writable(tx: Tx, actor: Actor, id: string): Promise<store.BulletinRecord> {
  await readable(tx, actor, id);
  const found = await store.lockBulletin(tx, id);
  if (!found) throw new Problem('not-found');
  const where = { unit: found.unit, topic: found.content.topic };
  if (!(await store.mayWriteThere(tx, actor.user, WRITERS, where))) throw new Problem('forbidden');
  return found;
}

/**
 * A bulletin that this person may write and that may be changed now, its row locked.
 * @throws Problem `not-found`, `forbidden`, `conflict` while it is on the air: recall it first
 */
export async function openForChange(tx: Tx, actor: Actor, id: string): Promise<store.BulletinRecord> {
  const found = await writable(tx, actor, id);
  if (!isOpenForChange(found.state)) throw new Problem('conflict');
  return found;
}

/** As openForChange, for what has sounds of its own: an edition has those of its parts. Throws Problem also `invalid-input`. */
export async function openForSound(tx: Tx, actor: Actor, id: string): Promise<store.BulletinRecord> {
  const found = await openForChange(tx, actor, id);
  if (found.content.parts)
    throw wrong('bulletin', 'chương trình lấy âm thanh của từng mục / an edition has its parts’');
  return found;
}

/** Takes a bulletin back to the desk because its text or sound changes; whoever has a request for it is told by a job. */
export async function reopen(platform: Platform, tx: Tx, found: { id: string; state: BulletinState }): Promise<void> {
  await advance(tx, found, 'revise', platform.clock.now());
  await platform.jobs.enqueue(tx, REVISED_QUEUE, { bulletin: found.id });
}

/** Moves a locked bulletin by an event; false where the event cannot happen in its state. */
export async function advance(
  tx: Tx,
  found: { id: string; state: BulletinState },
  event: BulletinEvent,
  at: Date,
): Promise<boolean> {
  const next = bulletinStateAfter(found.state, event);
  if (next === null) return false;
  if (next !== found.state) await store.setState(tx, found.id, next, at);
  return true;
}

/** Refuses a content that this person may not write there, or that cannot be kept. Throws Problem. */
export async function checkContent(tx: Tx, actor: Actor, unit: string, { content }: HashedContent): Promise<void> {
  if (!(await store.mayWriteThere(tx, actor.user, WRITERS, { unit, topic: content.topic })))
    throw new Problem('forbidden');
  if (content.class === 'emergency') throw new Problem('emergency-not-yet');
  if (content.title.length === 0 || content.title.length > 200)
    throw wrong('title', 'trống hoặc quá dài / empty or too long');
  if (content.contributors.some(({ name }) => name === '')) throw wrong('contributors', 'tên trống / an empty name');
  await checkTemplate(tx, unit, content);
  const { topic, picture } = content;
  if (topic !== null && !(await store.readTopics(tx)).some(({ id }) => id === topic)) throw wrong('topic', topic);
  if (picture && !(await isPicture(tx, picture.sha256))) throw wrong('picture', 'chưa gửi lên / not sent yet');
}

/** Whoever names a template says exactly what it says: a later change of words drops the name. */
async function checkTemplate(tx: Tx, unit: string, { template, title, text }: HashedContent['content']): Promise<void> {
  if (!template) return;
  const filled = await filledTemplate(tx, template, unit);
  if (filled?.title !== title || filled.text !== text)
    throw wrong('template', 'lời không còn đúng mẫu / the words are not those of the template');
}

/** A refusal that names the field. */
export function wrong(field: string, what: string): Problem {
  return new Problem('invalid-input', { details: `${field}: ${what}` });
}

/** Writes what was done with a bulletin into the audit log. */
export async function note(
  tx: Tx,
  actor: Actor,
  act: string,
  { id, unit }: { id: string; unit: string },
  details: Record<string, string>,
  at: Date,
): Promise<void> {
  const subject = { kind: 'bulletin', id };
  await record(tx, { actor: { id: actor.user, name: actor.name }, act, subject, unit, details }, at);
}
