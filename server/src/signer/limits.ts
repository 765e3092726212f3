import { join } from 'node:path';
import { SignerLimits } from '../lib/signing.ts';
import { readIfThere, writeDurably } from '../platform/private-files.ts';

/**
 * Limits of a new folder.
 * Quiet hours 22:00 to 05:00: the earliest village programmes begin at 05:00, the last end before 22:00.
 * Longest item 45 minutes: 20 minutes of sound read twice, with room for an opening.
 * 120 new orders per unit and hour: an office approves a handful a day and a demonstration fifty; more is a machine speaking.
 * 120 programmes per unit and minute: every approval, stop and reorder makes one; more would only keep devices busy fetching.
 * 20 approvals by code a day in a commune, of at most 5 minutes: a busy day of notices without network, no more.
 * 184 days for a template approved beforehand: whoever leads looks at it again twice a year.
 * 3,000 programmes per minute in all: a provincial item to 108 communes makes 108, the daily re-issue some 1,500.
 */
const FIRST_LIMITS: SignerLimits = {
  quietHours: { fromMinute: 22 * 60, toMinute: 5 * 60 },
  longestItemMs: 45 * 60_000,
  volumeCeiling: 100,
  relayHosts: null,
  ordersPerUnitPerHour: 120,
  signaturesPerUnitPerMinute: 120,
  signaturesPerMinute: 3_000,
  codesPerUnitPerDay: 20,
  codeLongestMs: 5 * 60_000,
  standingLongestDays: 184,
  unitsMayMove: false,
};

/** Reads limits.json, and writes it at first start. Throws with the file's name when it is not valid. */
export async function openLimits(folder: string): Promise<SignerLimits> {
  const path = join(folder, 'limits.json');
  const text = await readIfThere(path);
  if (text === null) {
    await writeDurably(path, `${JSON.stringify(FIRST_LIMITS, null, 2)}\n`);
    return FIRST_LIMITS;
  }
  try {
    return SignerLimits.parse(JSON.parse(text));
  } catch (cause) {
    throw new Error(`${path}: không đọc được giới hạn của bộ phận ký / the signer's limits cannot be read`, { cause });
  }
}
