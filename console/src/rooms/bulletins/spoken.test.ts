import { describe, expect, it } from 'vitest';
import { spokenPieces } from './spoken.ts';

const span = { from: 6, to: 11, original: '19h30', spoken: 'mười chín giờ ba mươi', kind: 'hour', atRisk: false };
const seconds = { slow: 3, normal: 2 };

describe('what the machine will read', () => {
  it('marks the words that are said otherwise than written', () => {
    const said = { text: 'họp lúc mười chín giờ ba mươi.', spans: [{ ...span, from: 8, to: 13 }], seconds };
    expect(spokenPieces('họp lúc 19h30.', said)).toEqual([
      { text: 'họp lúc ', instead: null, atRisk: false },
      { text: 'mười chín giờ ba mươi', instead: '19h30', atRisk: false },
      { text: '.', instead: null, atRisk: false },
    ]);
  });

  it('offers names and doubtful words to be heard, and marks a name only if it is said otherwise', () => {
    const name = { from: 5, to: 9, original: 'Phja', spoken: 'Phja', kind: 'name', atRisk: true };
    expect(spokenPieces('thôn Phja', { text: 'thôn Phja', spans: [name], seconds })).toEqual([
      { text: 'thôn ', instead: null, atRisk: false },
      { text: 'Phja', instead: null, atRisk: true, heard: 'Phja' },
    ]);
  });

  it('leaves out what is not read', () => {
    const layout = { from: 0, to: 2, original: '- ', spoken: '', kind: 'layout', atRisk: false };
    expect(spokenPieces('- Họp', { text: 'Họp', spans: [layout], seconds })).toEqual([
      { text: 'Họp', instead: null, atRisk: false },
    ]);
  });

  it('marks nothing when the text was edited meanwhile', () => {
    expect(spokenPieces('khác hẳn rồi', { text: 'lời đọc', spans: [span], seconds })).toEqual([
      { text: 'lời đọc', instead: null, atRisk: false },
    ]);
  });
});
