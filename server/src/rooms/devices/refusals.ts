import { RefusedDocument } from '@nguon/protocol/verify.ts';
import type { ErrorCode } from '@nguon/protocol/errors.ts';
import { Problem } from '../../lib/problem.ts';
import { inTransaction } from '../../platform/db.ts';
import { BrokerAwayError } from '../../platform/mqtt.ts';
import type { Platform } from '../../platform/platform.ts';
import { SignerRefusal, SignerUnavailable } from '../../platform/signer.ts';
import { record } from '../audit/service.ts';
import { insertRefused } from './refused-store.ts';
import { storableText } from './rules.ts';

/** A message that was not believed. */
export interface Refused {
  door: 'claim' | 'login' | 'receipts' | 'status';
  /** As far as it is known; not proven. */
  device: string | null;
  reason: string;
  detail?: string;
}

/** Records a refusal where the technician and the audit see it. */
export async function recordRefusal(platform: Pick<Platform, 'db' | 'clock'>, refused: Refused): Promise<void> {
  const at = platform.clock.now();
  const { door, device, reason } = refused;
  const detail = storableText(refused.detail ?? '').slice(0, 500);
  await inTransaction(platform.db, async (tx) => {
    await insertRefused(tx, { at, door, device_id: device, reason, detail });
    const act = {
      actor: null,
      act: 'device.refused',
      subject: { kind: 'device', id: device },
      details: { door, reason, detail },
    };
    await record(tx, act, at);
  });
}

/** Records a refusal and makes the Problem to be thrown: `device-refused` with its reason, unless told another code. */
export async function refuse(
  platform: Pick<Platform, 'db' | 'clock'>,
  refused: Refused,
  code: ErrorCode = 'device-refused',
): Promise<Problem> {
  await recordRefusal(platform, refused);
  return new Problem(code, code === 'device-refused' ? { reason: refused.reason } : {});
}

/** Runs a check of a signed document; what it does not believe is recorded and becomes `device-refused`. */
export async function believe<T>(
  platform: Platform,
  about: Pick<Refused, 'door' | 'device'>,
  check: () => T | Promise<T>,
): Promise<T> {
  try {
    return await check();
  } catch (error) {
    if (!(error instanceof RefusedDocument)) throw error;
    throw await refuse(platform, { ...about, reason: error.reason });
  }
}

/** Asks the signer or the broker; what keeps them from answering is told in the catalogue's words. */
export async function askApart<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (cause) {
    if (cause instanceof SignerRefusal) throw new Problem('signer-refused', { reason: cause.reason }, { cause });
    if (cause instanceof SignerUnavailable) throw new Problem('unavailable', { part: 'bộ phận ký' }, { cause });
    if (cause instanceof BrokerAwayError) throw new Problem('unavailable', { part: 'bộ chuyển tin' }, { cause });
    throw cause;
  }
}
