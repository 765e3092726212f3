import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { normalise } from './rules.ts';

/** Whole public documents: `NAME.written.txt` as it was sent out, `NAME.read.txt` as an editor would have it read. */
const FOLDER = new URL('golden/documents/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, FOLDER), 'utf8');
const names = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.written.txt'))
  .map((name) => name.replace('.written.txt', ''));

it('has the real decision and ten texts of other kinds', () => {
  expect(names).toContain('quyet-dinh');
  expect(names.length).toBeGreaterThanOrEqual(11);
});

describe.each(names)('%s', (name) => {
  const written = read(`${name}.written.txt`);
  const { text, spans } = normalise(written);

  it('is read as an editor would have it read', () => {
    expect(`${text}\n`).toBe(read(`${name}.read.txt`));
  });

  it('marks every reading that a person should hear, and nothing that is not on the list of doubtful ones', () => {
    const section = read('doubtful.md')
      .split(/^## /m)
      .find((part) => part.startsWith(`${name}\n`));
    const listed = Array.from((section ?? '').matchAll(/^- `([^`]+)`/gm), (match) => match[1]);
    const doubted = new Set(spans.filter(({ atRisk }) => atRisk).map(({ original }) => original));
    expect(listed).toEqual([...doubted]);
  });

  it('leaves nothing to be read a second time', () => {
    expect(normalise(text).text).toBe(text);
  });
});
