import { sql } from 'kysely';
import type { Role } from '@nguon/protocol/http/accounts.ts';
import { Request, type Approval } from '@nguon/protocol/request.ts';
import type { Db, Tx } from '../../platform/db.ts';
import type { RequestState, Step } from './state-rules.ts';
import { hadAHand, mine, type Stead, writersOfParts } from './stead-store.ts';
import type {} from './tables.ts';

type Either = Db | Tx;

/** A request as it was submitted, and how far it has come. */
export interface RequestRecord {
  id: string;
  bulletin: string;
  unit: string;
  unitName: string;
  author: string;
  authorName: string;
  /** Who submitted it, who wrote the bulletin or one in the edition, who edited the revision: none of them approves. */
  writers: string[];
  body: Request;
  digest: string;
  state: RequestState;
  /** Its bulletin still says what was submitted. */
  current: boolean;
  submittedAt: Date;
  approveBy: Date;
  returnReason: string | null;
  order: string | null;
  steps: Step[];
  approvals: (Approval & { approverName: string; stead: Stead | null })[];
}

type RequestRow = Omit<RequestRecord, 'body' | 'steps' | 'approvals'> & { canonical: string };

/** SQL: whether bulletin `b` of request `r`, and every bulletin in its edition, still is what was submitted. */
export const stillSays = sql`(
  b.revision = r.revision and b.state in ('submitted', 'ordered') and b.withdrawn_at is null and not exists (
    select from request_parts p join bulletins x on x.id = p.bulletin_id
    where p.request_id = r.id and (x.revision <> p.revision or x.state = 'recalled' or x.withdrawn_at is not null)))`;

const COLUMNS = sql`
  r.id, r.bulletin_id as bulletin, r.unit_id as unit, unit_name(r.unit_id) as "unitName", r.author_id as author, a.name as "authorName",
  (array[r.author_id, b.author_id, v.editor_id] || ${writersOfParts})::text[] as writers, r.canonical, r.digest, r.state,
  ${stillSays} as current,
  r.submitted_at as "submittedAt", r.approve_by as "approveBy", r.return_reason as "returnReason", r.order_id as "order"`;
const SOURCES = sql`
  requests r join users a on a.id = r.author_id join bulletins b on b.id = r.bulletin_id
  join revisions v on v.bulletin_id = r.bulletin_id and v.sha256 = r.revision`;

/** A request in one of the person's units and topics; null for any other. */
export async function readRequest(
  db: Either,
  id: string,
  scope: { person: string; roles: readonly Role[] },
): Promise<RequestRecord | null> {
  const { rows } = await sql<RequestRow>`
    select ${COLUMNS} from ${SOURCES}
    where r.id = ${id} and exists (
      select from granted_topics(${scope.person}, ${scope.roles}) g
      where g.unit = r.unit_id and (g.topic is null or g.topic = b.topic))`.execute(db);
  return complete(db, rows[0]);
}

/** The newest request of a bulletin, where it is in one of the person's units and topics; null for any other. */
export async function readNewest(
  db: Db,
  bulletin: string,
  scope: { person: string; roles: readonly Role[] },
): Promise<RequestRecord | null> {
  const { rows } = await sql<{ id: string }>`
    select id from requests where bulletin_id = ${bulletin}::uuid order by submitted_at desc limit 1`.execute(db);
  return rows[0] ? readRequest(db, rows[0].id, scope) : null;
}

/** A request for the house itself, its row locked until the transaction ends. Lock its bulletin first. */
export async function lockRequest(tx: Tx, id: string): Promise<RequestRecord | null> {
  const { rows } = await sql<RequestRow>`
    select ${COLUMNS} from ${SOURCES} where r.id = ${id} for update of r`.execute(tx);
  return complete(tx, rows[0]);
}

