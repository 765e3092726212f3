import { randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { machinePath, type MachineAsked, type MachineView } from '@nguon/protocol/http/machines.ts';
import { Problem } from '../../lib/problem.ts';
import { inTransaction, type Db, type Tx } from '../../platform/db.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { record } from '../audit/service.ts';
import * as questions from './machine-questions-store.ts';
import { QUESTION_MS, stateOf, WRONG_CODES } from './machine-rules.ts';
import * as store from './machine-store.ts';
import { hashOf, recordOf } from './machine-acts.ts';

/**
 * A shared machine asks to be opened by a phone. Its picture leads to the console and carries a token; the browser itself keeps a secret
 * without which nobody enters, so that a photograph of the picture opens nothing.
 * @param secretOfMachine by which the browser is known as a shared machine
 * @throws Problem `machine-not-set-up` for any other browser: a picture sent from elsewhere signs nobody's machine in
 */
export async function askToEnter(
  { db, clock, config }: Pick<Platform, 'db' | 'clock' | 'config'>,
  secretOfMachine: string | null,
): Promise<{ asked: MachineAsked; secret: string }> {
  const machine = await machineOf(db, secretOfMachine);
  if (!machine) throw new Problem('machine-not-set-up');
  const [token, secret] = [randomBytes(24).toString('base64url'), randomBytes(32).toString('base64url')];
  const code = String(randomInt(10_000)).padStart(4, '0');
  const askedAt = clock.now();
  const expiresAt = new Date(askedAt.getTime() + QUESTION_MS);
  const hashes = { tokenSha256: hashOf(token), secretSha256: hashOf(secret), codeSha256: hashOf(`${token} ${code}`) };
  await inTransaction(db, async (tx) =>
    questions.insertQuestion(tx, { ...hashes, machine: machine.id, askedAt, expiresAt }),
  );
  const asked = { url: `${config.publicUrl}${machinePath(token)}`, code, expiresAt: expiresAt.toISOString() };
  return { asked, secret };
}

/**
 * Which machine asks, for the person whose phone read its picture. The code is not told: it is read from the machine's own screen.
 * @throws Problem `machine-question-over`, `machine-elsewhere`, `not-on-shared-machine`
 */
export async function viewMachine({ db, clock }: Platform, actor: Actor, token: string): Promise<MachineView> {
  if (actor.shared) throw new Problem('not-on-shared-machine');
  const question = await questions.readQuestion(db, hashOf(token));
  if (!question || stateOf(question, clock.now()) !== 'waiting') throw new Problem('machine-question-over');
  const { device, unitName, setUpByName, setUpAt } = await ownMachine(db, actor, question.machine);
  const [askedAt, expiresAt] = [question.askedAt.toISOString(), question.expiresAt.toISOString()];
  return { device, unitName, setUpByName, setUpAt: setUpAt.toISOString(), askedAt, expiresAt };
}

/**
 * Lets a machine be opened in one's own name, by the code on its screen. The third wrong code ends the question.
 * @throws Problem `machine-question-over`, `machine-elsewhere`, `machine-code-wrong`, `not-on-shared-machine`
 */
export async function confirmMachine(platform: Platform, actor: Actor, token: string, code: string): Promise<void> {
  if (actor.shared) throw new Problem('not-on-shared-machine');
  const left = await inTransaction(platform.db, async (tx) => {
    const question = await questions.lockQuestion(tx, { tokenSha256: hashOf(token) });
    const now = platform.clock.now();
    if (!question || stateOf(question, now) !== 'waiting') throw new Problem('machine-question-over');
    const { unit, device } = await ownMachine(tx, actor, question.machine);
    const right = sameHash(question.codeSha256, hashOf(`${token} ${code}`));
    await (right ? questions.confirmQuestion(tx, question.id, actor.user) : questions.countWrongCode(tx, question.id));
    const subject = { kind: 'user', id: actor.user };
    const act = right ? 'machine.confirmed' : 'machine.code-wrong';
    const by = { id: actor.user, name: actor.name };
    await record(tx, { actor: by, act, subject, unit, details: { device } }, now);
    return right ? null : WRONG_CODES - question.wrongCodes - 1;
  });
  if (left !== null) throw new Problem('machine-code-wrong', { left });
}

/**
 * Enters the machine that asked, once a phone has confirmed. Whatever session the browser had ends.
 * @param secret what the asking browser kept
 * @param present token of the session that it brings
 * @returns token of the new session; null while nobody has confirmed
 * @throws Problem `machine-question-over`
 */
export async function enterMachine(
  { db, clock }: Platform,
  secret: string | null,
  present: string | null,
): Promise<string | null> {
  if (secret === null) throw new Problem('machine-question-over');
  return inTransaction(db, async (tx) => {
    const question = await questions.lockQuestion(tx, { secretSha256: hashOf(secret) });
    const now = clock.now();
    const state = stateOf(question, now);
    if (state === 'waiting') return null;
    if (!question?.confirmedBy || state === 'over') throw new Problem('machine-question-over');
    await questions.spendQuestion(tx, question.id, now);
    await store.touchMachine(tx, question.machine, now);
    const machine = await store.readMachine(tx, { id: question.machine });
    if (present !== null) await store.deleteSessionOf(tx, present);
    const token = randomBytes(24).toString('base64url');
    await store.insertSharedSession(tx, { user: question.confirmedBy, token, device: machine?.device ?? null });
    await recordOf(tx, question.confirmedBy, 'user.signed-in', { by: 'phone', shared: true }, now);
    return token;
  });
}

/** The shared machine that a browser is; null for any other browser. */
export async function machineOf(db: Db, secret: string | null): Promise<store.SharedMachine | null> {
  return secret === null ? null : store.readMachine(db, { secretSha256: hashOf(secret) });
}

/** The machine of a question, for somebody who works in its unit. Throws Problem `machine-elsewhere`, `machine-question-over`. */
async function ownMachine(db: Db | Tx, actor: Actor, id: string): Promise<store.SharedMachine> {
  const machine = await store.readMachine(db, { id });
  if (!machine) throw new Problem('machine-question-over');
  if (!(await store.worksIn(db, actor.user, machine.unit)))
    throw new Problem('machine-elsewhere', { unit: machine.unitName });
  return machine;
}

function sameHash(known: string, given: string): boolean {
  return timingSafeEqual(Buffer.from(known), Buffer.from(given));
}
