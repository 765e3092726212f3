import { describe, expect, it } from 'vitest';
import { NOW } from '../testing/documents.ts';
import { spokenMoment, spokenTime } from './spoken-time.ts';
import { type Facts, wordsOf } from './words.ts';

const DAY = 86_400_000;

function buildFacts(over: Partial<Facts> = {}): Facts {
  return {
    name: 'Loa trạm xã Thử',
    now: NOW,
    clockTrusted: true,
    on: true,
    link: 'connected',
    contactAt: NOW - 60_000,
    playing: null,
    next: { title: 'Cắt điện', at: NOW + 30 * 60_000 },
    ready: 3,
    missing: 0,
    receiptsWaiting: 0,
    volume: 60,
    ceiling: 80,
    newVersion: false,
    ...over,
  };
}

describe('times as people say them', () => {
  it('leaves out full hours and today', () => {
    expect(spokenTime(NOW)).toBe('17 giờ');
    expect(spokenMoment(NOW + 30 * 60_000, NOW)).toBe('17 giờ 30');
    expect(spokenMoment(NOW + 2 * DAY, NOW)).toBe('17 giờ, thứ Tư 25/11');
    expect(spokenMoment(NOW + 6 * DAY + 5 * 60_000, NOW)).toBe('17 giờ 05, Chủ nhật 29/11');
  });
});

describe('what the page says', () => {
  it('says what comes next', () => {
    expect(wordsOf(buildFacts())).toMatchObject({
      state: 'Đang chờ buổi phát',
      detail: 'Kế tiếp 17 giờ 30: Cắt điện',
      clock: '17:00:00',
      link: 'Đang kết nối với hệ thống.',
      store: 'Đã tải sẵn 3 bản tin.',
      volume: 'Âm lượng 60 % (cao nhất 80 %)',
    });
  });

  it('says what sounds and how far', () => {
    const playing = { title: 'Cắt điện', positionMs: 31_000, durationMs: 90_000 };
    expect(wordsOf(buildFacts({ playing }))).toMatchObject({
      state: 'Đang phát: Cắt điện',
      detail: 'Đã phát 31 giây trên 1 phút 30 giây',
    });
    expect(wordsOf(buildFacts({ playing: { ...playing, durationMs: null } })).detail).toBe('Đã phát 31 giây');
  });

  it('says that it is off before anything else, and what to do', () => {
    const words = wordsOf(buildFacts({ on: false, clockTrusted: false, link: 'alone' }));
    expect(words.state).toBe('Loa đang tắt');
    expect(words.detail).toContain('Bấm Bật loa');
    expect(words.link).toBe('Mất liên lạc, vẫn phát theo lịch đã tải. Liên lạc gần nhất 16 giờ 59.');
  });

  it('plays nothing by an unknown time, and says so', () => {
    const words = wordsOf(buildFacts({ clockTrusted: false }));
    expect(words.state).toBe('Đang chờ giờ tin cậy');
    expect(words.clock).toBe('chưa có giờ tin cậy');
  });

  it('counts what is missing and what waits', () => {
    const store = wordsOf(buildFacts({ missing: 2, receiptsWaiting: 5, newVersion: true })).store;
    expect(store).toBe(
      'Đã tải sẵn 3 bản tin, còn thiếu 2. 5 xác nhận chờ gửi. Có bản mới của trang, dùng từ lần mở sau.',
    );
  });
});
