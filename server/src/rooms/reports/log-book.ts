import { randomUUID } from 'node:crypto';
import type { LogBook, LogEntryBody, LogRow } from '@nguon/protocol/http/reports.ts';
import { plainText } from '../../lib/plain-text.ts';
import { Problem } from '../../lib/problem.ts';
import { type Db, inTransaction } from '../../platform/db.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { authorise, mayAct } from '../accounts/service.ts';
import { record } from '../audit/service.ts';
import { reasonText } from '../broadcasts/service.ts';
import { getUnit } from '../units/service.ts';
import { dayAfter, daysIn } from './letterhead-rules.ts';
import { type Airing, type HandLine, logLines, type LogLine, standing } from './log-rules.ts';
import { logRow, sumsWords } from './log-words.ts';
import { LOG_KEEPERS, READERS } from './policy.ts';
import * as store from './store.ts';
import { airingsIn, type Span } from './store-airings.ts';

/** Days of a book, both ends included (YYYY-MM-DD). */
export interface Period {
  from: string;
  to: string;
}

/** Longest book: a quarter. */
const MOST_DAYS = 92;
/** A line by hand is about something that has been on the air, and not for longer than a day. */
const LONGEST_ENTRY_MS = 24 * 3_600_000;

/**
 * sổ nhật ký phát thanh of a commune or a village: what receipts tell, and the lines by hand, in one order.
 * @throws Problem `forbidden`, `not-found`, `invalid-input` for a period that is none, longer than a quarter, or a unit above a commune
 */
export async function readLogBook(platform: Platform, actor: Actor, unit: string, period: Period): Promise<LogBook> {
  const { db } = platform;
  const unitName = await openBook(db, actor, unit);
  const { lines, entries } = await readLines(platform, unit, period);
  return {
    unit,
    unitName,
    ...period,
    rows: lines.map((line) => ({ ...logRow(line, reasonText), entry: entryOf(line, entries) })),
    sums: sumsWords(lines),
    mayWrite: await mayAct(db, actor, LOG_KEEPERS, unit),
  };
}

/**
 * Lets a person at the books of a commune or village.
 * @returns the unit's name
 * @throws Problem `forbidden`, `not-found`, `invalid-input` for a unit above a commune
 */
export async function openBook(db: Db, actor: Actor, unit: string): Promise<string> {
  await authorise(db, actor, READERS, unit);
  return (await communeOrBelow(db, unit)).name;
}

/** The lines of a book and the airings behind them, without any right asked. */
export async function readLines(
  platform: Pick<Platform, 'db' | 'clock'>,
  unit: string,
  period: Period,
): Promise<{ lines: LogLine[]; airings: Airing[]; hands: HandLine[]; entries: store.EntryRow[] }> {
  const span = spanOf(period, platform.clock.now());
  const airings = await airingsIn(platform.db, unit, span);
  const entries = await store.entriesIn(platform.db, unit, span);
  const hands = standing(entries).map((entry) => ({
    ...entry,
    from: entry.from.getTime(),
    until: entry.until.getTime(),
    madeAt: entry.madeAt.getTime(),
  }));
  return { lines: logLines(airings, hands), airings, hands, entries };
}

/** The span of a period. Throws Problem `invalid-input` when it is none, or longer than a quarter. */
export function spanOf(period: Period, now: Date): Span {
  const days = daysIn(period);
  if (days < 1 || days > MOST_DAYS) {
    const details = `kỳ từ 1 đến ${MOST_DAYS} ngày / a period has 1 to ${MOST_DAYS} days`;
    throw new Problem('invalid-input', { details });
  }
  return { from: period.from, end: dayAfter(period.to), now };
}

/**
 * Writes a line by hand, or one that corrects or cancels another.
 * @returns its id
 * @throws Problem `forbidden`, `not-found`, `invalid-input` for hours that are none or to come, `conflict` when the line was corrected already
 */
export async function addLogEntry(platform: Platform, actor: Actor, unit: string, body: LogEntryBody): Promise<string> {
  const now = platform.clock.now();
  const { from, until, ...rest } = body;
  checkHours(Date.parse(from), Date.parse(until), now.getTime());
  return inTransaction(platform.db, async (tx) => {
    await authorise(tx, actor, LOG_KEEPERS, unit);
    await communeOrBelow(tx, unit);
    if (body.cancels && body.corrects === null) {
      throw new Problem('invalid-input', { details: 'corrects: dòng nào bị bỏ / which line is cancelled' });
    }
    if (body.corrects !== null && !(await store.entryStands(tx, unit, body.corrects))) throw new Problem('conflict');
    const id = randomUUID();
    const texts = plainTexts(rest);
    const hours = { from: new Date(from), until: new Date(until) };
    await store.insertEntry(tx, { ...rest, ...texts, ...hours, id, unit, author: actor.user, madeAt: now });
    const details = { content: texts.content, reason: texts.reason, corrects: body.corrects, cancels: body.cancels };
    const by = { id: actor.user, name: actor.name };
    const subject = { kind: 'log-entry', id };
    await record(tx, { actor: by, act: `log-entry.${actOf(body)}`, subject, unit, details }, now);
    return id;
  });
}

function plainTexts({ content, reason, station, reader, approver }: Omit<LogEntryBody, 'from' | 'until'>) {
  const plain = (text: string | null): string | null => text && plainText(text);
  return {
    content: plainText(content),
    reason: plainText(reason),
    station: plain(station),
    reader: plain(reader),
    approver: plain(approver),
  };
}

function actOf({ corrects, cancels }: LogEntryBody): string {
  if (corrects === null) return 'written';
  return cancels ? 'cancelled' : 'corrected';
}

function checkHours(from: number, until: number, now: number): void {
  if (until <= from || until - from > LONGEST_ENTRY_MS) {
    const details =
      'giờ kết thúc phải sau giờ bắt đầu, không quá một ngày / the end comes after the start, within a day';
    throw new Problem('invalid-input', { details });
  }
  if (until > now) {
    throw new Problem('invalid-input', { details: 'chỉ ghi những gì đã phát / only what has been on the air' });
  }
}

async function communeOrBelow(db: Db, unit: string) {
  const found = await getUnit(db, unit);
  if (found.level < 2) {
    throw new Problem('invalid-input', {
      details: 'sổ lập cho từng xã, phường, thị trấn / the book is that of a commune',
    });
  }
  return found;
}

function entryOf(line: LogLine, entries: readonly store.EntryRow[]): LogRow['entry'] {
  if (!('hand' in line.source)) return null;
  const { id } = line.source.hand;
  const entry = entries.find((one) => one.id === id);
  if (!entry) return null;
  const { from, until, madeAt } = entry;
  return { ...entry, from: from.toISOString(), until: until.toISOString(), madeAt: madeAt.toISOString() };
}
