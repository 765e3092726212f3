import { expect, it } from 'vitest';
import { bannerOf } from './banner.ts';

const clock = { offsetMs: 0, now: () => new Date('2026-11-23T10:30:00.000Z') };

it('says that a demo is one, which map it shows and what its clock says', () => {
  expect(bannerOf({ folder: 'demo', mapDate: '2021-11-01' }, { ...clock, offsetMs: 5_000 })).toBe(
    'Tỉnh mẫu, dữ liệu minh họa; địa bàn theo ngày 01/11/2021; đồng hồ của hệ thống này: 17 giờ 30, thứ Hai, 23/11/2026.',
  );
  expect(bannerOf({ folder: 'test', mapDate: null }, clock)).toBe('Hệ thống thử nghiệm.');
});

it('is silent in production', () => {
  expect(bannerOf({ folder: 'production', mapDate: null }, { ...clock, offsetMs: 5_000 })).toBeNull();
});
