import type { SignerLimits } from '../lib/signing.ts';
import { keepRecent } from './rate-rules.ts';
import type { Refusal } from './refusal.ts';

const MINUTE_MS = 60_000;

/** Counts signatures of the last minute. In memory: a restart takes longer than the harm of a forgotten minute lasts. */
export interface Rates {
  /** Counts one more for a unit or device, or says why not. */
  admit(subject: string, now: Date, limits: SignerLimits): Refusal | null;
}

/** Starts counting at nothing. */
export function createRates(): Rates {
  const bySubject = new Map<string, number[]>();
  let all: number[] = [];
  return {
    admit(subject, now, limits) {
      const at = now.getTime();
      all = keepRecent(all, at, MINUTE_MS);
      const own = keepRecent(bySubject.get(subject) ?? [], at, MINUTE_MS);
      if (own.length >= limits.signaturesPerUnitPerMinute)
        return { reason: 'rate', detail: `${own.length} within a minute` };
      if (all.length >= limits.signaturesPerMinute)
        return { reason: 'rate', detail: `${all.length} in all within a minute` };
      if (bySubject.size > limits.signaturesPerMinute) forgetSilent(bySubject, at);
      bySubject.set(subject, [...own, at]);
      all.push(at);
      return null;
    },
  };
}

function forgetSilent(bySubject: Map<string, number[]>, now: number): void {
  for (const [subject, instants] of bySubject) {
    if (keepRecent(instants, now, MINUTE_MS).length === 0) bySubject.delete(subject);
  }
}
