import { AxeBuilder } from '@axe-core/playwright';
import { ReturnNoteReply, ReturnOfBulletin } from '@nguon/protocol/http/requests.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { openBrowser } from '../system/chromium.ts';
import { bulletin, id, ids, inbox } from './console-province.ts';
import { openStage, takeSeat, type Seat, type Stage } from './console-stage.ts';
import { singIntoMicrophone } from './microphone.ts';

let browser: Browser;
let stage: Stage;
let seat: Seat;
beforeAll(async () => {
  stage = await openStage();
  browser = await openBrowser();
}, 120_000);
afterAll(async () => {
  await browser.close();
  await stage.close();
});
afterEach(async () => {
  await seat.context.close();
  if (seat.problems.length > 0) throw new Error(seat.problems.join('; '));
});

const NOTE = id(820);
const HEAR = { name: 'Nghe lời nhắn (12 giây)' };

/** It fits a phone, and axe finds nothing. */
async function expectCalmPage(page: Page): Promise<void> {
  const beside = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(beside).toBeLessThanOrEqual(0);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id: rule, nodes }) => `${rule}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
}

it('a leader says why, hears it again, says it anew and returns the bulletin without a word typed', async () => {
  seat = await takeSeat(browser, stage, `/de-nghi/${ids.request}`);
  const { page, context, calls } = seat;
  await context.addInitScript(singIntoMicrophone);
  await page.evaluate(singIntoMicrophone);
  const sent: number[] = [];
  await page.route(`**/api/requests/${ids.request}/return-notes`, async (route) => {
    sent.push(route.request().postDataBuffer()?.length ?? 0);
    const reply = ReturnNoteReply.parse({ note: NOTE, durationMs: 1500 });
    await route.fulfill({ status: 201, contentType: 'application/json', body: JSON.stringify(reply) });
  });
  await page.getByRole('button', { name: 'Trả lại' }).click();
  const sheet = page.getByRole('dialog', { name: 'Trả lại cho người soạn' });
  const send = sheet.getByRole('button', { name: 'Trả lại', exact: true });
  expect(await send.isDisabled()).toBe(true);
  await sheet.getByRole('button', { name: 'Nói lý do' }).click();
  await sheet.getByText('Đang thu, còn 59 giây.').waitFor();
  await expectCalmPage(page);
  await sheet.getByRole('button', { name: 'Nói xong' }).click();
  await sheet.getByLabel('Nghe lại lời nhắn').waitFor();
  expect(await sheet.locator('audio').evaluate((audio: HTMLAudioElement) => audio.src)).toMatch(/^blob:/);
  await expectCalmPage(page);
  await sheet.getByRole('button', { name: 'Nói lại' }).click();
  await sheet.getByText('Đang thu, còn 59 giây.').waitFor();
  expect(await send.isDisabled()).toBe(true);
  await sheet.getByRole('button', { name: 'Nói xong' }).click();
  await sheet.getByLabel('Nghe lại lời nhắn').waitFor();
  await send.click();
  await sheet.waitFor({ state: 'detached' });
  expect(sent).toEqual([expect.any(Number)]);
  expect(sent[0]).toBeGreaterThan(1_000);
  const returned = calls.find(
    ({ method, path }) => method === 'POST' && path === `/api/requests/${ids.request}/return`,
  );
  expect(returned?.body).toEqual({ reason: '', note: NOTE });
});

it('the officer hears it in Việc cần làm and where the bulletin is put right', async () => {
  const tasks = inbox.tasks.map((task) =>
    task.kind === 'returned'
      ? { ...task, sentence: 'Bị trả lại bằng lời nhắn thoại.', note: { request: ids.request, durationMs: 12_000 } }
      : task,
  );
  const returned = { ...bulletin, state: 'returned' as const, mayEdit: true };
  seat = await takeSeat(browser, stage, '/', { script: { inbox: { tasks, slots: [] }, bulletin: returned } });
  const { page, calls } = seat;
  await page.route('**/return-note', (route) => {
    calls.push({ method: 'GET', path: 'return-note', body: null });
    return route.fulfill({ contentType: 'audio/mpeg', body: 'ID3' });
  });
  await page.route('**/api/bulletins/*/return', (route) => {
    const why = { request: ids.request, reason: '', noteMs: 12_000 };
    return route.fulfill({
      contentType: 'application/json',
      body: JSON.stringify(ReturnOfBulletin.parse({ returned: why })),
    });
  });
  await page.getByText('Bị trả lại bằng lời nhắn thoại.').waitFor();
  await page.getByRole('button', HEAR).waitFor();
  await expectCalmPage(page);
  expect(calls.filter(({ path }) => path === 'return-note')).toHaveLength(0);
  await page.getByRole('button', HEAR).click();
  await page.getByLabel('Lời nhắn khi trả lại').waitFor();
  expect(calls.filter(({ path }) => path === 'return-note')).toHaveLength(1);
  await page.goto(`${stage.address}/quan-ly/ban-tin/${ids.bulletin}`);
  await page.getByText('Đã trả lại bằng lời nhắn thoại.').waitFor();
  await page.getByRole('button', HEAR).waitFor();
  await expectCalmPage(page);
});
