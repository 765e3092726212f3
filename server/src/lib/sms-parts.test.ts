import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { smsParts } from './sms-parts.ts';

describe('a text as SMS', () => {
  it.each([
    ['Duyet phat luc 17 gio', 'gsm7', 1],
    ['Duyệt phát lúc 17 giờ', 'ucs2', 1],
    ['a'.repeat(160), 'gsm7', 1],
    ['a'.repeat(161), 'gsm7', 2],
    ['€'.repeat(80), 'gsm7', 1],
    ['€'.repeat(81), 'gsm7', 2],
    ['ă'.repeat(70), 'ucs2', 1],
    ['ă'.repeat(71), 'ucs2', 2],
    ['ă'.repeat(134), 'ucs2', 2],
    ['ă'.repeat(135), 'ucs2', 3],
    ['', 'gsm7', 1],
  ] as const)('%s', (text, coding, count) => {
    const split = smsParts(text);
    expect(split.coding).toBe(coding);
    expect(split.parts).toHaveLength(count);
  });

  test('loses nothing, cuts no character, and fills no part beyond its room', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 600 }), (text) => {
        const { coding, parts } = smsParts(text);
        expect(parts.join('')).toBe(text);
        for (const part of parts) {
          if (coding === 'ucs2') expect(part.length).toBeLessThanOrEqual(parts.length === 1 ? 70 : 67);
          expect(part.isWellFormed()).toBe(text.isWellFormed() || part.isWellFormed());
        }
      }),
    );
  });
});
