import { describe, expect, it } from 'vitest';
import { isFound } from './find.ts';

const device = { name: 'Cụm loa nhà văn hóa', unitName: 'Thôn Đồn Đèn', serial: 'SP-0012' };

describe('finding a device', () => {
  it('needs no tone marks and no order of words', () => {
    expect(isFound(device, 'don den')).toBe(true);
    expect(isFound(device, 'văn hoá cụm')).toBe(true);
    expect(isFound(device, 'sp-0012')).toBe(true);
    expect(isFound(device, '')).toBe(true);
    expect(isFound(device, 'mẫu')).toBe(false);
  });
});
