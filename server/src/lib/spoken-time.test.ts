import { expect, it } from 'vitest';
import { spokenDay, spokenInstant, spokenLength, spokenTime } from './spoken-time.ts';

it.each([
  ['2026-11-23T10:30:00.000Z', '17 giờ 30, thứ Hai, 23/11/2026'],
  ['2026-11-23T10:00:00.000Z', '17 giờ, thứ Hai, 23/11/2026'],
  ['2026-11-28T17:05:00.000Z', '0 giờ 05, Chủ nhật, 29/11/2026'],
])('says %s as people do', (instant, words) => {
  expect(spokenInstant(new Date(instant))).toBe(words);
});

it('counts days and minutes by the clock of the province', () => {
  expect(spokenDay(new Date('2026-12-31T17:00:00.000Z'))).toBe('thứ Sáu, 1/1/2027');
  expect(spokenTime(new Date('2026-12-31T16:59:59.999Z'))).toBe('23 giờ 59');
});

it.each([
  [0, '0 giây'],
  [45_000, '45 giây'],
  [90_400, '1 phút 30 giây'],
  [120_000, '2 phút'],
  [11_520_000, '3 giờ 12 phút'],
])('says a length of %i ms', (ms, words) => {
  expect(spokenLength(ms)).toBe(words);
});
