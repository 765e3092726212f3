import type { Db } from '../platform/db.ts';

/** Ids of people by their e-mail addresses; those who do not exist are missing. */
export async function peopleByEmail(db: Db, emails: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.selectFrom('users').select(['id', 'email']).where('email', 'in', emails).execute();
  return new Map(rows.map(({ id, email }) => [email, id]));
}
