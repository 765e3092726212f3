import { readXml } from './xml.ts';

interface Level {
  start: number;
  format: string;
  /** Such as `%1)` or, where somebody put in the letter that Word does not count, `đ)`. */
  text: string;
  /** The level at which it begins anew; 0 for never. */
  restart: number | null;
}

interface AbstractList {
  levels: Map<number, Level>;
  styleLink: string | null;
  numStyleLink: string | null;
}

interface List {
  abstract: string;
  /** Starts that this list has for itself. */
  starts: Map<number, number>;
  own: Map<number, Level>;
}

/** Lists of a document by the id that its paragraphs name. */
export interface Numbering {
  readonly abstracts: ReadonlyMap<string, AbstractList>;
  readonly lists: ReadonlyMap<string, List>;
}

/** Reads numbering.xml (ECMA-376, 17.9). */
export function readNumbering(xml: string | null): Numbering {
  const abstracts = new Map<string, AbstractList>();
  const lists = new Map<string, List>();
  let abstract: AbstractList | null = null;
  let list: List | null = null;
  let at = 0;
  let level: Level | null = null;
  const open = (name: string, attributes: Readonly<Record<string, string>>): void => {
    const value = attributes['w:val'] ?? '';
    if (name === 'w:abstractNum') {
      abstract = { levels: new Map(), styleLink: null, numStyleLink: null };
      abstracts.set(attributes['w:abstractNumId'] ?? '', abstract);
    } else if (name === 'w:num') {
      list = { abstract: '', starts: new Map(), own: new Map() };
      lists.set(attributes['w:numId'] ?? '', list);
    } else if (name === 'w:abstractNumId' && list) list.abstract = value;
    else if (name === 'w:lvlOverride') at = Number(attributes['w:ilvl'] ?? 0);
    else if (name === 'w:startOverride' && list) list.starts.set(at, Number(value));
    else if (name === 'w:lvl') {
      level = { start: 1, format: 'decimal', text: '', restart: null };
      (list?.own ?? abstract?.levels)?.set(Number(attributes['w:ilvl'] ?? 0), level);
    } else if (name === 'w:styleLink' && abstract) abstract.styleLink = value;
    else if (name === 'w:numStyleLink' && abstract) abstract.numStyleLink = value;
    else if (level) readLevel(level, name, value);
  };
  const close = (name: string): void => {
    if (name === 'w:lvl') level = null;
    if (name === 'w:abstractNum') abstract = null;
    if (name === 'w:num') list = null;
  };
  if (xml !== null) readXml(xml, { open, close });
  return { abstracts, lists };
}

function readLevel(level: Level, name: string, value: string): void {
  if (name === 'w:start') level.start = Number(value);
  if (name === 'w:numFmt') level.format = value;
  if (name === 'w:lvlText') level.text = value;
  if (name === 'w:lvlRestart') level.restart = Number(value);
}

/** Counts through a document: the label of its next paragraph in a list, as Word shows it; empty for a list without numbers. */
export function createLabels({ abstracts, lists }: Numbering): (list: string, level: number) => string {
  const counters = new Map<string, Map<number, number>>();
  const begun = new Set<List>();
  return (id, at) => {
    const list = lists.get(id);
    const abstract = list && resolved(abstracts, list.abstract);
    if (!list || !abstract) return '';
    const levelAt = (number: number): Level | undefined => list.own.get(number) ?? abstract.levels.get(number);
    const counts = counters.get(list.abstract) ?? new Map<number, number>();
    counters.set(list.abstract, counts);
    // A list that starts for itself does so at its first paragraph; otherwise lists of one kind go on counting together.
    if (!begun.has(list)) for (const level of list.starts.keys()) counts.delete(level);
    begun.add(list);
    const first = (number: number): number => list.starts.get(number) ?? levelAt(number)?.start ?? 1;
    const before = counts.get(at);
    counts.set(at, before === undefined ? first(at) : before + 1);
    for (const deeper of counts.keys()) {
      const restart = levelAt(deeper)?.restart ?? null;
      if (deeper > at && restart !== 0 && (restart === null || at < restart)) counts.delete(deeper);
    }
    return labelOf(levelAt(at), (number) => {
      const shown = levelAt(number);
      return formatted(counts.get(number) ?? first(number), shown?.format ?? 'decimal');
    });
  };
}

function resolved(abstracts: ReadonlyMap<string, AbstractList>, id: string): AbstractList | undefined {
  const abstract = abstracts.get(id);
  const link = abstract?.numStyleLink ?? null;
  if (link === null) return abstract;
  return Array.from(abstracts.values()).find(({ styleLink }) => styleLink === link) ?? abstract;
}

function labelOf(level: Level | undefined, number: (level: number) => string): string {
  if (!level || level.format === 'none') return '';
  if (level.format === 'bullet') return level.text === '' ? '' : '-';
  return level.text.replaceAll(/%([1-9])/g, (_, digit: string) => number(Number(digit) - 1)).trim();
}

function formatted(value: number, format: string): string {
  switch (format) {
    case 'lowerLetter':
      return letters(value);
    case 'upperLetter':
      return letters(value).toUpperCase();
    case 'lowerRoman':
      return roman(value).toLowerCase();
    case 'upperRoman':
      return roman(value);
    case 'decimalZero':
      return String(value).padStart(2, '0');
    case 'bullet':
    case 'none':
      return '';
    default:
      return String(value);
  }
}

/** Word counts a … z, aa, bb …; đ is not among its letters. */
function letters(value: number): string {
  const at = Math.max(0, value - 1);
  return String.fromCodePoint(97 + (at % 26)).repeat(Math.min(20, Math.floor(at / 26) + 1));
}

const ROMAN = [
  [1000, 'M'],
  [900, 'CM'],
  [500, 'D'],
  [400, 'CD'],
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
] as const;

function roman(value: number): string {
  let left = Math.min(value, 3999);
  let text = '';
  for (const [worth, sign] of ROMAN) {
    for (; left >= worth; left -= worth) text += sign;
  }
  return text;
}
