import { sql, type Insertable } from 'kysely';
import type { Database, Db, Tx } from '../../platform/db.ts';
import type {} from './tables.ts';

/** Keeps what became of a text, with the gateway's numbers of its parts. The same message twice is one. */
export async function insertMessage(
  tx: Tx,
  message: Insertable<Database['messages']>,
  gatewayIds: readonly string[],
): Promise<void> {
  await tx
    .insertInto('messages')
    .values(message)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  for (const id of gatewayIds.filter((one) => one !== '')) {
    await sql`
      insert into message_parts (gateway_id, message_id) values (${id}, ${message.id})
      on conflict (gateway_id) do update set message_id = excluded.message_id`.execute(tx);
  }
  await reckonState(tx, message.id, message.settled_at as Date);
}

export async function isSettled(db: Db, id: string): Promise<boolean> {
  return (await db.selectFrom('messages').select('id').where('id', '=', id).executeTakeFirst()) !== undefined;
}

/** Takes a gateway's report of one part, also before insertMessage has said of which text. */
export async function reportPart(tx: Tx, gatewayId: string, delivered: boolean, at: Date): Promise<void> {
  const { rows } = await sql<{ message: string | null }>`
    insert into message_parts (gateway_id, delivered) values (${gatewayId}, ${delivered})
    on conflict (gateway_id) do update set delivered = excluded.delivered
    returning message_id as message`.execute(tx);
  const message = rows[0]?.message ?? null;
  if (message !== null) await reckonState(tx, message, at);
}

/** A text is delivered when all its parts are, and failed when one is not. */
async function reckonState(tx: Tx, message: string, at: Date): Promise<void> {
  await sql`
    update messages m set settled_at = ${at}, state = parts.state
    from (
      select case when bool_or(delivered = false) then 'failed' when bool_and(delivered is true) then 'delivered' end as state
      from message_parts where message_id = ${message}) parts
    where m.id = ${message} and parts.state is not null`.execute(tx);
}

/** A text of the outbox. */
export interface MessageRow {
  id: string;
  to: string;
  text: string;
  purpose: Database['messages']['purpose'];
  state: Database['messages']['state'];
  parts: number;
  problem: string | null;
  askedAt: Date;
}

/** Newest texts of the units in which a person holds one of the roles. */
export async function readMessages(
  db: Db,
  person: string,
  roles: readonly string[],
  limit: number,
): Promise<MessageRow[]> {
  const { rows } = await sql<MessageRow>`
    select m.id, m.to_number as "to", m.text, m.purpose, m.state, m.parts, m.problem, m.asked_at as "askedAt"
    from messages m where m.unit_id in (select granted_units(${person}::uuid, ${[...roles]}::text[]))
    order by m.asked_at desc, m.id limit ${limit}`.execute(db);
  return rows;
}
