import type { RefusalReason } from '../lib/signing.ts';

/** A decision not to sign. `order` names the entry at fault, `detail` is for logs and technicians. */
export interface Refusal {
  reason: RefusalReason;
  detail: string;
  order?: string;
}

/** Carries a refusal out of the signer's use cases. */
export class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(`${refusal.reason}: ${refusal.detail}`);
    this.name = 'Refused';
    this.refusal = refusal;
  }
}
