import { useParams, useSearch } from '@tanstack/react-router';

/** The named texts of an address's search part; what is not there, or is no text, is left out. */
export function wordsOf<K extends string>(search: unknown, names: readonly K[]): Partial<Record<K, string>> {
  const found: Partial<Record<K, string>> = {};
  if (typeof search !== 'object' || search === null) return found;
  const given = search as Record<string, unknown>;
  for (const name of names) {
    const value = given[name];
    // The router reads ?text=2298 as a number.
    if ((typeof value === 'string' && value !== '') || typeof value === 'number') found[name] = String(value);
  }
  return found;
}

/** Texts of this screen's address, such as what is looked for. */
export function useWords<K extends string>(...names: readonly K[]): Partial<Record<K, string>> {
  return wordsOf(useSearch({ strict: false }) as unknown, names);
}

/** The part of this screen's address that changes, such as the id of a bulletin; empty where there is none. */
export function usePart(name: string): string {
  return wordsOf(useParams({ strict: false }) as unknown, [name])[name] ?? '';
}