async function complete(db: Either, row: RequestRow | undefined): Promise<RequestRecord | null> {
  if (!row) return null;
  const { canonical, ...rest } = row;
  const steps = await db
    .selectFrom('request_steps')
    .select(['step', 'name', 'roles'])
    .where('request_id', '=', row.id)
    .orderBy('step')
    .execute();
  const approvals = await sql<RequestRecord['approvals'][number] & { at: Date }>`
    select p.digest, p.step, p.approver_id as approver, u.name as "approverName", p.at, p.channel, p.listened_ms as "listenedMs", p.signature,
      case when p.on_behalf_of is not null then json_build_object('person', p.on_behalf_of, 'name', o.name, 'paper', p.paper) end as stead
    from approvals p join users u on u.id = p.approver_id left join users o on o.id = p.on_behalf_of
    where p.request_id = ${row.id} order by p.step`.execute(db);
  const dated = approvals.rows.map((approval) => ({ ...approval, at: approval.at.toISOString() }));
  return { ...rest, body: Request.parse(JSON.parse(canonical)), steps, approvals: dated };
}

/** The bulletin that a request is about, without any right asked. */
export async function bulletinOf(db: Either, request: string): Promise<string | null> {
  const row = await db.selectFrom('requests').select('bulletin_id').where('id', '=', request).executeTakeFirst();
  return row?.bulletin_id ?? null;
}

/** Requests of a bulletin that wait. */
export async function waitingOf(db: Either, bulletin: string): Promise<string[]> {
  const rows = await db
    .selectFrom('requests')
    .select('id')
    .where('bulletin_id', '=', bulletin)
    .where('state', '=', 'waiting')
    .execute();
  return rows.map(({ id }) => id);
}

