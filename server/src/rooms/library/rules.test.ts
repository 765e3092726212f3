import fc from 'fast-check';
import { expect, test } from 'vitest';
import { partKindOf, saysSomething } from './rules.ts';

test.each([
  ['UBND xã Khang Ninh', true],
  ['CC0 1.0', true],
  ['Giấy phép số 12 ngày 3/4/2026', true],
  ['', false],
  ['?', false],
  ['---', false],
  ['12/2026', false],
  ['Không rõ', false],
  ['KHÔNG BIẾT.', false],
  ['sưu tầm', false],
  ['YouTube', false],
  ['n/a', false],
])('an owner or a licence "%s" says something: %s', (text, says) => {
  expect(saysSomething(text)).toBe(says);
});

test('signs around a text change nothing of it', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('không rõ', 'Đài tỉnh', 'internet', 'CC0'),
      fc.stringMatching(/^[ .,!?-]*$/),
      (text, signs) => {
        expect(saysSomething(signs + text + signs)).toBe(saysSomething(text));
      },
    ),
  );
});

test('a chime opens an edition, cuts and songs are music in it', () => {
  expect([partKindOf('chime'), partKindOf('cut'), partKindOf('song')]).toEqual(['chime', 'music', 'music']);
});
