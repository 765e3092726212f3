import type { Role } from '@nguon/protocol/http/accounts.ts';

/** May accept a machine voice for the loudspeakers of a unit, take that back, and choose the unit's voice. */
export const VOICE_KEEPERS: readonly Role[] = ['commune-officer', 'commune-leader', 'editorial-board'];

/** May see and hear the voices of a unit. */
export const VOICE_READERS: readonly Role[] = [
  ...VOICE_KEEPERS,
  'administrator',
  'department-editor',
  'technician',
  'viewer',
];