/** Editions with a bulletin in them that wait. */
export async function editionsWaiting(db: Either, bulletin: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct r.id from request_parts p join requests r on r.id = p.request_id
    where p.bulletin_id = ${bulletin} and r.state = 'waiting'`.execute(db);
  return rows.map(({ id }) => id);
}

/** Steps of approval for what speaks in the name of a unit, in order. */
export async function readRoute(tx: Tx, unit: string, kind: string): Promise<Step[]> {
  const { rows } = await sql<Step>`
    select a.step, a.name, a.roles from approval_routes a join units u on u.level = a.unit_level
    where u.id = ${unit} and a.class = ${kind} order by a.step`.execute(tx);
  return rows;
}

/** Whether all places lie within a unit's subtree today. */
export async function areWithin(tx: Tx, unit: string, places: readonly string[]): Promise<boolean> {
  const { rows } = await sql<{ within: boolean }>`
    select not exists (
      select from unnest(${places}::uuid[]) as place
      where place not in (select d.unit from unit_descendants(${unit}) d)) as within`.execute(tx);
  return rows[0]?.within === true;
}

/**
 * Whether a person's grants for the roles cover a request's unit and every one of its targets. What somebody handed on does not count where
 * that person wrote it or did a step: a right is not worth more in another's hands.
 */
export async function covers(db: Either, request: string, person: string, roles: readonly string[]): Promise<boolean> {
  const { rows } = await sql<{ covers: boolean }>`
    with ${mine(person)}, had as (${hadAHand(sql`${request}::uuid`)}), place (unit, topic) as (
      select r.unit_id, b.topic from requests r join bulletins b on b.id = r.bulletin_id where r.id = ${request}
      union all
      select t.unit_id, b.topic from request_targets t join requests r on r.id = t.request_id
        join bulletins b on b.id = r.bulletin_id where r.id = ${request}
    ), beyond as (
      select from place where not exists (
        select from mine g
        where g.unit = place.unit and g.role = any (${roles}) and (g.topic is null or g.topic = place.topic)
          and (g.delegated_by is null or g.delegated_by not in (select had.person from had)))
    )
    select exists (select from place) and not exists (select from beyond) as covers`.execute(db);
  return rows[0]?.covers === true;
}

export interface NewRequest {
  body: Request;
  canonical: string;
  digest: string;
  steps: readonly Step[];
  submittedAt: Date;
  approveBy: Date;
}

/** Writes a request with its targets and the route that it goes. */
export async function insertRequest(tx: Tx, row: NewRequest): Promise<void> {
  const { body, canonical, digest, steps, submittedAt, approveBy } = row;
  await tx
    .insertInto('requests')
    .values({
      id: body.id,
      bulletin_id: body.revision.bulletin,
      revision: body.revision.sha256,
      unit_id: body.unit,
      author_id: body.author,
      canonical,
      digest,
      state: 'waiting',
      submitted_at: submittedAt,
      approve_by: approveBy,
      closed_at: null,
      return_reason: null,
      order_id: null,
    })
    .execute();
  await tx
    .insertInto('request_targets')
    .values(body.targets.map((unit) => ({ request_id: body.id, unit_id: unit })))
    .execute();
  await tx
    .insertInto('request_steps')
    .values(steps.map((step) => ({ request_id: body.id, ...step })))
    .execute();
  const parts = (body.parts ?? []).flatMap(({ bulletin: said }, place) =>
    said ? [{ request_id: body.id, place, bulletin_id: said.bulletin, revision: said.sha256 }] : [],
  );
  if (parts.length > 0) await tx.insertInto('request_parts').values(parts).execute();
}

/** How a request ends. */
export interface Closing {
  state: Exclude<RequestState, 'waiting'>;
  at: Date;
  reason?: string;
  order?: string;
}

/** Ends a waiting request. */
export async function closeRequest(tx: Tx, id: string, { state, at, reason, order }: Closing): Promise<void> {
  await tx
    .updateTable('requests')
    .set({ state, closed_at: at, return_reason: reason ?? null, order_id: order ?? null })
    .where('id', '=', id)
    .execute();
}

/** Everyone who did a step, and everyone in whose stead one was done. */
export function handsOf(approvals: RequestRecord['approvals']): string[] {
  return approvals.flatMap(({ approver, stead }) => (stead ? [approver, stead.person] : [approver]));
}

/** Writes one approval; the same person or step twice is refused by the table itself. */
export async function insertApproval(
  tx: Tx,
  request: string,
  approval: Approval & { listening: string | null; enteredBy?: string; standing?: string; stead: Stead | null },
): Promise<void> {
  await tx
    .insertInto('approvals')
    .values({
      request_id: request,
      step: approval.step,
      approver_id: approval.approver,
      digest: approval.digest,
      at: new Date(approval.at),
      channel: approval.channel,
      listening_id: approval.listening,
      listened_ms: approval.listenedMs,
      signature: approval.signature,
      entered_by: approval.enteredBy ?? null,
      on_behalf_of: approval.stead?.person ?? null,
      paper: approval.stead?.paper ?? null,
      standing_id: approval.standing ?? null,
    })
    .execute();
}

/** Writes why a correction is heard less often than its error. */
export async function insertCorrectionReason(tx: Tx, request: string, reason: string): Promise<void> {
  await tx.insertInto('correction_reasons').values({ request_id: request, reason }).execute();
}

/** Why a correction is heard less often than its error; null where nobody had to say. */
export async function correctionReason(db: Either, request: string): Promise<string | null> {
  const found = db.selectFrom('correction_reasons').select('reason').where('request_id', '=', request);
  return (await found.executeTakeFirst())?.reason ?? null;
}

/** Writes that a request makes up for a session that was missed. */
export async function insertMakeUp(tx: Tx, row: { request: string; of: string; missedAt: Date }): Promise<void> {
  const { request, of, missedAt } = row;
  await tx.insertInto('make_ups').values({ request_id: request, of_request: of, missed_at: missedAt }).execute();
}

/** Start of the session that a request makes up for; null for any other request. */
export async function missedSession(db: Either, request: string): Promise<Date | null> {
  const found = db.selectFrom('make_ups').select('missed_at').where('request_id', '=', request);
  return (await found.executeTakeFirst())?.missed_at ?? null;
}
