import { DAY_MS } from '@nguon/protocol/wall-clock.ts';
import type { Role } from '@nguon/protocol/http/accounts.ts';
import { APPROVING_ROLES } from './policy.ts';

/** Longest time for which an approving right is handed on, in days; who is away longer has a successor. */
export const LONGEST_DELEGATION_DAYS = 92;

/** What decides whether a right may be handed on. */
export interface DelegationFacts {
  role: Role;
  /** Whole days of the province, YYYY-MM-DD. */
  today: string;
  until: string;
  isSelf: boolean;
  /** The other person belongs to the grant's units. */
  belongs: boolean;
  /** The other person has the right already in their own name. */
  holdsAlready: boolean;
}

/** Why a right may not be handed on so, or null. */
export function refusalOfDelegation(facts: DelegationFacts): 'forbidden' | 'not-found' | 'day' | 'already' | null {
  if (!APPROVING_ROLES.includes(facts.role)) return 'forbidden';
  if (facts.isSelf || !facts.belongs) return 'not-found';
  const days = (Date.parse(facts.until) - Date.parse(facts.today)) / DAY_MS;
  if (!(days >= 0 && days <= LONGEST_DELEGATION_DAYS)) return 'day';
  return facts.holdsAlready ? 'already' : null;
}
