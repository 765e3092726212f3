import type { z } from 'zod';
import type {
  BulletinPrivacy,
  JustifyBody,
  PrivacyCheck,
  PrivacyCheckBody,
  PrivacyState,
} from '@nguon/protocol/http/privacy.ts';
import { Problem } from '../../lib/problem.ts';
import { plainText } from '../../lib/plain-text.ts';
import { inTransaction, type Db, type Tx } from '../../platform/db.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { pictureText } from '../media/service.ts';
import * as desk from './desk.ts';
import { WRITERS } from './policy.ts';
import {
  findInParts,
  neutralParts,
  refusalOfJustification,
  refusalOfPrivacy,
  unjustified,
} from './privacy-gate-rules.ts';
import { measurePrivacy, reachesTargets, TARGETS, type PrivacyMeasure } from './privacy-measure-rules.ts';
import { PRIVACY_SETS, readPrivacySet } from './privacy-set.ts';
import { insertJustification, readJustifications } from './privacy-store.ts';
import { mayWriteThere, type BulletinRecord } from './store.ts';

/** What everybody reads, hears or sees of a revision. */
export interface Told {
  readonly title: string;
  readonly text: string;
  readonly picture: { readonly sha256: string; readonly alternative: string } | null;
}

/** Personal data in a text that is being written and in its picture, and the text in neutral words. Offsets are of the composed text. */
export async function checkPrivacy(db: Db, body: z.output<typeof PrivacyCheckBody>): Promise<PrivacyCheck> {
  const letters = body.shown === null ? null : await pictureText(db, body.shown);
  const words = { title: plainText(body.title), text: plainText(body.text), picture: plainText(body.picture) };
  const parts = { ...words, letters };
  const findings = findInParts(parts);
  return { findings, reading: letters?.state === 'reading', neutral: neutralParts(parts, findings) };
}

/** What a revision tells of people, and why it may go out all the same. */
export async function privacyOf(
  db: Db | Tx,
  { bulletin, revision }: { bulletin: string; revision: string },
  { title, text, picture }: Told,
): Promise<PrivacyState> {
  const letters = picture && (await pictureText(db, picture.sha256));
  const findings = findInParts({ title, text, picture: picture?.alternative ?? '', letters });
  return {
    findings,
    justifications: findings.length === 0 ? [] : await readJustifications(db, bulletin, revision),
    reading: letters?.state === 'reading',
  };
}

/**
 * The same for a bulletin's page, and whether the reader may justify it.
 * @throws Problem `not-found`
 */
export async function getBulletinPrivacy(platform: Platform, actor: Actor, id: string): Promise<BulletinPrivacy> {
  const found = await desk.readable(platform.db, actor, id);
  const state = await stateOf(platform.db, found);
  const { unit, content } = found;
  const mayWrite = await mayWriteThere(platform.db, actor.user, WRITERS, { unit, topic: content.topic });
  const refusal = refusalOfJustification({ person: actor.user, writers: writersOf(found), mayWrite, state });
  const settled = refusalOfPrivacy(state) === null;
  const whyNot = unjustified(state).length === 0 ? null : (refusal?.toBody().title ?? null);
  return { ...state, revision: found.revision, settled, mayJustify: refusal === null, whyNot };
}

/**
 * Says why a bulletin's newest revision goes out although it tells of people.
 * @throws Problem `not-found`, `forbidden`, `conflict` for another revision, `second-person-needed`, `invalid-input` when nothing needs it
 */
export async function justifyPrivacy(
  platform: Platform,
  actor: Actor,
  id: string,
  body: z.output<typeof JustifyBody>,
): Promise<void> {
  await inTransaction(platform.db, async (tx) => {
    const found = await desk.writable(tx, actor, id);
    if (found.revision !== body.revision) throw new Problem('conflict');
    const state = await stateOf(tx, found);
    const refusal = refusalOfJustification({ person: actor.user, writers: writersOf(found), mayWrite: true, state });
    if (refusal) throw refusal;
    const [at, reason] = [platform.clock.now(), plainText(body.reason).trim()];
    if (reason === '') throw new Problem('invalid-input', { details: 'reason: trống / empty' });
    const kinds = [...new Set(state.findings.map(({ kind }) => kind))];
    const { revision } = found;
    await insertJustification(tx, { bulletin: id, revision, kinds, reason, user: actor.user, at });
    await desk.note(tx, actor, 'bulletin.privacy-justified', found, { revision, kinds: kinds.join(', ') }, at);
  });
}

async function stateOf(db: Db | Tx, { id, revision, content }: BulletinRecord): Promise<PrivacyState> {
  return privacyOf(db, { bulletin: id, revision }, content);
}

function writersOf({ author, editor }: BulletinRecord): string[] {
  return [author, editor];
}

/** The privacy gate over each labelled set and over all of them; `reached` when what was held out, and all, keep the targets. */
export async function measurePrivacyGate(): Promise<{
  sets: { name: string; measure: PrivacyMeasure }[];
  targets: typeof TARGETS;
  reached: boolean;
}> {
  const read = await Promise.all(PRIVACY_SETS.map(async (name) => ({ name, texts: await readPrivacySet(name) })));
  const together = { name: 'all', texts: read.flatMap(({ texts }) => texts) };
  const sets = [...read, together].map(({ name, texts }) => ({ name, measure: measurePrivacy(texts) }));
  const judged = sets.filter(({ name }) => name !== 'development');
  return { sets, targets: TARGETS, reached: judged.every(({ measure }) => reachesTargets(measure.all)) };
}
