import type { Role } from '@nguon/protocol/http/accounts.ts';

/** May silence an item, everywhere when the grant covers its issuing unit, else in the areas that the grant covers. */
export const STOPPERS: readonly Role[] = ['administrator', 'editorial-board', 'commune-leader', 'commune-officer'];

/** May recall what they wrote themselves; STOPPERS may recall whatever their grants reach. */
export const RECALLING_AUTHORS: readonly Role[] = [...STOPPERS, 'department-editor'];

/** May have broadcast once more what villages missed: whoever may submit it. */
export const MAKERS_UP: readonly Role[] = ['department-editor', 'editorial-board', 'commune-officer', 'commune-leader'];

/** May change a unit's timetable. */
export const TIMETABLE_KEEPERS: readonly Role[] = ['administrator', 'commune-leader', 'commune-officer'];

/** May see what is planned and what was heard. */
export const READERS: readonly Role[] = [
  'administrator',
  'department-editor',
  'editorial-board',
  'commune-officer',
  'commune-leader',
  'technician',
  'viewer',
];
