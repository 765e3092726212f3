import { Problem } from '../../lib/problem.ts';
import type { ErrorCode } from '@nguon/protocol/errors.ts';
import type { RefusalReason } from '../../lib/signing.ts';
import type { Platform } from '../../platform/platform.ts';
import { SignerRefusal, SignerUnavailable, type SignerClient } from '../../platform/signer.ts';

/** What the signer's refusals about phones mean to the person who holds one. */
const PROBLEMS: Partial<Record<RefusalReason, ErrorCode>> = {
  'pin-wrong': 'pin-wrong',
  'key-locked': 'phone-locked',
  'key-unknown': 'phone-unknown',
  'not-vouched': 'phone-not-vouched',
  'approver-unknown': 'forbidden',
  'outside-territory': 'forbidden',
  'standing-refused': 'standing-not-allowed',
};

/** Refusals whose detail tells more than their code. */
const EXPLAINED: ReadonlySet<ErrorCode> = new Set(['signature-refused', 'standing-not-allowed']);

/**
 * Asks the signer something about phones and tells its refusals as people need them.
 * @throws Problem `pin-wrong`, `phone-locked`, `phone-unknown`, `phone-not-vouched`, `signature-refused`, `standing-not-allowed`, `forbidden`, `unavailable`
 */
export async function askSigner<T>(
  { signer }: Pick<Platform, 'signer'>,
  ask: (signer: SignerClient) => Promise<T>,
): Promise<T> {
  try {
    return await ask(signer);
  } catch (error) {
    if (error instanceof SignerUnavailable) throw new Problem('unavailable', { part: 'bộ phận ký' }, { cause: error });
    if (!(error instanceof SignerRefusal)) throw error;
    const code = PROBLEMS[error.reason] ?? 'signature-refused';
    throw new Problem(code, EXPLAINED.has(code) ? { reason: error.detail } : {}, { cause: error });
  }
}
