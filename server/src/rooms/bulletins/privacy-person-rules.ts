import { occasionsOf } from './privacy-context-rules.ts';
import type { Person } from './privacy-people-rules.ts';
import { phrases, type Reading, type Sentence } from './privacy-reading-rules.ts';
import type { Found } from './privacy-rules.ts';

const DATE = String.raw`(?:ngày\s+)?\d{1,2}\s*(?:[/.-]|\s+tháng\s+)\s*\d{1,2}\s*(?:[/.-]|\s+năm\s+)\s*(?:19|20)?\d{2}`;
const YEAR = String.raw`(?:19|20)\d{2}`;
/** "sinh ngày 12/3/1987", "SN 1987", "Ngày sinh: 02-5-2019" */
const BORN = new RegExp(
  String.raw`(?<!\p{L})(?:sinh\s+ngày|ngày\s+sinh|ngày,\s*tháng,\s*năm\s+sinh|sinh\s+năm|năm\s+sinh|sinh|sn|s\.n|ns)\s*:?\s*(?:${DATE}|${YEAR}|tháng\s+\d{1,2}[/.-]${YEAR})(?!\d)`,
  'giu',
);
/** "Triệu Thị Mẫu (1987)", but not the years of a life. */
const BRACKETED = new RegExp(String.raw`^\s*\(\s*(?:sn\s*)?(?:${DATE}|${YEAR})\s*\)`, 'iu');
/** In a line of a list, right after the name. */
const COLUMN = new RegExp(String.raw`^[\s,;:|(–-]*(?:nam|nữ)?[\s,;:|(–-]*(${DATE})(?!\d)`, 'iu');
const YEAR_COLUMN = new RegExp(String.raw`^[\s,;:|(–-]*(?:nam|nữ)?[\s,;:|(–-]*(${YEAR})(?!\d)`, 'iu');
const BIRTH_HEADING = phrases('ngày sinh|năm sinh|sinh ngày|sinh năm|ngày, tháng, năm sinh|ns|sn');
const SCHEDULE = phrases('lịch|phân công|trực|kế hoạch|thời gian|khởi công|ngày nộp|ngày họp|ngày bầu');
/** Whoever was born before this is not among the living whom the law protects here. */
const LIVING_SINCE = 1915;

/** Dates and years of birth that stand with a person's name. */
export function findBirths(reading: Reading): Found[] {
  const { funeral, lost, candidate, history } = occasionsOf(reading);
  const told = (at: number): boolean =>
    funeral(at, 300, 300) || lost(at, 300, 200) || candidate(at, 500, 60) || history(at, 120, 60);
  return reading.sentences
    .flatMap((sentence) => [...bornIn(sentence), ...columnsOf(sentence)])
    .filter(({ from, to }) => !told(from) && !isLongAgo(reading.text.slice(from, to)))
    .filter(({ from }, index, all) => all[index - 1]?.from !== from);
}

function* bornIn(sentence: Sentence): Generator<Found> {
  const people = sentence.people.length > 0 ? sentence.people : (sentence.before?.people ?? []);
  if (people.length === 0) return;
  for (const { index, 0: words } of sentence.text.matchAll(BORN)) {
    const from = sentence.from + index;
    const named = people.some(({ to }) => to <= from && from - to <= 140) || (sentence.row && people.length > 0);
    if (named) yield { kind: 'birth', from, to: from + words.length };
  }
}

function* columnsOf(sentence: Sentence): Generator<Found> {
  for (const person of sentence.people) {
    const rest = sentence.text.slice(person.to - sentence.from, person.to - sentence.from + 60);
    const heading = headingWords(sentence);
    const bracket = person.official ? null : BRACKETED.exec(rest);
    const column = sentence.row && heading.search(SCHEDULE) < 0 ? COLUMN.exec(rest) : null;
    const year = sentence.row && heading.search(BIRTH_HEADING) >= 0 ? YEAR_COLUMN.exec(rest) : null;
    const match = bracket ?? column ?? year;
    if (!match) continue;
    const words = match[1] ?? match[0].trim();
    const from = person.to + match.index + match[0].lastIndexOf(words);
    yield { kind: 'birth', from, to: from + words.length };
  }
}

/** Words of the headings that a line stands under. */
function headingWords({ before }: Sentence): string {
  return `${before?.before?.text.slice(-300) ?? ''} ${before?.text.slice(-300) ?? ''}`;
}

function isLongAgo(words: string): boolean {
  const year = /(?:19|20)\d{2}/.exec(words)?.[0];
  return year !== undefined && Number(year) < LIVING_SINCE;
}

const RESIDENCE = phrases(
  'thường trú|hộ khẩu|trú tại|cư trú|tạm trú|nơi ở hiện nay|chỗ ở hiện nay|nơi ở|địa chỉ|địa chỉ nhà|nhà ở tại|nhà riêng|trú quán|sống tại|ngụ tại|đang ở',
);
/** As near as a postman needs it. */
const HOUSE =
  /(?:số nhà|nhà số)\s*\d+|số\s+\d+[a-z]?\s*,?\s*(?:đường|phố|ngõ|ngách|hẻm|tổ|ngõ)|(?<!\p{L})(?:ngõ|ngách|hẻm)\s+\d+|căn hộ\s+\p{L}?\d+|phòng\s+\d+\s*,?\s*(?:nhà|tòa|chung cư)/iu;
const PLACE = /(?:thôn|bản|tổ|xóm|khu|phường|xã|đường|phố|ngõ|số)\s+[\p{Lu}\d]/u;
const MEETING = phrases('nhà văn hóa|họp|hội nghị|tập trung|trụ sở|ubnd|cuộc họp|trạm|trường|cơ quan|công ty|cửa hàng');

/** Where a named person without an office lives, to the house or in the words of the register. */
export function findAddresses(reading: Reading): Found[] {
  const { funeral, lost, candidate } = occasionsOf(reading);
  const found: Found[] = [];
  for (const sentence of reading.sentences) {
    const own = sentence.people.length > 0 ? sentence.people : (sentence.before?.people ?? []);
    const person = own.find(({ official }) => !official);
    const place = person && placeIn(sentence, person);
    if (!place) continue;
    const told = funeral(place.from, 400, 300) || lost(place.from, 300, 300) || candidate(place.from, 500, 60);
    if (!told) found.push({ kind: 'address', ...place });
  }
  return found;
}

function placeIn(sentence: Sentence, person: Person): { from: number; to: number } | null {
  const { text } = sentence;
  const house = HOUSE.exec(text);
  if (house && text.search(MEETING) < 0) return { from: sentence.from + house.index, to: endOf(sentence, house.index) };
  const residence = text.search(RESIDENCE);
  if (residence < 0 || sentence.from + residence < person.head) return null;
  const rest = text.slice(residence, residence + 120);
  return PLACE.test(rest) ? { from: sentence.from + residence, to: endOf(sentence, residence) } : null;
}

/** What ends the naming of a place: a mark, a comma before anything but a further place, or what is to be done there. */
const CLAUSE_END =
  /[;.)|\n]|,\s*(?=\p{Ll})(?!\s*(?:thôn|bản|tổ|xóm|khu|phường|xã|huyện|tỉnh|thị|thành|đường|phố|ngõ|ngách|số))|\s(?:để|đến|vì|do|bị|nộp|đã)\s/u;

/** To the end of the clause that names the place. */
function endOf(sentence: Sentence, at: number): number {
  const rest = sentence.text.slice(at);
  const end = CLAUSE_END.exec(rest);
  return sentence.from + at + (end?.index ?? rest.length);
}
