import { inTransaction } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import { SmsRefused, type SmsReport } from '../../platform/sms.ts';
import { smsParts } from '../../lib/sms-parts.ts';
import type { OutgoingText } from '../requests/service.ts';
import { withoutCodes } from './rules.ts';
import { insertMessage, isSettled, reportPart } from './store.ts';

/**
 * Job: hands a text to the gateway and keeps what became of it. Killed between the two it is sent again: a text that comes twice is better than
 * one that does not come.
 * @throws SmsAway, so that it is tried again; what the gateway refuses and what is too late is kept as such
 */
export async function sendText(platform: Platform, id: string, message: OutgoingText): Promise<void> {
  if (await isSettled(platform.db, id)) return;
  const askedAt = platform.clock.now();
  const outcome = await attempt(platform, message);
  const { to, text, purpose, unit } = message;
  const row = {
    id,
    to_number: to,
    text: withoutCodes(text),
    purpose,
    unit_id: unit,
    state: outcome.state,
    problem: outcome.problem,
    parts: smsParts(text).parts.length,
    asked_at: askedAt,
    settled_at: platform.clock.now(),
  };
  await inTransaction(platform.db, async (tx) => insertMessage(tx, row, outcome.ids));
}

/** Keeps what the gateway says later of a part. */
export async function keepReport(
  platform: Pick<Platform, 'db' | 'clock'>,
  { id, delivered }: SmsReport,
): Promise<void> {
  await inTransaction(platform.db, async (tx) => reportPart(tx, id, delivered, platform.clock.now()));
}

async function attempt(
  { sms, clock }: Platform,
  { to, text, notAfter }: OutgoingText,
): Promise<{ state: 'sent' | 'failed' | 'late'; problem: string | null; ids: string[] }> {
  if (clock.now().toISOString() > notAfter) return { state: 'late', problem: null, ids: [] };
  if (sms === null) return { state: 'failed', problem: 'không có cổng tin nhắn / no SMS gateway', ids: [] };
  try {
    return { state: 'sent', problem: null, ids: await sms.send(to, text) };
  } catch (error) {
    if (!(error instanceof SmsRefused)) throw error;
    return { state: 'failed', problem: error.message, ids: [] };
  }
}
