import { randomUUID } from 'node:crypto';
import type { SignedByPhone } from '@nguon/protocol/http/phones.ts';
import type { StandingBody, StandingView } from '@nguon/protocol/http/standing.ts';
import { StandingApproval, termsFault } from '@nguon/protocol/standing.ts';
import { PHONE_TYPES, readUnverified, RefusedDocument } from '@nguon/protocol/verify.ts';
import { plainText } from '../../lib/plain-text.ts';
import { Problem } from '../../lib/problem.ts';
import { inTransaction, type Db, type Tx } from '../../platform/db.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { authorise, endStanding, mayAct, showStanding } from '../accounts/service.ts';
import { record } from '../audit/service.ts';
import { currentTemplate } from '../templates/service.ts';
import { getUnits } from '../units/service.ts';
import { READERS, STANDING_APPROVERS, SUBMITTERS } from './policy.ts';
import { presentStanding } from './present-standing.ts';
import { endOfDay, refusalOfTerms, standingState } from './standing-rules.ts';
import { STOP_STANDING_QUEUE } from './queues.ts';
import * as store from './standing-store.ts';
import { areWithin } from './store.ts';

/** Level from which on a unit belongs to a commune. */
const COMMUNE = 2;

/**
 * Xin duyệt sẵn: asks that a template be approved beforehand. What was asked for the same template there, and not yet answered, is closed.
 * @returns its id
 * @throws Problem `forbidden`, `not-found`, `standing-not-allowed`
 */
export async function askStanding(platform: Platform, actor: Actor, body: StandingBody): Promise<string> {
  const { unit, template, hours, longestSeconds, perDay } = body;
  return inTransaction(platform.db, async (tx) => {
    await authorise(tx, actor, SUBMITTERS, unit);
    const found = await currentTemplate(tx, template, unit);
    if (!found) throw new Problem('not-found');
    const places = [...new Set(body.places)].toSorted();
    const isCommune = ((await getUnits(tx, [unit]))[0]?.level ?? 0) >= COMMUNE;
    if (!isCommune || !(await areWithin(tx, unit, places))) throw new Problem('forbidden');
    const at = platform.clock.now();
    const until = endOfDay(body.until);
    const fault = termsFault({ hours, longestSeconds, from: at.toISOString(), until }, found.content);
    if (fault !== null) throw refusalOfTerms(fault);
    const row = { id: randomUUID(), unit, template, revision: found.revision, places, hours, longestSeconds, perDay };
    await store.insertAsked(tx, { ...row, until: new Date(until), askedBy: actor.user, at });
    await note(tx, actor, 'standing-approval.asked', row, { template, until }, at);
    return row.id;
  });
}

/** Standing approvals of a unit, newest first. Throws Problem `forbidden` outside the reader's units. */
export async function listStandings(platform: Platform, actor: Actor, unit: string): Promise<StandingView[]> {
  await authorise(platform.db, actor, READERS, unit);
  const rows = await store.standingsIn(platform.db, unit);
  return Promise.all(rows.map(async (row) => view(platform, actor, row)));
}

/** One of them. Throws Problem `not-found`, also outside the reader's units. */
export async function getStanding(platform: Platform, actor: Actor, id: string): Promise<StandingView> {
  const row = await store.readStanding(platform.db, id);
  if (!row || !(await mayAct(platform.db, actor, READERS, row.unit))) throw new Problem('not-found');
  return view(platform, actor, row);
}

/**
 * Duyệt sẵn: carries what the leader's phone signed to the signer. It must say exactly what was asked for.
 * @throws Problem `not-found`, `standing-closed`, `forbidden`, `standing-not-allowed`, and those of a phone's signature
 */
export async function approveStanding(
  platform: Platform,
  actor: Actor,
  id: string,
  signed: SignedByPhone,
): Promise<void> {
  const row = await answerable(platform.db, actor, id, platform.clock.now());
  refuseOther(readStatement(signed.document), row, actor);
  const { from } = await showStanding(platform, signed, row.content);
  await inTransaction(platform.db, async (tx) => {
    const at = platform.clock.now();
    const locked = await store.lockStanding(tx, id);
    if (!locked || stateOf(locked, at) !== 'asked') throw new Problem('standing-closed');
    await store.setApproved(tx, id, { approver: actor.user, from, document: signed.document });
    await note(tx, actor, 'standing-approval.approved', row, { template: row.template, revision: row.revision }, at);
  });
}

/** Không duyệt: answers no, with a reason. Throws Problem `not-found`, `standing-closed`, `forbidden`. */
export async function declineStanding(platform: Platform, actor: Actor, id: string, reason: string): Promise<void> {
  await inTransaction(platform.db, async (tx) => {
    const at = platform.clock.now();
    await store.lockStanding(tx, id);
    const row = await answerable(tx, actor, id, at);
    const said = plainText(reason).trim() || '…';
    await store.setClosed(tx, id, { by: actor.user, at, reason: said });
    await note(tx, actor, 'standing-approval.declined', row, { reason: said }, at);
  });
}

