import { Problem } from '../../lib/problem.ts';
import type { Tx } from '../../platform/db.ts';
import { lockBulletin, type BulletinRecord } from '../bulletins/service.ts';
import * as store from './store.ts';

/** A request and its bulletin, both rows locked, the bulletin first. Throws Problem `not-found`. */
export async function lockBoth(
  tx: Tx,
  id: string,
): Promise<{ request: store.RequestRecord; bulletin: BulletinRecord }> {
  const about = await store.bulletinOf(tx, id);
  const bulletin = about === null ? null : await lockBulletin(tx, about);
  const request = bulletin && (await store.lockRequest(tx, id));
  if (!bulletin || !request) throw new Problem('not-found');
  return { request, bulletin };
}
