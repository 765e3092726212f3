import { capitalised, cellsOf, isRuler, type Line } from './spoken-form-lines.ts';

/** A table among the lines of a body: sentences, line by line, or only found. */
export interface Table {
  /** Place of its first row among the lines of the body, and how many there are. */
  readonly place: number;
  readonly rows: number;
  /** For each row what is said instead; undefined: it is too wide or uneven to be said. */
  readonly sentences: readonly string[] | undefined;
}

const MOST_COLUMNS = 4;
const MOST_ROWS = 13;
const LONGEST_CELL = 80;
const ORDINAL_COLUMN = /^(?:STT|TT|Số TT|Số thứ tự)$/iu;

/** Tables among the lines of a body: two rows at least, without a gap. */
export function tablesOf(body: readonly Line[]): Table[] {
  const tables: Table[] = [];
  const rows = body.map(({ text }) => cellsOf(text));
  for (let place = 0; place < body.length;) {
    let end = place;
    while (end < body.length && isRow(rows[end]) && (end === place || body[end - 1]?.next === body[end]?.start))
      end += 1;
    if (end - place >= 2) tables.push({ place, rows: end - place, sentences: sentencesOf(rows.slice(place, end)) });
    place = Math.max(end, place + 1);
  }
  return tables;
}

function isRow(cells: readonly string[] | undefined): boolean {
  return cells !== undefined && cells.length >= 2;
}

function sentencesOf(rows: readonly string[][]): string[] | undefined {
  const written = rows.filter((cells) => !cells.every(isRuler));
  const header = written[0] ?? [];
  const even = written.every(
    (cells) => cells.length === header.length && cells.every((cell) => cell.length <= LONGEST_CELL),
  );
  const skip = ORDINAL_COLUMN.test(header[0] ?? '') ? 1 : 0;
  const columns = header.length - skip;
  const titled = header.every((cell) => !/\d/.test(cell) && cell.length <= 40);
  if (!even || !titled || columns < 2 || columns > MOST_COLUMNS || written.length < 2 || rows.length > MOST_ROWS)
    return undefined;
  return rows.map((cells) =>
    cells === header || cells.every(isRuler) ? '' : sentence(header.slice(skip), cells.slice(skip)),
  );
}

/** "Thôn Mẫu 1: thời gian 7 giờ 30, địa điểm nhà văn hóa." */
function sentence([subject = '', ...titles]: readonly string[], [name = '', ...values]: readonly string[]): string {
  const named = name.toLowerCase().startsWith(subject.toLowerCase()) ? name : `${subject} ${name}`;
  const facts = values.map((value, index) => `${small(titles[index] ?? '')} ${value}`.replace(/[.;,]+$/, ''));
  return `${capitalised(named)}: ${facts.join(', ')}.`;
}

const small = (title: string): string =>
  /^\p{Lu}\p{Ll}/u.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title;
