import type { Role } from '@nguon/protocol/http/accounts.ts';

/** May see to whom texts of a unit went, and whether they arrived. */
export const MESSAGE_READERS: readonly Role[] = ['administrator', 'technician', 'commune-leader', 'editorial-board'];
