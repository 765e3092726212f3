import type { Role } from '@nguon/protocol/http/accounts.ts';
import { Problem } from '../../lib/problem.ts';
import { stateWords, type RequestState } from './state-rules.ts';

/** May submit a request in the name of a unit and withdraw it again. */
export const SUBMITTERS: readonly Role[] = [
  'department-editor',
  'editorial-board',
  'commune-officer',
  'commune-leader',
  'village-head',
];

/** May approve a commune's template beforehand, decline it, and withdraw it again. */
export const STANDING_APPROVERS: readonly Role[] = ['commune-leader'];

/** May read a request; listening needs no more. */
export const READERS: readonly Role[] = [...SUBMITTERS, 'administrator', 'technician', 'viewer'];

/** What decides whether a person may do the step that waits. */
export interface StepFacts {
  state: RequestState;
  /** Its bulletin still says what was submitted. */
  current: boolean;
  person: string;
  /** Who submitted it, who wrote the bulletin and who edited this revision. */
  writers: readonly string[];
  approvers: readonly string[];
  /** The person's grants for the step's roles cover the request's unit and all its targets (asked in SQL). */
  covers: boolean;
}

/** Why this person may not do the step that waits, or null. The author is told so before anything about grants. */
export function refusalOfStep(facts: StepFacts): Problem | null {
  if (facts.state !== 'waiting') return new Problem('request-closed', { state: stateWords(facts.state) });
  if (facts.writers.includes(facts.person)) return new Problem('author-approves');
  if (facts.approvers.includes(facts.person)) return new Problem('already-approved-by-you');
  if (!facts.covers) return new Problem('forbidden');
  if (!facts.current) return new Problem('request-changed');
  return null;
}
