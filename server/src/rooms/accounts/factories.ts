import { hashPassword } from 'better-auth/crypto';
import type { Role } from '@nguon/protocol/http/accounts.ts';
import { inTransaction, type Db } from '../../platform/db.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { sessionCookie } from './cookie.ts';
import { openSession } from './links.ts';
import { sessionSecret } from './service.ts';
import { writePassword } from './session-store.ts';
import { insertGrant, insertUser, readSession } from './store.ts';

/** A person of a test. */
export interface BuiltUser {
  id: string;
  name: string;
  email: string;
}

/** What a test may want of a person; one grant by `role` and `unit`, more by `grants`. */
export interface UserWishes {
  name?: string;
  email?: string;
  password?: string;
  role?: Role;
  unit?: string;
  topic?: string;
  grants?: { role: Role; unit: string; topic?: string }[];
  /** Unit whose administrators look after the account; default: that of the first grant. */
  home?: string;
}

let made = 0;

/** Makes a person with rights, without audit and without telling the signer. */
export async function buildUser(db: Db, wishes: UserWishes = {}): Promise<BuiltUser> {
  made += 1;
  const { name = `Người ${made}`, email = `nguoi-${made}@example.vn` } = wishes;
  const grants = [...(wishes.grants ?? [])];
  if (wishes.role && wishes.unit)
    grants.unshift({ role: wishes.role, unit: wishes.unit, ...(wishes.topic && { topic: wishes.topic }) });
  const hash = wishes.password === undefined ? null : await hashPassword(wishes.password);
  const id = await inTransaction(db, async (tx) => {
    const home = wishes.home ?? grants[0]?.unit ?? null;
    const user = await insertUser(tx, { name, email, organization: null, home });
    for (const { role, unit, topic = null } of grants) await insertGrant(tx, { user, role, unit, topic, by: null });
    if (hash !== null) await writePassword(tx, user, hash);
    return user;
  });
  return { id, name, email };
}

/** Opens a session for a person and gives the headers that carry it: `app.inject({ …, headers: await signedIn(platform, user) })`. */
export async function signedIn(platform: Platform, user: { id: string }): Promise<{ cookie: string }> {
  const token = await inTransaction(platform.db, async (tx) => openSession(tx, user.id, 'thử nghiệm'));
  return { cookie: sessionCookie(platform.config.publicUrl, sessionSecret(platform)).header(token) };
}

/** The actor that a door would see, for tests of use cases without HTTP. */
export async function actorFor(db: Db, user: { id: string }): Promise<Actor> {
  const token = await inTransaction(db, async (tx) => openSession(tx, user.id, 'thử nghiệm'));
  const found = await readSession(db, token);
  if (!found) throw new Error('the session was not found');
  return found.actor;
}
