import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainText } from './plain-text.ts';

describe('text as it is kept', () => {
  it('has one form for what looks the same', () => {
    expect(plainText('Ba Be\u0302\u0309')).toBe('Ba Bể');
    expect(plainText('một\r\nhai\rba\tbốn')).toBe('một\nhai\nba\tbốn');
  });

  it('holds nothing that a database or a reader of JSON would refuse, and is left alone a second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (raw) => {
        const text = plainText(raw);
        expect(text).not.toContain('\0');
        expect(text.isWellFormed()).toBe(true);
        expect(plainText(text)).toBe(text);
      }),
    );
  });
});
