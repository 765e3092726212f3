import type { Role } from '@nguon/protocol/http/accounts.ts';

/** Add village heads, make their links, compare the words of their phones, and end them. */
export const HEAD_KEEPERS: readonly Role[] = ['commune-officer', 'commune-leader'];
