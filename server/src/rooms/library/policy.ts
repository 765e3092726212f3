import type { Role } from '@nguon/protocol/http/accounts.ts';

/** May see and hear what may be used in a unit. */
export const READERS: readonly Role[] = [
  'administrator',
  'department-editor',
  'editorial-board',
  'commune-officer',
  'commune-leader',
  'technician',
  'viewer',
];

/** May put sounds into the library of a unit, and retire them. */
export const KEEPERS: readonly Role[] = ['administrator', 'editorial-board', 'commune-officer', 'commune-leader'];
