import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../system/chromium.ts';
import { UNITS, buildOrder } from '../system/province-stub.ts';
import { type OpenPage, buildBoard, claimPage, openPage, stateOf, textOf, until } from './board-page.ts';
import { BoardProvince } from './board-province.ts';

/** From an LED strip over a phone to 4K. */
const SIZES = [
  [64, 32],
  [128, 64],
  [192, 96],
  [640, 160],
  [360, 640],
  [1280, 720],
  [1920, 1080],
  [3840, 2160],
] as const;

let browser: Browser;
let province: BoardProvince;
let board: OpenPage;

/** Everything written on the page: where it stands, how large its letters are. */
function lettersOf(page: Page): Promise<{ text: string; px: number; outside: boolean }[]> {
  return page.locator('#stage .line, #stage .issuer, #stage .clock, #stage .mark').evaluateAll((elements) =>
    elements.map((element) => {
      const { left, right, top, bottom } = element.getBoundingClientRect();
      const outside = left < -0.5 || top < -0.5 || right > innerWidth + 0.5 || bottom > innerHeight + 0.5;
      const clipped = element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0;
      const px = Number.parseFloat(getComputedStyle(element).fontSize);
      return { text: element.textContent ?? '', px, outside: outside || clipped };
    }),
  );
}

async function expectLegible(width: number, height: number): Promise<void> {
  await board.page.setViewportSize({ width, height });
  await board.page.waitForTimeout(150);
  const letters = await lettersOf(board.page);
  expect(letters.filter(({ outside }) => outside)).toEqual([]);
  const least = height < 120 ? 10 : 14;
  expect(letters.filter(({ px }) => px < least)).toEqual([]);
}

beforeAll(async () => {
  await buildBoard();
  browser = await openBrowser();
  province = await BoardProvince.open('board');
  board = await openPage(browser, province, '/bang/');
}, 90_000);
afterAll(async () => {
  await browser?.close();
  await province?.close();
});

describe('a board at any size', () => {
  it('shows its code and words whole', async () => {
    await board.page.locator('#stage[data-state="waiting"]').waitFor();
    for (const [width, height] of SIZES) await expectLegible(width, height);
    expect(await textOf(board.page)).toContain((await province.waiting()).code);
  });

  it('shows a bulletin in letters that fill the screen and stay within it', async () => {
    await claimPage(province, board.page);
    const screen = {
      title: 'Thông báo tạm ngừng cung cấp điện để sửa chữa đường dây',
      text: 'Đề nghị bà con chủ động tắt thiết bị điện, không đến gần khu vực đang thi công.',
      picture: null,
    };
    const entry = await buildOrder([], { channels: ['board'], class: 'priority', screen });
    await province.stub.publish(province.stub.programme(UNITS.commune, [entry]));
    await until('it is shown', async () => (await stateOf(board.page)) === 'showing');
    for (const [width, height] of SIZES) await expectLegible(width, height);
    const [{ px } = { px: 0 }] = (await lettersOf(board.page)).filter(({ text }) => text.startsWith('Thông báo'));
    expect(px).toBeGreaterThan(250);
  });

  it('changes no view within four seconds', async () => {
    await board.page.setViewportSize({ width: 128, height: 64 });
    await board.page.waitForTimeout(1_000);
    const changes: number[] = [];
    // A minute that ends while the clock is shown is no new view.
    const shown = async (): Promise<string> => (await textOf(board.page)).replace(/^\d\d:\d\d$/, 'clock');
    let last = await shown();
    const end = performance.now() + 24_000;
    while (performance.now() < end) {
      const now = await shown();
      if (now !== last) changes.push(performance.now());
      last = now;
      await board.page.waitForTimeout(50);
    }
    expect(changes.length).toBeGreaterThanOrEqual(2);
    for (const [index, at] of changes.slice(1).entries()) expect(at - (changes[index] ?? 0)).toBeGreaterThan(3_700);
    expect(board.problems).toEqual([]);
  });
});