/**
 * Thu lại phép: nothing new goes out by it from now on. With `stop` also what is scheduled under it and not yet heard is stopped. Whoever asked
 * may take back what was not yet answered.
 * @throws Problem `not-found`, `standing-closed`, `unavailable` while the signer is away
 */
export async function withdrawStanding(
  platform: Platform,
  actor: Actor,
  id: string,
  { stop }: { stop: boolean },
): Promise<void> {
  const found = await store.readStanding(platform.db, id);
  if (!found || !(await mayWithdraw(platform.db, actor, found))) throw new Problem('not-found');
  if (found.closedAt !== null) throw new Problem('standing-closed');
  await endStanding(platform, id);
  await inTransaction(platform.db, async (tx) => {
    const at = platform.clock.now();
    const row = await store.lockStanding(tx, id);
    if (!row || row.closedAt !== null) return;
    await store.setClosed(tx, id, { by: actor.user, at, reason: null });
    await note(tx, actor, 'standing-approval.withdrawn', row, { stop: String(stop) }, at);
    if (stop) await platform.jobs.enqueue(tx, STOP_STANDING_QUEUE, { standing: id, by: actor.user }, { priority: 10 });
  });
}

/** Job: a template says something else, or was put away; what was asked or approved for it is over. Run twice, it changes nothing. */
export async function closeStandingsOf(
  platform: Platform,
  { template, by }: { template: string; by: string },
): Promise<void> {
  for (const id of await store.openOf(platform.db, template)) {
    const before = await store.readStanding(platform.db, id);
    if (!before || before.current) continue;
    await endStanding(platform, id);
    await inTransaction(platform.db, async (tx) => {
      const row = await store.lockStanding(tx, id);
      if (!row || row.closedAt !== null) return;
      const at = platform.clock.now();
      await store.setClosed(tx, id, { by, at, reason: null });
      await note(tx, null, 'standing-approval.void', row, { template }, at);
    });
  }
}

/** How one of them stands at an instant. */
export function stateOf(row: store.StandingRow, now: Date): StandingView['state'] {
  const { current, approver, closedAt, declineReason, until } = row;
  return standingState(
    { current, approved: approver !== null, closed: closedAt !== null, declined: declineReason !== null, until },
    now,
  );
}

/** One that this person may answer now. Throws Problem `not-found`, `forbidden`, `standing-closed`. */
async function answerable(db: Db | Tx, actor: Actor, id: string, now: Date): Promise<store.StandingRow> {
  const row = await store.readStanding(db, id);
  if (!row || !(await mayAct(db, actor, READERS, row.unit))) throw new Problem('not-found');
  if (!(await mayAct(db, actor, STANDING_APPROVERS, row.unit))) throw new Problem('forbidden');
  if (stateOf(row, now) !== 'asked') throw new Problem('standing-closed');
  return row;
}

async function mayWithdraw(db: Db | Tx, actor: Actor, row: store.StandingRow): Promise<boolean> {
  if (await mayAct(db, actor, STANDING_APPROVERS, row.unit)) return true;
  return row.approver === null && row.askedBy === actor.user && mayAct(db, actor, SUBMITTERS, row.unit);
}

async function view(platform: Platform, actor: Actor, row: store.StandingRow): Promise<StandingView> {
  const state = stateOf(row, platform.clock.now());
  const isOpen = state === 'asked' || state === 'standing';
  const leads = isOpen && (await mayAct(platform.db, actor, STANDING_APPROVERS, row.unit));
  return presentStanding(row, {
    state,
    mayApprove: state === 'asked' && leads,
    mayWithdraw: isOpen && (leads || (await mayWithdraw(platform.db, actor, row))),
  });
}

/** What a phone signed, before the signer has judged it. */
function readStatement(document: string): StandingApproval {
  try {
    return readUnverified(document, { type: PHONE_TYPES.standing, schema: StandingApproval });
  } catch (error) {
    if (error instanceof RefusedDocument) throw new Problem('signature-refused', { reason: error.reason });
    throw error;
  }
}

function refuseOther(statement: StandingApproval, row: store.StandingRow, actor: Actor): void {
  const { id, unit, template, revision, places, hours, longestSeconds, perDay } = row;
  const terms = { id, unit, template, revision, places, hours, longestSeconds, perDay };
  const expected = { ...terms, approver: actor.user, until: row.until.toISOString() };
  const other = Object.entries(expected).find(
    ([name, value]) => JSON.stringify(statement[name as keyof StandingApproval]) !== JSON.stringify(value),
  );
  if (other) throw new Problem('signature-refused', { reason: other[0] });
}

async function note(
  tx: Tx,
  actor: Actor | null,
  act: string,
  { id, unit }: { id: string; unit: string },
  details: Record<string, string>,
  at: Date,
): Promise<void> {
  const who = actor && { id: actor.user, name: actor.name };
  await record(tx, { actor: who, act, subject: { kind: 'standing-approval', id }, unit, details }, at);
}
