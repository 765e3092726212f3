import type { Grant, Role } from '@nguon/protocol/http/accounts.ts';

const WRITERS: readonly Role[] = ['department-editor', 'editorial-board', 'commune-officer', 'commune-leader'];

/** Whether somebody may keep a picture: whoever may write anywhere. What it is used for is asked when it is used. */
export function mayKeepPictures(grants: readonly Pick<Grant, 'role'>[]): boolean {
  return grants.some((grant) => WRITERS.includes(grant.role));
}
