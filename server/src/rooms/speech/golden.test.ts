import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { normalise } from './rules.ts';

/** A file for each kind: written → said. Each line was read by a person before it was put there. */
const FOLDER = new URL('golden/', import.meta.url);
const files = readdirSync(FOLDER).filter((name) => name.endsWith('.txt'));
const kinds = files.map((name) => {
  const lines = readFileSync(new URL(name, FOLDER), 'utf8').split('\n');
  const rows = lines.filter((line) => line !== '' && !line.startsWith('#'));
  return { kind: name.replace('.txt', ''), rows: rows.map((row) => row.split(' → ') as [string, string]) };
});

describe.each(kinds)('reading aloud: $kind', ({ rows }) => {
  it.each(rows)('%s → %s', (written, said) => {
    expect(normalise(written).text).toBe(said);
    expect(normalise(said).text).toBe(said);
  });
});

it('has at least five hundred cases, none of them twice', () => {
  const written = kinds.flatMap(({ rows }) => rows.map(([first]) => first));
  expect(written.length).toBeGreaterThanOrEqual(500);
  expect(new Set(written).size).toBe(written.length);
});
