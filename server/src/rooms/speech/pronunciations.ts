import type { Cursor, Reader } from './reading.ts';

/**
 * A reader for the province's own list: place names, people, whatever the machine says wrong. Words are found whatever
 * their capitals, only as whole words, the longest first.
 *
 * @param list how it is written → how it is said
 */
export function pronunciationReader(list: ReadonlyMap<string, string>): Reader {
  const byFirst = new Map<string, { written: string; spoken: string }[]>();
  for (const [key, spoken] of list) {
    const written = key.normalize('NFC').toLowerCase();
    if (written === '') continue;
    const entries = byFirst.get(firstOf(written)) ?? [];
    entries.push({ written, spoken });
    byFirst.set(firstOf(written), entries);
  }
  for (const entries of byFirst.values()) entries.sort((a, b) => b.written.length - a.written.length);
  // Asked at every word of a text, and nearly always for nothing.
  const letters = new Set(Array.from(byFirst.keys(), (first) => first[0] ?? ''));
  return ({ text, at }: Cursor) => {
    if (!letters.has((text[at] ?? '').toLowerCase()) || /[\p{L}\p{M}\p{N}]/u.test(text[at - 1] ?? '')) return undefined;
    const first = firstOf(text.slice(at, at + 40).toLowerCase());
    for (const { written, spoken } of byFirst.get(first) ?? []) {
      const end = at + written.length;
      if (text.slice(at, end).toLowerCase() !== written || /^[\p{L}\p{N}]/u.test(text.slice(end, end + 2))) continue;
      return { length: written.length, spoken, kind: 'pronunciation' };
    }
    return undefined;
  };
}

const firstOf = (text: string): string => /^[\p{L}\p{M}\p{N}]+|^./su.exec(text)?.[0] ?? '';
