import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import AxeBuilder from '@axe-core/playwright';
import type { RequestView } from '../../protocol/src/http/requests.ts';
import { openBrowser } from './chromium.ts';
import * as desks from './desk.ts';
import { type House, openHouse, removeHouse } from './house.ts';

const PIN = '271828';
const PHONE = { viewport: { width: 360, height: 800 }, hasTouch: true, isMobile: true, locale: 'vi-VN' } as const;

let house: House;
let browser: Browser;
let officer: BrowserContext;
let leader: BrowserContext;
let desk: desks.Desk;

beforeAll(async () => {
  house = await openHouse({ atMinute: 540 });
  desk = await desks.openDesk(house);
  browser = await openBrowser();
  officer = await seat(desk.officer.cookie);
  leader = await seat(desk.leader.cookie);
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await house?.stop();
  if (house) await removeHouse(house);
}, 60_000);

/** A phone on which somebody is signed in. */
async function seat(cookie: string): Promise<BrowserContext> {
  const context = await browser.newContext(PHONE);
  await context.addCookies(
    cookie.split('; ').map((pair) => {
      const [name = '', ...rest] = pair.split('=');
      return { name, value: rest.join('='), url: house.url };
    }),
  );
  return context;
}

async function open(context: BrowserContext, path: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${house.url}/quan-ly${path}`);
  return page;
}

/** Pictures go where PICTURES says; without it none are taken. */
async function photograph(page: Page, name: string): Promise<void> {
  const folder = process.env['PICTURES'];
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

async function expectNoBarriers(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
}

test('a leader enrols a phone with a PIN', async () => {
  const page = await open(leader, '/tai-khoan');
  await page.getByRole('button', { name: 'Đăng ký máy này' }).click();
  await page.getByLabel('Mã PIN (sáu số)').fill('123456');
  await page.getByLabel('Nhập lại mã PIN').fill('123456');
  await page.getByRole('button', { name: 'Hoàn tất đăng ký' }).click();
  await page.getByText('Mã này quá dễ đoán.').waitFor();
  await page.getByLabel('Mã PIN (sáu số)').fill(PIN);
  await page.getByLabel('Nhập lại mã PIN').fill(PIN);
  await page.getByRole('button', { name: 'Hoàn tất đăng ký' }).click();
  await page.getByText('duyệt được', { exact: true }).waitFor();
  await photograph(page, 'leader-enrolled');
  await expectNoBarriers(page);
  await page.close();
});

test('an officer sends a link; the leader hears and approves by it with the PIN, signed in nowhere', async () => {
  const bulletin = await desks.writeBulletin(desk.officer, desk.commune, 'Mời họp thôn', 'Mời bà con đến họp tối nay.');
  const request = await desks.submit(desk, bulletin, { kind: 'now' });
  const desktop = await open(officer, `/de-nghi/${request.id}`);
  await desktop.getByRole('button', { name: 'Gửi đường dẫn' }).first().click();
  const text = await desktop.getByLabel('Tin để gửi').inputValue();
  await photograph(desktop, 'officer-link');
  await expectNoBarriers(desktop);
  const url = /https?:\S+/.exec(text)![0];
  // The phone keeps its key, and has nobody signed in.
  await leader.clearCookies();
  const page = await leader.newPage();
  await page.goto(url.replace(/^https?:\/\/[^/]+/, house.url));
  await page.getByRole('button', { name: /^Nghe: / }).click();
  await photograph(page, 'leader-link');
  await expectNoBarriers(page);
  const approve = page.getByRole('button', { name: 'Duyệt', exact: true });
  await expect.poll(() => approve.isEnabled(), { timeout: 60_000 }).toBe(true);
  await approve.click();
  await page.getByLabel('Mã PIN (sáu số)').fill('000000');
  await page.getByRole('button', { name: 'Xong' }).click();
  await page.getByText('Mã PIN không đúng.').waitFor();
  await page.getByLabel('Mã PIN (sáu số)').fill(PIN);
  await photograph(page, 'leader-pin');
  await page.getByRole('button', { name: 'Xong' }).click();
  await page.getByText('Đã duyệt. Bản tin đã đặt lịch.').waitFor();
  const decided = await desk.officer.get<RequestView>(`/api/requests/${request.id}`);
  expect(decided.steps[0]?.approval).toMatchObject({ channel: 'link' });
  expect(decided.state).toBe('approved');
});

test('a browser that is not enrolled hears and reads, and is told how to enrol', async () => {
  const bulletin = await desks.writeBulletin(desk.officer, desk.commune, 'Mời họp thôn', 'Mời bà con đến họp tối nay.');
  const request = await desks.submit(desk, bulletin, { kind: 'now' });
  const [approver] = await desk.officer.get<{ user: string }[]>(`/api/requests/${request.id}/approvers`);
  const link = await desk.officer.post<{ url: string }>(`/api/requests/${request.id}/links`, {
    approver: approver!.user,
  });
  const stranger = await browser.newContext(PHONE);
  const page = await stranger.newPage();
  await page.goto(link.url.replace(/^https?:\/\/[^/]+/, house.url));
  await page.getByText('Máy này chưa đăng ký duyệt').waitFor();
  expect(await page.getByRole('button', { name: 'Trả lại' }).isDisabled()).toBe(true);
  await page.goto(`${house.url}/quan-ly/duyet#${'x'.repeat(43)}`);
  await page.getByText('Đường dẫn duyệt này đã hết hạn').waitFor();
  await stranger.close();
});
