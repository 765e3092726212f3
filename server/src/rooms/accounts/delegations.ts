import type { z } from 'zod';
import type { Candidate, Delegation, DelegationBody } from '@nguon/protocol/http/delegations.ts';
import { localInstant, zoneOffset } from '@nguon/protocol/wall-clock.ts';
import { Problem } from '../../lib/problem.ts';
import { plainText } from '../../lib/plain-text.ts';
import { inTransaction, type Db, type Tx } from '../../platform/db.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { record } from '../audit/service.ts';
import { LONGEST_DELEGATION_DAYS, refusalOfDelegation } from './delegation-rules.ts';
import * as store from './delegation-store.ts';
import { approves } from './policy.ts';

/** The queue that brings a change of approvers to the signer: data `{ user }`. */
export const SIGNER_QUEUE = 'signer.approvers';
/** The queue that closes delegations whose last day is over; also run each night. */
export const DELEGATION_QUEUE = 'accounts.end-delegations';
/** A little after midnight: what was approved in the last second has reached the signer by then. */
const GRACE_MS = 60_000;

type House = Pick<Platform, 'clock' | 'jobs'>;

/** What I handed on and what holds today. */
export async function listDelegations(db: Db, actor: Actor): Promise<Delegation[]> {
  return store.readDelegations(db, actor.user);
}

/**
 * People to whom one of my approving rights may be handed.
 * @throws Problem `not-found` when it is not mine
 */
export async function listCandidates(db: Db, actor: Actor, grant: string, text: string): Promise<Candidate[]> {
  const own = actor.grants.find(({ id, role, delegation }) => id === grant && approves(role) && !delegation);
  if (!own) throw new Problem('not-found');
  return store.readCandidates(db, actor.user, own.unit, text);
}

/**
 * ủy quyền: hands an approving right of one's own to somebody of the same units until the end of a day. What was handed to oneself cannot
 * be handed on.
 * @returns id of the grant that it makes
 * @throws Problem `not-found` (grant or person), `forbidden` (not an approving right), `invalid-input` (day, or they have it already)
 */
export async function delegate(
  platform: Pick<Platform, 'db'> & House,
  actor: Actor,
  body: z.output<typeof DelegationBody>,
): Promise<string> {
  return inTransaction(platform.db, async (tx) => {
    await closePast(tx, platform);
    const source = await store.lockOwnGrant(tx, actor.user, body.grant);
    if (!source) throw new Problem('not-found');
    const refusal = refusalOfDelegation({
      role: source.role,
      today: await store.readToday(tx),
      until: body.until,
      isSelf: body.user === actor.user,
      belongs: await store.belongs(tx, body.user, source.unit),
      holdsAlready: await store.holdsAlready(tx, body.user, source),
    });
    if (refusal) throw problemOf(refusal);
    const paper = body.paper === null ? null : plainText(body.paper).trim() || null;
    const id = await store.insertDelegation(tx, source, { by: actor.user, to: body.user, until: body.until, paper });
    if (id === null) throw problemOf('already');
    const details = { grant: id, role: source.role, topic: source.topic, until: body.until, paper };
    const subject = { kind: 'user', id: body.user };
    const by = { id: actor.user, name: actor.name };
    await record(tx, { actor: by, act: 'grant.delegated', subject, unit: source.unit, details }, platform.clock.now());
    await platform.jobs.enqueue(tx, SIGNER_QUEUE, { user: body.user });
    await platform.jobs.enqueue(tx, DELEGATION_QUEUE, {}, { startAfter: endOf(body.until) });
    return id;
  });
}

/**
 * Ends a delegation before its day, by whoever gave it or holds it.
 * @throws Problem `not-found`
 */
export async function endDelegation(platform: Pick<Platform, 'db'> & House, actor: Actor, id: string): Promise<void> {
  await inTransaction(platform.db, async (tx) => {
    const ended = await store.endDelegation(tx, actor.user, id, platform.clock.now());
    if (!ended) throw new Problem('not-found');
    await tellEnd(tx, platform, actor, ended);
  });
}

/** Ends what was handed on from a grant that is taken away. */
export async function endDelegationsFrom(tx: Tx, platform: House, by: Actor | null, grant: string): Promise<void> {
  for (const ended of await store.endDelegationsFrom(tx, grant, platform.clock.now()))
    await tellEnd(tx, platform, by, ended);
}

/** Closes what is over, so that the log and the signer know. Job: run twice, it changes nothing. The right itself ended by the date. */
export async function endPastDelegations(platform: Pick<Platform, 'db'> & House): Promise<void> {
  await inTransaction(platform.db, async (tx) => closePast(tx, platform));
}

async function closePast(tx: Tx, platform: House): Promise<void> {
  for (const ended of await store.endPastDelegations(tx, platform.clock.now()))
    await tellEnd(tx, platform, null, ended);
}

async function tellEnd(tx: Tx, platform: House, by: Actor | null, ended: store.DelegationRecord): Promise<void> {
  const actor = by && { id: by.user, name: by.name };
  const details = { grant: ended.id, role: ended.role, topic: ended.topic, until: ended.until };
  const subject = { kind: 'user', id: ended.user };
  await record(tx, { actor, act: 'grant.delegation-ended', subject, unit: ended.unit, details }, platform.clock.now());
  await platform.jobs.enqueue(tx, SIGNER_QUEUE, { user: ended.user });
}

function endOf(day: string): Date {
  return new Date(localInstant(day, 1440, zoneOffset('Asia/Ho_Chi_Minh')) + GRACE_MS);
}

function problemOf(refusal: NonNullable<ReturnType<typeof refusalOfDelegation>>): Problem {
  if (refusal === 'forbidden' || refusal === 'not-found') return new Problem(refusal);
  const details = {
    day: `ngày cuối: từ hôm nay đến ${LONGEST_DELEGATION_DAYS} ngày nữa / last day: within ${LONGEST_DELEGATION_DAYS} days`,
    already: 'người này đã có quyền đó / this person has that right already',
  };
  return new Problem('invalid-input', { details: details[refusal] });
}
