import { Problem } from '../../lib/problem.ts';
import { inTransaction } from '../../platform/db.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { record } from '../audit/service.ts';
import { readAdministeredUser, readUser, writeNumber } from './store.ts';

/**
 * Sets the number to which SMS go: one's own, or that of a person whom one administers.
 * @param phone +84…, or null to forget it
 * @throws Problem `not-found`
 */
export async function setNumber(platform: Platform, actor: Actor, user: string, phone: string | null): Promise<void> {
  await inTransaction(platform.db, async (tx) => {
    const isOwn = user === actor.user;
    const person = isOwn ? await readUser(tx, { id: user }) : await readAdministeredUser(tx, actor.user, user);
    if (!person) throw new Problem('not-found');
    await writeNumber(tx, user, phone);
    const details = { ending: phone?.slice(-3) ?? null };
    const act = { act: 'user.number-set', subject: { kind: 'user', id: user }, unit: person.home, details };
    await record(tx, { actor: { id: actor.user, name: actor.name }, ...act }, platform.clock.now());
  });
}
