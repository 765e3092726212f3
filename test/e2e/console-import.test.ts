import { AxeBuilder } from '@axe-core/playwright';
import { ImportView } from '@nguon/protocol/http/imports.ts';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../system/chromium.ts';
import { id, me } from './console-province.ts';
import { openStage, takeSeat, type Stage } from './console-stage.ts';

let browser: Browser;
let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  browser = await openBrowser();
}, 120_000);
afterAll(async () => {
  await browser.close();
  await stage.close();
});

/** A page as the server draws it; the screen only shows it. */
const PAGE =
  '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="280"><rect width="200" height="280" fill="#fff"/></svg>';
const TEXT = 'Mời bà cọn họp thòn tối nay';

function view(state: 'making' | 'ready'): ImportView {
  const word = (from: number, to: number) => ({ from, to, confidence: 40, page: 0, box: [0.1, 0.1, 0.2, 0.05] });
  const result = {
    text: TEXT,
    pages: [{ number: 0, width: 200, height: 280, from: 0, to: TEXT.length }],
    doubtful: [word(7, 10), word(15, 19)],
    converted: null,
    warnings: [],
  };
  return ImportView.parse({
    id: id(9001),
    unit: me().grants[0]?.unit ?? id(1),
    name: 'cong-van.jpg',
    format: 'photo',
    state,
    done: state === 'ready' ? 1 : 0,
    pages: 1,
    problem: null,
    result: state === 'ready' ? result : null,
    createdAt: '2026-11-23T02:00:00.000Z',
    until: '2026-11-30T02:00:00.000Z',
  });
}

describe('words from a file', { timeout: 120_000 }, () => {
  it('stand beside their page, doubtful ones are gone through by keyboard, and what was written before comes back', async () => {
    const { page, context, problems } = await takeSeat(browser, stage, '/soan');
    let looks = 0;
    await page.route('**/api/imports**', (route) => route.fulfill({ status: 202, json: view('making') }));
    await page.route('**/api/imports/*', (route) =>
      route.fulfill({ json: view((looks += 1) > 1 ? 'ready' : 'making') }),
    );
    await page.route('**/api/imports/*/pages/*', (route) =>
      route.fulfill({ contentType: 'image/svg+xml', body: PAGE }),
    );
    await page.getByLabel('Nội dung').fill('Lời viết tay');
    const choosing = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Lấy từ tệp' }).click();
    await (await choosing).setFiles({ name: 'a.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7') });
    await page.getByText('Đang đọc trang 1 trên 1').waitFor();
    await page.getByText('Còn 2 chữ nên xem lại').waitFor();
    await page.getByAltText('Trang 1').waitFor();
    const { violations } = await new AxeBuilder({ page }).include('[role=dialog]').analyze();
    expect(violations.map(({ id: rule, nodes }) => `${rule}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
    for (const right of ['con', 'thôn']) {
      await page.getByLabel('Chữ nên xem lại').fill(right);
      await page.keyboard.press('Enter');
    }
    await page.getByText('Không còn chữ nào phải xem lại.').waitFor();
    await page.getByRole('button', { name: 'Dùng chữ này' }).click();
    const text = page.getByLabel('Nội dung');
    await expect.poll(() => text.inputValue()).toBe('Mời bà con họp thôn tối nay');
    await page.getByRole('button', { name: 'Lấy lại chữ trước đó' }).click();
    await expect.poll(() => text.inputValue()).toBe('Lời viết tay');
    await context.close();
    expect(problems).toEqual([]);
  });
});
