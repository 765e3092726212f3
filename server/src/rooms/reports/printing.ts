import { localDate, localInstant, zoneOffset } from '@nguon/protocol/wall-clock.ts';
import { bannerOf } from '../../lib/banner.ts';
import { languageName } from '@nguon/protocol/language-names.ts';
import type { Paper } from '../../lib/paper.ts';
import { Problem } from '../../lib/problem.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { authorise, letterheadOf } from '../accounts/service.ts';
import { readTimetable, reasonText, timetablePort } from '../broadcasts/service.ts';
import { getBulletin } from '../bulletins/service.ts';
import { getRequest } from '../requests/service.ts';
import { ancestorsOf, getUnit } from '../units/service.ts';
import { bulletinPaper } from './bulletin-paper.ts';
import { openBook, type Period, readLines, readLogBook, spanOf } from './log-book.ts';
import { logPaper } from './log-paper.ts';
import { READERS } from './policy.ts';
import { reportPaper } from './report-paper.ts';
import { reportFacts } from './report-rules.ts';
import { requestPaper } from './request-paper.ts';
import { royaltyPaper } from './royalty-paper.ts';
import { paidLines } from './royalty-rules.ts';
import { itemsFirstAired, ratesFor, standingBulletin } from './store.ts';
import { villagesWithSpeakers } from './store-airings.ts';
import { type Span, timetablePaper } from './timetable-paper.ts';
import { CLASSES, GENRES, SOURCES } from './words.ts';

const OFFSET = zoneOffset('Asia/Ho_Chi_Minh');

/** The log book of a unit. Throws what readLogBook throws. */
export async function logBookPaper(platform: Platform, actor: Actor, unit: string, period: Period): Promise<Paper> {
  const book = await readLogBook(platform, actor, unit, period);
  return logPaper(book, await letterheadOf(platform.db, unit), noticeOf(platform));
}

/** phiếu trình và duyệt of a request that the person may read. Throws Problem `not-found`. */
export async function requestSheet(platform: Platform, actor: Actor, id: string): Promise<Paper> {
  const view = await getRequest(platform, timetablePort(platform), actor, id);
  return requestPaper(view, await letterheadOf(platform.db, view.request.unit), noticeOf(platform));
}

/**
 * A bulletin to hang up, in its approved words.
 * @param wish size, and the unit whose commune's page the QR leads to (default: the bulletin's own commune, else the first it was sent to)
 * @throws Problem `not-found`, `not-on-air`
 */
export async function bulletinSheet(
  platform: Platform,
  actor: Actor,
  id: string,
  { size, place }: { size: Paper['size']; place?: string | undefined },
): Promise<Paper> {
  const { db } = platform;
  await getBulletin(platform, actor, id);
  const standing = await standingBulletin(db, id, platform.clock.now());
  if (!standing) throw new Problem('not-on-air');
  const address = standing.onSite
    ? await pageOf(platform, id, [...(place ? [place] : []), standing.unit, ...standing.targets])
    : null;
  const letterhead = await letterheadOf(db, standing.unit);
  return bulletinPaper({ ...standing, address }, letterhead, size, noticeOf(platform));
}

/** The timetable of a unit to hang up: seven days from a day on, or the calendar month of that day. Throws Problem `forbidden`. */
export async function timetableSheet(
  platform: Platform,
  actor: Actor,
  unit: string,
  { span, from, size }: { span: Span; from: string; size: Paper['size'] },
): Promise<Paper> {
  const first = span === 'week' ? from : `${from.slice(0, 7)}-01`;
  const timetable = await readTimetable(platform, actor, unit, {
    from: first,
    days: span === 'week' ? 7 : daysOfMonth(first),
  });
  return timetablePaper(timetable, span, size, await letterheadOf(platform.db, unit), noticeOf(platform));
}

/** The report of a commune on a period. Throws what readLogBook throws. */
export async function reportSheet(platform: Platform, actor: Actor, unit: string, period: Period): Promise<Paper> {
  const unitName = await openBook(platform.db, actor, unit);
  const { lines, airings } = await readLines(platform, unit, period);
  const villages = await villagesWithSpeakers(platform.db, unit, spanOf(period, platform.clock.now()));
  const facts = reportFacts(lines, airings, villages, {
    class: (key) => CLASSES[key as keyof typeof CLASSES],
    genre: (key) => GENRES[key as keyof typeof GENRES],
    origin: (key) => SOURCES[key as keyof typeof SOURCES],
    language: languageName,
  });
  const letterhead = await letterheadOf(platform.db, unit);
  return reportPaper({ unitName, ...period }, facts, reasonText, letterhead, noticeOf(platform));
}

/** bảng kê nhuận bút, thù lao for what a unit and those below it first put on the air in a period. Throws Problem `forbidden`, `invalid-input`. */
export async function royaltySheet(platform: Platform, actor: Actor, unit: string, period: Period): Promise<Paper> {
  const { db } = platform;
  await authorise(db, actor, READERS, unit);
  const { name: unitName } = await getUnit(db, unit);
  const items = await itemsFirstAired(db, unit, spanOf(period, platform.clock.now()));
  const parts = items.flatMap(({ contributors, title, genre, firstAt, durationMs }) => {
    const day = localDate(firstAt.getTime(), OFFSET);
    return contributors.map(({ part, name }) => ({ part, name, title, genre, day, durationMs }));
  });
  const lines = paidLines(parts, await ratesFor(db, unit));
  return royaltyPaper({ unitName, ...period }, lines, await letterheadOf(db, unit), noticeOf(platform));
}

/** What a demo or test folder says at the foot of each sheet, so that nobody takes it for the real thing. */
function noticeOf(platform: Platform): string | null {
  return bannerOf(platform.house, platform.clock);
}

/** Address of a bulletin on the page of the first commune among these units or above them; the start page where there is none. */
async function pageOf({ db, config }: Platform, bulletin: string, units: readonly string[]): Promise<string> {
  for (const unit of units) {
    const commune = (await ancestorsOf(db, unit)).find(({ level }) => level === 2);
    if (commune) return `${config.publicUrl}/xa/${commune.slug}/ban-tin/${bulletin}`;
  }
  return `${config.publicUrl}/`;
}

function daysOfMonth(first: string): number {
  const [year = 0, month = 0] = first.split('-').map(Number);
  const next = month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`;
  return Math.round((localInstant(next, 0, OFFSET) - localInstant(first, 0, OFFSET)) / 86_400_000);
}
