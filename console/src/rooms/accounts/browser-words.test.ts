import { describe, expect, it } from 'vitest';
import { browserWords } from './browser-words.ts';

const CHROME =
  'Mozilla/5.0 (Linux; Android 13; SM-A135F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile Safari/537.36';

describe('a session named as people name it', () => {
  it.each([
    [CHROME, 'Chrome', 'Android'],
    [`${CHROME} Zalo android/23.10`, 'Zalo', 'Android'],
    [
      'Mozilla/5.0 (Windows NT 6.1; Win64; x64) AppleWebKit/537.36 Chrome/109.0.0.0 Safari/537.36 Edg/109.0',
      'Edge',
      'Windows',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 16_0 like Mac OS X) AppleWebKit/605.1.15 Version/16.0 Mobile Safari/604.1',
      'Safari',
      'iPhone',
    ],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0', 'Firefox', 'Linux'],
    ['curl/8', null, null],
  ])('%s', (device, browser, system) => {
    expect(browserWords(device)).toEqual({ browser, system });
  });
});
