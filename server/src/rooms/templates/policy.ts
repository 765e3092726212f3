import type { Role } from '@nguon/protocol/http/accounts.ts';

/** May use and see the templates of a unit. */
export const READERS: readonly Role[] = [
  'administrator',
  'department-editor',
  'editorial-board',
  'commune-officer',
  'commune-leader',
  'technician',
  'viewer',
];

/** May write the templates of a unit. What a house template says is changed by the house alone. */
export const KEEPERS: readonly Role[] = ['administrator', 'editorial-board', 'commune-officer', 'commune-leader'];
