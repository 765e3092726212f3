import type { Role } from '@nguon/protocol/http/accounts.ts';
import { bulletinStateAfter, type BulletinState } from './rules.ts';

/** May write bulletins in the name of a unit; a grant for one topic reaches bulletins of that topic alone. */
export const WRITERS: readonly Role[] = [
  'department-editor',
  'editorial-board',
  'commune-officer',
  'commune-leader',
  'village-head',
];

/** May read bulletins of a unit. */
export const READERS: readonly Role[] = [...WRITERS, 'administrator', 'technician', 'viewer'];

/** Whether a bulletin may be changed as it stands, by somebody with the right to write it. */
export function isOpenForChange(state: BulletinState): boolean {
  return bulletinStateAfter(state, 'revise') !== null;
}

/** Whether a bulletin may be put away: nobody has it before them, and nothing of it was ever on the air. */
export function mayBeWithdrawn(state: BulletinState): boolean {
  return state === 'draft' || state === 'returned';
}
