import type { Db, Tx } from '../../platform/db.ts';
import { meaningKey, type ForeignSound } from './meaning-rules.ts';
import type {} from './tables.ts';

/** Who says that a version means what the text says. */
export interface Confirmation {
  byName: string;
  at: Date;
}

/** The confirmations there are of these sounds, by meaningKey. */
export async function readConfirmations(
  db: Db | Tx,
  sounds: readonly ForeignSound[],
): Promise<Map<string, Confirmation>> {
  if (sounds.length === 0) return new Map();
  const rows = await db
    .selectFrom('meaning_confirmations as m')
    .innerJoin('users as u', 'u.id', 'm.user_id')
    .select(['m.bulletin_id as bulletin', 'm.revision', 'm.sound as sha256', 'u.name as byName', 'm.at'])
    .where(
      'm.bulletin_id',
      'in',
      sounds.map(({ bulletin }) => bulletin),
    )
    .execute();
  return new Map(rows.map((row) => [meaningKey(row), { byName: row.byName, at: row.at }]));
}

/** Who made a sound of a bulletin: they cannot confirm their own. */
export async function makersOf(db: Db | Tx, { bulletin, sha256 }: ForeignSound): Promise<string[]> {
  const rows = await db
    .selectFrom('sounds')
    .select('made_by')
    .where('bulletin_id', '=', bulletin)
    .where('sha256', '=', sha256)
    .execute();
  return rows.map(({ made_by }) => made_by);
}

/** Writes a confirmation; a second one of the same sound changes nothing. */
export async function insertConfirmation(
  tx: Tx,
  { bulletin, revision, sha256 }: ForeignSound,
  { user, listening, at }: { user: string; listening: string; at: Date },
): Promise<void> {
  await tx
    .insertInto('meaning_confirmations')
    .values({ bulletin_id: bulletin, revision, sound: sha256, user_id: user, listening_id: listening, at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
