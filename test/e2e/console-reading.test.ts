import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBrowser } from '../system/chromium.ts';
import { normalise } from '../../server/src/rooms/speech/rules.ts';
import { wavOf } from '../../server/src/platform/speech/wav.ts';
import { COMMUNE, id } from './console-province.ts';
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

const [WRITTEN, WISH] = ['Phja Đăm', 'Phi a Đăm'];

it('lets an officer hear a doubtful name and keep how it is said, by keyboard, on a small phone', async () => {
  const { page, context, problems } = await takeSeat(browser, stage, '/soan');
  const kept = new Map<string, string>();
  const sampled: unknown[] = [];
  await page.route('**/api/speech/normalise', async (route) => {
    const { text } = route.request().postDataJSON() as { text: string };
    await route.fulfill({ json: { ...normalise(text, { pronunciations: kept }), seconds: { slow: 3, normal: 2 } } });
  });
  await page.route('**/api/speech/sample', async (route) => {
    sampled.push(route.request().postDataJSON());
    const body = wavOf([new Int16Array(2_205)], 22_050);
    await route.fulfill({ body, contentType: 'audio/wav' });
  });
  await page.route('**/api/readings', async (route) => {
    const body = route.request().postDataJSON() as { unit: string; written: string; spoken: string };
    kept.set(body.written, body.spoken);
    const view = {
      ...body,
      id: id(900),
      unitName: COMMUNE.name,
      byName: 'Hoàng Thị Mẫu',
      at: '2026-11-25T09:00:00.000Z',
    };
    await route.fulfill({ status: 201, json: view });
  });
  await page.setViewportSize({ width: 360, height: 740 });
  await page.getByLabel('Nội dung').fill(`Họp lúc 7h tại thôn ${WRITTEN}.`);
  const word = page.getByRole('button', { name: `Sửa cách đọc ${WRITTEN}` });
  await word.focus();
  await page.keyboard.press('Enter');
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel('Đọc là').fill(WISH);
  await sheet.getByRole('button', { name: 'Nghe thử' }).click();
  await expect.poll(() => sampled).toEqual([{ text: WISH, unit: COMMUNE.id, listed: false }]);
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id: rule }) => rule)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await sheet.getByRole('button', { name: 'Giữ cách đọc này' }).click();
  await sheet.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: `${WISH}. Sửa cách đọc ${WRITTEN}` }).waitFor();
  expect(Object.fromEntries(kept)).toEqual({ [WRITTEN]: WISH });
  await context.close();
  expect(problems).toEqual([]);
});
