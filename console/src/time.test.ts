import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  clockReading,
  dayTitle,
  dayOf,
  endOfDay,
  nearDay,
  offsetWords,
  spokenClock,
  spokenDay,
  spokenLength,
  spokenMoment,
  spokenTime,
  timeLeft,
  writtenDate,
} from './time.ts';

const NOW = Date.parse('2026-11-25T10:00:00.000Z');

describe('time as people say it', () => {
  it('is the time of the province whatever the zone of the computer', () => {
    expect(spokenTime('2026-11-25T10:30:00.000Z')).toBe('17 giờ 30');
    expect(spokenTime('2026-11-25T22:00:00.000Z')).toBe('5 giờ');
    expect(spokenTime('2026-11-25T10:05:00.000Z', 'en')).toBe('17:05');
    expect(spokenClock('21:00')).toBe('21 giờ');
    expect(spokenClock('05:30')).toBe('5 giờ 30');
    expect(spokenDay('2026-11-25T17:00:00.000Z')).toBe('thứ Năm 26/11');
  });

  it('names near days by their names', () => {
    expect(spokenMoment('2026-11-25T10:30:00.000Z', NOW)).toBe('17 giờ 30 hôm nay');
    expect(spokenMoment('2026-11-25T22:15:00.000Z', NOW)).toBe('5 giờ 15 ngày mai');
    expect(spokenMoment('2026-11-28T10:00:00.000Z', NOW)).toBe('17 giờ, thứ Bảy 28/11');
    expect(nearDay('2026-11-24T10:00:00.000Z', NOW)).toBe('hôm qua');
    expect(dayTitle('2026-11-25T10:00:00.000Z', NOW)).toBe('Hôm nay, thứ Tư 25/11');
    expect(dayTitle('2026-11-28T10:00:00.000Z', NOW)).toBe('Thứ Bảy 28/11');
  });

  it('says lengths with two parts at most', () => {
    expect(spokenLength(45_400)).toBe('45 giây');
    expect(spokenLength(90_000)).toBe('1 phút 30 giây');
    expect(spokenLength(11_520_000)).toBe('3 giờ 12 phút');
    expect(spokenLength(3_605_000)).toBe('1 giờ');
    expect(spokenLength(0)).toBe('0 giây');
    expect(clockReading(65_000)).toBe('1:05');
  });

  it('promises no minute that is not there', () => {
    expect(timeLeft(NOW + 6 * 60_000 + 59_000, NOW)).toBe('còn 6 phút');
    expect(timeLeft(NOW + 30_000, NOW)).toBe('còn 30 giây');
    expect(timeLeft(NOW, NOW)).toBeNull();
  });

  it('tells a clock that was moved', () => {
    expect(offsetWords(11_520_000)).toBe('nhanh 3 giờ 12 phút');
    expect(offsetWords(-60_000)).toBe('chậm 1 phút');
    expect(offsetWords(900)).toBeNull();
  });

  it('counts calendar days', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(writtenDate('2021-11-29')).toBe('29/11/2021');
    expect(endOfDay('2026-11-25')).toBe('2026-11-25T16:59:59.999Z');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40_000 }), fc.integer({ min: -400, max: 400 }), (day, more) => {
        const date = dayOf(day * 86_400_000);
        expect(addDays(addDays(date, more), -more)).toBe(date);
      }),
    );
  });
});
