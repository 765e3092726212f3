import type { Request } from '@nguon/protocol/request.ts';
import type { Db, Tx } from '../../platform/db.ts';
import { machineVoicesOf } from '../bulletins/service.ts';
import { refusalOfVoices } from '../speech/service.ts';
import type { Problem } from '../../lib/problem.ts';

/**
 * Why a request may not go to loudspeakers yet: a machine voice reads it, or a part of it, that nobody of its unit has accepted. Null where
 * all may, where people read, or where nothing sounds.
 */
export async function refusalOfMachineVoice(
  db: Db | Tx,
  { unit, channels, sounds }: Pick<Request, 'unit' | 'channels' | 'sounds'>,
): Promise<Problem | null> {
  if (!channels.includes('speaker')) return null;
  const addresses = sounds.map(({ sha256 }) => sha256);
  return refusalOfVoices(db, unit, await machineVoicesOf(db, addresses));
}
