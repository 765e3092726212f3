import { describe, expect, it } from 'vitest';
import { ERRORS, errorSentence } from './errors.ts';

const entries: [string, { status: number; vi: string; en: string }][] = Object.entries(ERRORS);

/** docs/errors.md, whole: the catalogue as a technician or a vendor reads it. */
function page(): string {
  const head = [
    '# Errors',
    '',
    'What the interfaces answer when they refuse, as `application/problem+json`. `code` is stable and may be relied upon;',
    'the sentences may be reworded. `{name}` stands for a value. Written from `protocol/src/errors.ts` by its test: after a',
    'change there run `npx vitest run --project fast protocol/src/errors.test.ts -u`.',
  ];
  const sections = entries.map(([code, { status, vi, en }]) =>
    ['', `## ${code}`, '', `HTTP ${status}`, '', `- vi: ${vi}`, `- en: ${en}`].join('\n'),
  );
  return `${[...head, ...sections].join('\n')}\n`;
}

describe('the catalogue of errors', () => {
  it.each(entries)('%s can be read by people in both languages', (code, { status, vi, en }) => {
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(600);
    for (const sentence of [vi, en]) expect(sentence).toMatch(/^\p{Lu}.{15,}\.$/u);
    // Vietnamese has letters that English has not: a sentence without any was left untranslated.
    expect(vi).toMatch(/[ăâđêôơưàáạảãèéẹẻẽìíịỉĩòóọỏõùúụủũỳýỵỷỹ]/i);
  });

  it.each(entries)('%s asks for the same values in both languages', (_code, { vi, en }) => {
    const values = (sentence: string): string[] => [...sentence.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!);
    expect(values(vi).toSorted()).toEqual(values(en).toSorted());
  });

  it('fills values in and leaves a missing one visible', () => {
    expect(errorSentence('slot-passed', 'en', { slot: '17:00' })).toContain('Too late for 17:00.');
    expect(errorSentence('slot-passed', 'en')).toContain('{slot}');
  });

  it('is what docs/errors.md prints', async () => {
    await expect(page()).toMatchFileSnapshot('../../docs/errors.md');
  });
});
