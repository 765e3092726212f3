import type { Blank, TemplateContent } from './http/templates.ts';
import { localInstant, zoneOffset } from './wall-clock.ts';

/** Why a blank cannot be filled like this. */
export type BlankFault = 'missing' | 'too-long' | 'sign' | 'digits' | 'number' | 'date' | 'hour' | 'phone' | 'choice';

/** What a template says once its blanks are filled. */
export interface Filled {
  title: string;
  text: string;
  /** When it is over by itself: a meeting's hour, the end of a day. UTC epoch milliseconds; null: it does not end. */
  endsAt: number | null;
}

const OFFSET = zoneOffset('Asia/Ho_Chi_Minh');
const LONGEST: Readonly<Record<Blank['kind'], number>> = {
  text: 120,
  place: 120,
  person: 60,
  choice: 100,
  number: 12,
  date: 10,
  hour: 5,
  phone: 20,
};

/** Marks with which a value could begin a sentence of its own, or an address. */
const SENTENCE = /[.!?;:{}<>@#|\\\p{Cc}]/u;
const NAME = /^[\p{L}\p{M}' -]+$/u;

/**
 * What a value becomes in the words: dates and hours as people write them, telephone numbers in groups. A value brings nothing that its kind
 * does not allow: no second sentence, no telephone number outside a blank for one.
 */
export function readBlank(blank: Blank, value: string): { text: string } | { fault: BlankFault } {
  const given = value.normalize('NFC').trim().replaceAll(/ +/g, ' ');
  if (given === '') return { fault: 'missing' };
  if (given.length > LONGEST[blank.kind]) return { fault: 'too-long' };
  switch (blank.kind) {
    case 'text':
    case 'place':
      if (SENTENCE.test(given)) return { fault: 'sign' };
      return /\d{8}/.test(given.replaceAll(/[ -]/g, '')) ? { fault: 'digits' } : { text: given };
    case 'person':
      return NAME.test(given) ? { text: given } : { fault: 'sign' };
    case 'choice':
      return blank.choices.includes(given) ? { text: given } : { fault: 'choice' };
    case 'number':
      return /^\d{1,9}$/.test(given) ? { text: String(Number(given)) } : { fault: 'number' };
    case 'date':
      return dateText(given);
    case 'hour':
      return hourText(given);
    case 'phone':
      return phoneText(given);
  }
}

function dateText(given: string): { text: string } | { fault: BlankFault } {
  try {
    localInstant(given, 0, OFFSET);
  } catch {
    return { fault: 'date' };
  }
  const [year, month, day] = given.split('-').map(Number);
  return { text: `${day}/${month}/${year}` };
}

function hourText(given: string): { text: string } | { fault: BlankFault } {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(given);
  if (!match) return { fault: 'hour' };
  const minute = match[2] === '00' ? '' : ` ${match[2]}`;
  return { text: `${Number(match[1])} giờ${minute}` };
}

function phoneText(given: string): { text: string } | { fault: BlankFault } {
  const digits = given.replaceAll(/[ .-]/g, '');
  if (!/^0\d{8,10}$/.test(digits)) return { fault: 'phone' };
  return { text: `${digits.slice(0, 4)} ${digits.slice(4, 7)} ${digits.slice(7)}`.trim() };
}

/** Faults of the values, by the blank's name; empty when all can be filled. */
export function blankFaults(
  content: Pick<TemplateContent, 'blanks'>,
  values: Readonly<Record<string, string>>,
): Map<string, BlankFault> {
  const faults = content.blanks.flatMap((blank): [string, BlankFault][] => {
    const read = readBlank(blank, values[blank.name] ?? '');
    return 'fault' in read ? [[blank.name, read.fault]] : [];
  });
  return new Map(faults);
}

/** Fills a template; null when a value is missing or wrong. */
export function fillTemplate(content: TemplateContent, values: Readonly<Record<string, string>>): Filled | null {
  if (blankFaults(content, values).size > 0) return null;
  return {
    title: wordsOf(content, content.title, values),
    text: wordsOf(content, content.text, values),
    endsAt: endOf(content, values),
  };
}

/** The words so far, for a preview: a blank without a right value shows its question in brackets. */
export function previewTemplate(content: TemplateContent, values: Readonly<Record<string, string>>): string {
  return wordsOf(content, content.text, values);
}

function wordsOf({ blanks }: TemplateContent, words: string, values: Readonly<Record<string, string>>): string {
  const named = new Map(blanks.map((blank) => [blank.name, blank]));
  return words.replaceAll(/\{([a-z0-9-]+)\}/g, (whole, name: string) => {
    const blank = named.get(name);
    if (!blank) return whole;
    const read = readBlank(blank, values[name] ?? '');
    return 'text' in read ? read.text : `[${blank.label}]`;
  });
}

/** The hour that is said on the day that is said; without an hour the end of that day. */
function endOf({ ends }: TemplateContent, values: Readonly<Record<string, string>>): number | null {
  if (ends === null) return null;
  const [hour, minute] = (ends.hour === null ? '24:00' : (values[ends.hour] ?? '24:00')).split(':').map(Number);
  return localInstant(values[ends.date] ?? '', (hour ?? 24) * 60 + (minute ?? 0), OFFSET);
}

/** What is wrong with a template itself, as a sentence for whoever writes it; null when nothing is. */
export function templateFault(content: TemplateContent): string | null {
  const names = content.blanks.map(({ name }) => name);
  const used = new Set(
    [...`${content.title} ${content.text}`.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1] ?? ''),
  );
  if (new Set(names).size < names.length) return 'hai chỗ trống cùng tên / two blanks have one name';
  const unknown = [...used].find((name) => !names.includes(name));
  if (unknown !== undefined) return `{${unknown}} chưa được khai báo / is no blank`;
  const idle = names.find((name) => !used.has(name));
  if (idle !== undefined) return `{${idle}} không có trong lời / is in no words`;
  const empty = content.blanks.find(({ kind, choices }) => kind === 'choice' && choices.length < 2);
  if (empty) return `{${empty.name}} cần ít nhất hai lựa chọn / needs two choices`;
  const kindOf = (name: string): string | undefined => content.blanks.find((blank) => blank.name === name)?.kind;
  const { ends } = content;
  if (ends && (kindOf(ends.date) !== 'date' || (ends.hour !== null && kindOf(ends.hour) !== 'hour'))) {
    return 'ends: cần chỗ trống loại ngày, giờ / needs blanks for a day and an hour';
  }
  return null;
}
