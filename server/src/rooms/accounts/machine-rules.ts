/** How long a machine's question waits for a phone, in milliseconds. */
export const QUESTION_MS = 2 * 60_000;
/** Wrong codes after which it is over. */
export const WRONG_CODES = 3;
/** Minutes without use after which a shared machine is locked. */
export const LOCK_MINUTES = 5;
/** Hours that a session on a shared machine lasts at most: a working day. */
export const SHARED_HOURS = 12;

/** Days after which a shared machine that nobody used is forgotten. */
export const FORGOTTEN_DAYS = 180;

/** A machine's question as far as it has come. */
export interface Question {
  expiresAt: Date;
  wrongCodes: number;
  confirmed: boolean;
  entered: boolean;
}

/** Where a question stands: waits for a phone, may be entered, or is over (by time, by wrong codes, or because it was used). */
export function stateOf(question: Question | null, now: Date): 'waiting' | 'confirmed' | 'over' {
  if (!question || question.entered || question.wrongCodes >= WRONG_CODES || now >= question.expiresAt) return 'over';
  return question.confirmed ? 'confirmed' : 'waiting';
}

/** Whether a request counts as use of a shared machine: whoever reads changes nothing, and screens ask by themselves. */
export function isUse(method: string): boolean {
  return method !== 'GET' && method !== 'HEAD';
}
