import type { Grant, Role } from '@nguon/protocol/http/accounts.ts';

/** Roles whose holders approve; the signer keeps a register of its own of them. */
export const APPROVING_ROLES: readonly Role[] = ['commune-leader', 'editorial-board'];

/** Whether a person holds one of the roles anywhere. Where exactly is asked of the database (granted_units). */
export function holdsRole(grants: readonly Pick<Grant, 'role'>[], roles: readonly Role[]): boolean {
  return grants.some((grant) => roles.includes(grant.role));
}

/** Whether a change of such a grant must be told to the signer. */
export function approves(role: Role): boolean {
  return APPROVING_ROLES.includes(role);
}

/** Who makes one-time links for the officers of their own units, besides administrators. */
export const RESETTING_ROLES: readonly Role[] = ['commune-leader'];
/**
 * Whose account such a person may open anew. Never a second approver's or an administrator's: a link opens the whole account, and one person
 * would hold two hands.
 */
export const RESETTABLE_ROLES: readonly Role[] = ['commune-officer', 'technician', 'viewer'];

/** Wrong passwords in a row that lock an e-mail. */
export const FAILURES_BEFORE_LOCK = 10;
/** How long it stays locked, and how long a wrong password is remembered, in milliseconds. */
export const LOCK_MS = 15 * 60_000;

/** Wrong passwords of one e-mail. */
export interface Failures {
  failures: number;
  lastAt: Date;
  lockedUntil: Date | null;
}

/** Whole seconds until an e-mail may try again; 0 when it may. */
export function lockedSeconds(known: Failures | null, now: Date): number {
  if (!known?.lockedUntil) return 0;
  return Math.max(0, Math.ceil((known.lockedUntil.getTime() - now.getTime()) / 1000));
}

/** The count after one more wrong password: a quiet quarter of an hour begins anew, the tenth locks. */
export function afterFailure(known: Failures | null, now: Date): Failures {
  const fresh = !known || now.getTime() - known.lastAt.getTime() >= LOCK_MS;
  const failures = fresh ? 1 : known.failures + 1;
  const locks = failures >= FAILURES_BEFORE_LOCK;
  return { failures, lastAt: now, lockedUntil: locks ? new Date(now.getTime() + LOCK_MS) : null };
}
