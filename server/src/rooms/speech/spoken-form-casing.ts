import { capitalised, cellsOf, isCapitals, type Line } from './spoken-form-lines.ts';

const WORDS = /[\p{L}\p{M}]+/gu;
/** After these a name of a place follows. */
const PLACES = new Set(['xã', 'phường', 'trấn', 'huyện', 'tỉnh', 'phố', 'thôn', 'bản', 'xóm', 'quận']);
/** Written as letters in any line. */
const LETTERS_KEPT =
  /^(?:UBND|HĐND|UBMTTQ|MTTQ|ATGT|PCCC|CNCH|BHXH|BHYT|THCS|THPT|CNTT|TTCS|ANTT|KHHGĐ|NTM|LED|LCD|COVID|TTHC|CCCD|VNEID)$/;

/**
 * Makes what turns a line of capitals into the letters that people write. How a word is written is taken from the rest of the same text,
 * by the pair that it makes with the next word, then by itself; names of places in capitals are kept as names.
 */
export function recaser(lines: readonly Line[]): (capitals: string) => string {
  const [pairs, words] = [new Map<string, string>(), new Map<string, Map<string, number>>()];
  for (const { text } of lines) {
    for (const cell of cellsOf(text)) {
      if (isCapitals(cell)) learnPlace(cell, pairs, words);
      else learnLine(cell, pairs, words);
    }
  }
  return (capitals) => {
    const found = [...capitals.matchAll(WORDS)].map(([word]) => word);
    let index = -1;
    const cased = capitals.replaceAll(WORDS, (word) => {
      index += 1;
      const small = word.toLowerCase();
      const pair = pairs.get(`${small} ${found[index + 1]?.toLowerCase() ?? ''}`);
      return pair ?? (LETTERS_KEPT.test(word) ? word : (commonest(words.get(small)) ?? small));
    });
    return capitalised(cased);
  };
}

/** A line that begins a sentence says nothing about its first word. */
function learnLine(text: string, pairs: Map<string, string>, words: Map<string, Map<string, number>>): void {
  const found = [...text.matchAll(WORDS)];
  for (const [index, match] of found.entries()) {
    const word = match[0];
    const before = text.slice(Math.max(0, match.index - 3), match.index);
    if (index === 0 || /(?:[.!?:;]|[-+]|\d[.)]) ?$/.test(before)) continue;
    const small = word.toLowerCase();
    const next = found[index + 1]?.[0].toLowerCase();
    if (next !== undefined && !pairs.has(`${small} ${next}`)) pairs.set(`${small} ${next}`, word);
    const forms = words.get(small) ?? new Map<string, number>();
    forms.set(word, (forms.get(word) ?? 0) + 1);
    words.set(small, forms);
  }
}

/** "XÃ KHANG NINH" at the end of an office's line: the commune's name. */
function learnPlace(text: string, pairs: Map<string, string>, words: Map<string, Map<string, number>>): void {
  const found = [...text.matchAll(WORDS)].map(([word]) => word.toLowerCase());
  const place = found.findLastIndex((word) => PLACES.has(word));
  const name = place < 0 ? [] : found.slice(place + 1);
  if (
    name.length === 0 ||
    name.length > 3 ||
    !/^(?:ỦY BAN|UBND|TỈNH|HUYỆN|XÃ|PHƯỜNG|THỊ|THÀNH|ĐẢNG|CÔNG AN|THÔN)/u.test(text)
  )
    return;
  for (const [index, word] of name.entries()) {
    pairs.set(`${word} ${name[index + 1] ?? ''}`, capitalised(word));
    if (!words.has(word)) words.set(word, new Map([[capitalised(word), 1]]));
  }
}

function commonest(forms: ReadonlyMap<string, number> | undefined): string | undefined {
  let best: [string, number] | undefined;
  for (const [form, count] of forms ?? []) {
    if (!best || count > best[1] || (count === best[1] && form === form.toLowerCase())) best = [form, count];
  }
  return best?.[0];
}
