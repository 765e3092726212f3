import { sql } from 'kysely';
import type { Role } from '@nguon/protocol/http/accounts.ts';
import type { Db, Tx } from '../../platform/db.ts';
import type { BulletinState } from './rules.ts';
import type {} from './tables.ts';

/** How a bulletin stands that was put into an edition. */
export interface StandingBulletin {
  id: string;
  revision: string;
  state: BulletinState;
  withdrawn: boolean;
}

/** How some bulletins stand now, whoever asks. */
export async function standingOf(db: Db | Tx, bulletins: readonly string[]): Promise<Map<string, StandingBulletin>> {
  const { rows } = await sql<StandingBulletin>`
    select id, revision, state, withdrawn_at is not null as withdrawn from bulletins where id = any(${[...bulletins]}::uuid[])`.execute(
    db,
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** A bulletin that could be put into an edition. */
export interface DueRow {
  bulletin: string;
  title: string;
  durationMs: number;
  class: 'normal' | 'priority' | 'emergency';
}

/**
 * Bulletins of a unit with a finished sound that nothing has ordered yet, of which something was done lately; priority first, then the oldest.
 * Only in the person's units and topics; at most 40.
 */
export async function dueBulletins(
  db: Db,
  scope: { person: string; roles: readonly Role[] },
  unit: string,
  since: Date,
): Promise<DueRow[]> {
  const { rows } = await sql<DueRow>`
    select b.id as bulletin, b.title, b.class, made.length as "durationMs"
    from bulletins b cross join lateral (
      select sum(s.duration_ms)::int as length from revision_sounds l join sounds s on s.id = l.sound_id
      where l.bulletin_id = b.id and l.revision = b.revision and s.state = 'ready') made
    where b.unit_id = ${unit} and b.kind = 'bulletin' and b.withdrawn_at is null and b.state in ('draft', 'submitted', 'returned')
      and b.updated_at > ${since} and made.length > 0
      and exists (
        select from granted_topics(${scope.person}::uuid, ${[...scope.roles]}::text[]) g
        where g.unit = b.unit_id and (g.topic is null or g.topic = b.topic))
    order by b.class desc, b.created_at, b.id limit 40`.execute(db);
  return rows;
}
