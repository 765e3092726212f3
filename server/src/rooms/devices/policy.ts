import type { Role } from '@nguon/protocol/http/accounts.ts';

/** Who may claim, command, move, replace and revoke devices, within their units. */
export const DEVICE_KEEPERS: Role[] = ['administrator', 'technician'];

/** Who may see the state of devices, within their units: everyone with a right there. */
export const DEVICE_VIEWERS: Role[] = [
  'administrator',
  'department-editor',
  'editorial-board',
  'commune-officer',
  'commune-leader',
  'technician',
  'viewer',
];
