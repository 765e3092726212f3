import type { RequestView } from '@nguon/protocol/http/requests.ts';
import { standingFault, type Filling, type StandingFault } from '@nguon/protocol/standing.ts';
import type { Db, Tx } from '../../platform/db.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { soundsNamed, templateOfRevision } from '../bulletins/service.ts';
import { ancestorsOf } from '../units/service.ts';
import { maySubmit } from './links-store.ts';
import { SUBMITTERS } from './policy.ts';
import { reasonOf, type Reason } from './standing-rules.ts';
import * as store from './standing-store.ts';
import type { RequestRecord } from './store.ts';

/** A filled request beside the standing approval that it is held to. */
export interface Held {
  filling: Filling;
  /** Why it does not fit; null: it does. */
  reason: Reason | null;
}

/** What a request's page offers to whoever may submit it: the standing approval of its template, and why it does not fit. */
export async function standingOffer(
  { db, clock }: Pick<Platform, 'db' | 'clock'>,
  actor: Actor,
  request: RequestRecord,
): Promise<RequestView['standing']> {
  if (request.state !== 'waiting' || !request.current) return null;
  if (!(await maySubmit(db, request.id, actor.user, SUBMITTERS))) return null;
  const named = await templateOfRevision(db, request.body.revision);
  if (!named) return null;
  const now = clock.now();
  const about = { template: named.id, revision: named.revision, unit: request.unit };
  const rows = await store.standingFor(db, about, now);
  const offers = await Promise.all(rows.map(async (row) => ({ row, held: await holdTo(db, request, row, now) })));
  const best = offers.find(({ held }) => held.reason === null) ?? offers[0];
  if (!best) return null;
  const { id, approverName, hours, longestSeconds, until } = best.row;
  const whyNot = best.held.reason?.vi ?? null;
  return { id, approverName: approverName ?? '', hours, longestSeconds, until: until.toISOString(), whyNot };
}

/** Holds a request to a standing approval: by the rule that the signer goes by, and its sound must be the machine's own. */
export async function holdTo(
  db: Db | Tx,
  { bulletin, body }: Pick<RequestRecord, 'bulletin' | 'body'>,
  row: store.StandingRow,
  now: Date,
): Promise<Held> {
  const named = await templateOfRevision(db, body.revision);
  const isOfIt = named?.id === row.template && named.revision === row.revision;
  const standing = { ...row, from: (row.from ?? now).toISOString(), until: row.until.toISOString() };
  const filling: Filling = { standing, content: row.content, values: isOfIt ? named.values : {}, request: body };
  const fault = await faultOf(db, filling, row.id, now);
  const wrong = fault ?? ((await isMachineRead(db, bulletin, filling)) ? null : 'not-machine');
  return { filling, reason: wrong && reasonOf(wrong, standing) };
}

async function faultOf(db: Db | Tx, filling: Filling, standing: string, now: Date): Promise<StandingFault | null> {
  const above = new Map<string, Set<string>>();
  for (const target of filling.request.targets) {
    above.set(target, new Set([target, ...(await ancestorsOf(db, target)).map(({ id }) => id)]));
  }
  const sessions = await store.sessionsByDay(db, standing);
  return standingFault(filling, {
    now: now.getTime(),
    isWithin: (target, place) => above.get(target)?.has(place) === true,
    sessionsOn: (day) => sessions.get(day) ?? 0,
  });
}

async function isMachineRead(db: Db | Tx, bulletin: string, { request }: Filling): Promise<boolean> {
  const addresses = request.sounds.map(({ sha256 }) => sha256);
  const sounds = await soundsNamed(db, [bulletin], addresses);
  return sounds.length === addresses.length && sounds.every(({ voice }) => voice !== null);
}
