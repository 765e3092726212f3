import type { Role } from '@nguon/protocol/http/accounts.ts';

/** May read and print the books of a unit. */
export const READERS: readonly Role[] = [
  'administrator',
  'department-editor',
  'editorial-board',
  'commune-officer',
  'commune-leader',
  'technician',
  'viewer',
];

/** May write a line of the log book by hand. */
export const LOG_KEEPERS: readonly Role[] = ['commune-officer', 'commune-leader'];

/** May enter what is paid, with the decision that says so. */
export const RATE_KEEPERS: readonly Role[] = ['administrator', 'editorial-board', 'commune-leader'];
