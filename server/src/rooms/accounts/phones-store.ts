import { sql } from 'kysely';
import type { PhoneRow } from '@nguon/protocol/http/phones.ts';
import type { Db, Tx } from '../../platform/db.ts';

type Either = Db | Tx;

/** A phone as it is kept. */
export interface PhoneRecord {
  kid: string;
  x: string;
  name: string;
  user: string;
  userName: string;
  units: string[];
  unitNames: string[];
  state: PhoneRow['state'];
  vouchedBy: string | null;
  askedAt: Date;
}

const COLUMNS = sql`
  f.kid, f.x, f.name, f.user_id as "user", u.name as "userName", f.units::text[] as units,
  coalesce((select array_agg(unit_name(one)) from unnest(f.units) as one), '{}') as "unitNames",
  case when f.ended_at is not null then 'ended' when f.standing_at is not null then 'standing' else 'waiting' end as state,
  f.vouched_by as "vouchedBy", f.asked_at as "askedAt"`;

/** Notes a phone that asks to approve; asked again it is the same, unless the key is another person's. Answers whether it is theirs. */
export async function insertPhone(
  tx: Tx,
  row: { kid: string; x: string; user: string; name: string; units: readonly string[]; at: Date },
): Promise<boolean> {
  const { rows } = await sql`
    insert into approver_phones (kid, x, user_id, name, units, asked_at)
    values (${row.kid}, ${row.x}, ${row.user}, ${row.name}, ${[...row.units]}::uuid[], ${row.at})
    on conflict (kid) do update set name = excluded.name, units = excluded.units
      where approver_phones.user_id = excluded.user_id and approver_phones.standing_at is null and approver_phones.ended_at is null
    returning kid`.execute(tx);
  return rows.length > 0;
}

export async function readPhone(db: Either, kid: string): Promise<PhoneRecord | null> {
  const { rows } = await sql<PhoneRecord>`
    select ${COLUMNS} from approver_phones f join users u on u.id = f.user_id where f.kid = ${kid}`.execute(db);
  return rows[0] ?? null;
}

/** A person's phones, the newest first; those that ended long ago are left out. */
export async function readPhonesOf(db: Either, user: string, since: Date): Promise<PhoneRecord[]> {
  const { rows } = await sql<PhoneRecord>`
    select ${COLUMNS} from approver_phones f join users u on u.id = f.user_id
    where f.user_id = ${user} and (f.ended_at is null or f.ended_at > ${since}) order by f.asked_at desc limit 50`.execute(
    db,
  );
  return rows;
}

/** Phones that wait for somebody's word, every unit of which lies within those of the person's own standing phones. */
export async function readToConfirm(db: Either, person: string, since: Date): Promise<PhoneRecord[]> {
  const { rows } = await sql<PhoneRecord>`
    select ${COLUMNS} from approver_phones f join users u on u.id = f.user_id
    where f.standing_at is null and f.ended_at is null and f.vouched_by is null and f.asked_at > ${since}
      and cardinality(f.units) > 0 and exists (select from guarded_units(f.units))
      and not exists (
        select from unnest(f.units) as wanted
        where not exists (
          select from approver_phones own cross join lateral unit_ancestors(wanted) a
          where own.user_id = ${person} and own.standing_at is not null and own.ended_at is null and a.unit = any (own.units)))
    order by f.asked_at limit 50`.execute(db);
  return rows;
}

export async function setStanding(tx: Tx, kid: string, units: readonly string[], at: Date): Promise<void> {
  await sql`
    update approver_phones set standing_at = coalesce(standing_at, ${at}), units = ${[...units]}::uuid[]
    where kid = ${kid}`.execute(tx);
}

export async function setVouched(tx: Tx, kid: string, by: string): Promise<void> {
  await sql`update approver_phones set vouched_by = ${by} where kid = ${kid} and standing_at is null`.execute(tx);
}

/** Ends one of a person's phones. Answers whether there was one. */
export async function setEnded(tx: Tx, kid: string, user: string, at: Date): Promise<boolean> {
  const { rows } = await sql`
    update approver_phones set ended_at = ${at} where kid = ${kid} and user_id = ${user} and ended_at is null
    returning kid`.execute(tx);
  return rows.length > 0;
}

/** Those of the units in which only enrolled phones approve. */
export async function readGuarded(db: Either, units: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ unit: string }>`
    select guarded_units(${[...units]}::uuid[]) as unit`.execute(db);
  return rows.map(({ unit }) => unit);
}
