import type { ProgrammePointer } from '@nguon/protocol/programme.ts';
import type { Tx } from '../../platform/db.ts';
import { writePointer } from './login-store.ts';

/** Keeps where the newest programme of a unit lies, so that devices are told at login. An older version changes nothing. */
export async function setPointer(tx: Tx, pointer: ProgrammePointer): Promise<void> {
  await writePointer(tx, pointer);
}

export { makeClaimCode } from './claims.ts';
