import type { Letterhead } from '@nguon/protocol/http/reports.ts';
import { Problem } from '../../lib/problem.ts';
import { inTransaction, type Db, type Tx } from '../../platform/db.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { record } from '../audit/service.ts';
import { readLetterhead, readOrganization, writeLetterhead } from './organization-store.ts';
import { mayAct } from './service.ts';

/**
 * Head and foot of an organization's papers, for those who administer its unit.
 * @throws Problem `not-found`, also for an organization elsewhere
 */
export async function getLetterhead(db: Db, actor: Actor, organization: string): Promise<Letterhead> {
  await unitAdministered(db, actor, organization);
  const letterhead = await readLetterhead(db, organization);
  if (!letterhead) throw new Problem('not-found');
  return letterhead;
}

/** Enters them, all at once. Throws Problem `not-found`, also for an organization elsewhere. */
export async function setLetterhead(
  platform: Platform,
  actor: Actor,
  organization: string,
  letterhead: Letterhead,
): Promise<void> {
  await inTransaction(platform.db, async (tx) => {
    const unit = await unitAdministered(tx, actor, organization);
    await writeLetterhead(tx, organization, letterhead);
    const act = {
      actor: { id: actor.user, name: actor.name },
      act: 'organization.letterhead-set',
      subject: { kind: 'organization', id: organization },
      unit,
      details: { ...letterhead },
    };
    await record(tx, act, platform.clock.now());
  });
}

async function unitAdministered(db: Db | Tx, actor: Actor, organization: string): Promise<string> {
  const found = await readOrganization(db, organization);
  if (!found || !(await mayAct(db, actor, ['administrator'], found.unit))) throw new Problem('not-found');
  return found.unit;
}
