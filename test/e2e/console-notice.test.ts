import { AxeBuilder } from '@axe-core/playwright';
import { NoticeDesk, NoticeView } from '@nguon/protocol/http/notices.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBrowser } from '../system/chromium.ts';
import { id } from './console-province.ts';
import { openStage, takeSeat, type Stage } from './console-stage.ts';

const TOKEN = 'k'.repeat(43);
const NOW = '2026-11-25T08:00:00.000Z';

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

/** It fits a phone, and axe finds nothing. */
async function expectCalmPage(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id: rule, nodes }) => `${rule}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
}

it('a village head sets a PIN on the first phone, writes once the commune has confirmed it, and hears before sending', async () => {
  const seat = await takeSeat(browser, stage, '/dang-nhap', { me: null });
  const { page } = seat;
  let desk: NoticeDesk = {
    person: id(900),
    personName: 'Nông Văn A',
    unit: id(901),
    unitName: 'Thôn Mẫu 2',
    now: NOW,
    root: 'R'.repeat(43),
    phone: 'none',
    x: null,
    left: 3,
    templates: [],
    slots: ['2026-11-25T10:30:00.000Z'],
  };
  const view: Omit<NoticeView, 'id'> = {
    title: 'Họp thôn',
    text: 'Mời bà con đến họp tối nay.',
    state: 'ready',
    sound: { mp3Sha256: 'a'.repeat(64), durationMs: 1, peaks: [] },
    request: null,
  };
  const bodies: Record<string, unknown>[] = [];
  await page.route('**/api/notice-links/**', (route) => {
    const path = new URL(route.request().url()).pathname.replace('/api/notice-links/', '');
    const body = route.request().postDataJSON() as Record<string, unknown>;
    const answer = (reply: object) => route.fulfill({ contentType: 'application/json', body: JSON.stringify(reply) });
    if (path === 'open') return answer(NoticeDesk.parse(desk));
    bodies.push(body);
    if (path === 'phone') {
      const { enrolment } = body['enrolled'] as { enrolment: string };
      const { x } = JSON.parse(Buffer.from(enrolment.split('.')[1]!, 'base64url').toString()) as { x: string };
      desk = { ...desk, phone: 'waiting', x };
      return route.fulfill({ status: 204 });
    }
    if (path === 'notices') return answer(NoticeView.parse({ id: body['notice'], ...view }));
    return answer(NoticeView.parse({ id: path.split('/')[1], ...view }));
  });
  await page.goto(`${stage.address}/quan-ly/thong-bao-thon#${TOKEN}`);
  await page.getByText('Đặt mã PIN cho điện thoại này.').waitFor();
  await expectCalmPage(page);
  await page.getByLabel('Mã PIN (sáu số)').fill('314159');
  await page.getByLabel('Nhập lại mã PIN').fill('314159');
  await page.getByRole('button', { name: 'Dùng điện thoại này' }).click();
  await page.getByText(/Gọi cán bộ xã và đọc bốn từ: \S+/).waitFor();
  await expectCalmPage(page);
  desk = { ...desk, phone: 'standing' };
  await page.reload();
  await page.getByRole('button', { name: /Việc khác/ }).click();
  await page.getByLabel('Tên thông báo').fill('Họp thôn');
  await page.getByLabel('Lời thông báo').fill(view.text);
  await expectCalmPage(page);
  await page.getByRole('button', { name: 'Làm tiếng' }).click();
  await page.getByRole('radio', { name: /17 giờ 30/ }).check();
  await expectCalmPage(page);
  const send = page.getByRole('button', { name: /^Gửi/ });
  await send.getByText('còn 1 giây chưa nghe').waitFor();
  expect(await send.isDisabled()).toBe(true);
  await seat.context.close();
  expect(bodies).toEqual([
    { token: TOKEN, enrolled: { enrolment: expect.any(String), pinKey: expect.any(String) } },
    {
      token: TOKEN,
      notice: expect.any(String),
      content: { standing: null, values: {}, title: 'Họp thôn', text: view.text },
      document: expect.stringMatching(/^[^.]+\.[^.]+\.[^.]+$/),
    },
  ]);
  expect(seat.problems).toEqual([]);
});
