import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { suggestTitle } from './title.ts';

describe('a suggested title', () => {
  it('is the first sentence when that says enough', () => {
    expect(suggestTitle('Tìm trâu lạc ở thôn Mẫu 2. Ai thấy báo trưởng thôn.')).toBe('Tìm trâu lạc ở thôn Mẫu 2');
    expect(suggestTitle('Thông báo.\nMời họp thôn lúc 19 giờ 30.')).toBe('Mời họp thôn lúc 19 giờ 30');
  });

  it('breaks between words, at a comma if there is one', () => {
    const long =
      'Tạm ngừng cấp điện để sửa đường dây từ 7 giờ đến 11 giờ 30, tại các thôn Mẫu 2 và Mẫu 4 của xã Cao Kỳ';
    expect(suggestTitle(long)).toBe('Tạm ngừng cấp điện để sửa đường dây từ 7 giờ đến 11 giờ 30');
    expect(suggestTitle('một '.repeat(40)).endsWith('một')).toBe(true);
  });

  it('leaves numbers whole', () => {
    expect(suggestTitle('Hỗ trợ 1.500.000 đồng mỗi hộ. Nhận tại xã.')).toBe('Hỗ trợ 1.500.000 đồng mỗi hộ');
  });

  it('is never longer than a title may be, and empty only for nothing', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 500 }), (text) => {
        expect(suggestTitle(text).length).toBeLessThanOrEqual(70);
      }),
    );
    expect(suggestTitle(' \n ')).toBe('');
  });
});
