import { NoticeDesk, NoticeView, VillageHead, VillageHeads } from '@nguon/protocol/http/notices.ts';
import { ApprovalLink } from '@nguon/protocol/http/requests.ts';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { id, SOUND_MS } from './console-province.ts';
import { standing } from './console-templates.ts';
import { expectCalmPage, openSeats } from './console-tests.ts';

const here = openSeats();

const TOKEN = 'k'.repeat(43);
const ROOT = 'R'.repeat(43);
const PIN = '314159';
const view: Omit<NoticeView, 'id'> = {
  title: 'Họp thôn',
  text: 'Mời bà con đến họp tối nay.',
  state: 'ready',
  sound: { mp3Sha256: 'a'.repeat(64), durationMs: SOUND_MS, peaks: [] },
  request: null,
};
const { id: approved, content, hours, longestSeconds } = standing;

/** What a village head's phone asks and sends, answered as the server does; the desk changes under it. */
async function openLink(): Promise<{ page: Page; desk: NoticeDesk; bodies: Record<string, unknown>[] }> {
  const page = await here.sit('/dang-nhap', { me: null });
  const desk: NoticeDesk = {
    person: id(900),
    personName: 'Nông Văn A',
    unit: id(901),
    unitName: 'Thôn Mẫu 2',
    now: '2026-11-25T08:00:00.000Z',
    root: ROOT,
    phone: 'none',
    x: null,
    perDay: 3,
    left: 3,
    quiet: { from: '21:30', to: '05:00' },
    longestSeconds: 120,
    templates: [{ standing: approved, content, hours, longestSeconds, perDay: 2 }],
    sent: [],
    slots: ['2026-11-25T10:30:00.000Z'],
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
      Object.assign(desk, { phone: 'waiting', x });
      return route.fulfill({ status: 204 });
    }
    if (path === 'notices') return answer(NoticeView.parse({ id: body['notice'], ...view }));
    const noticeId = path.split('/')[1]!;
    if (path.endsWith('/send')) {
      const request = { state: 'approved' as const, when: '17 giờ 30 hôm nay', reason: null, air: 'planned' as const };
      desk.sent = [{ id: noticeId, title: view.title, request }];
    }
    const request = desk.sent.find((one) => one.id === noticeId)?.request ?? null;
    return answer(NoticeView.parse({ id: noticeId, ...view, ...(request && { state: 'sent', request }) }));
  });
  await page.goto(`${here.stage.address}/quan-ly/thong-bao-thon#${TOKEN}`);
  await page.getByText('Đặt mã PIN cho điện thoại này.').waitFor();
  return { page, desk, bodies };
}

/** The first phone, confirmed by the commune. */
async function enrol(page: Page, desk: NoticeDesk): Promise<void> {
  await page.getByLabel('Mã PIN (sáu số)').fill(PIN);
  await page.getByLabel('Nhập lại mã PIN').fill(PIN);
  await page.getByRole('button', { name: 'Dùng điện thoại này' }).click();
  await page.getByText(/Gọi cán bộ xã và đọc bốn từ: \S+/).waitFor();
  await expectCalmPage(page, 'notice-words');
  desk.phone = 'standing';
  await page.reload();
}

it('a village head sets a PIN on the first phone, writes once the commune has confirmed it, and hears before sending', async () => {
  const { page, desk, bodies } = await openLink();
  await expectCalmPage(page, 'notice-first');
  await enrol(page, desk);
  const rules = page.getByRole('region', { name: 'Quy định của xã' });
  for (const rule of [
    'Mỗi ngày gửi nhiều nhất 3 thông báo. Hôm nay còn gửi được 3.',
    'Loa chỉ phát từ 5 giờ đến 21 giờ 30.',
    'Mỗi thông báo dài nhất 2 phút.',
  ])
    await rules.getByText(rule).waitFor();
  await expectCalmPage(page, 'notice-rules');
  await page.getByRole('button', { name: /Việc khác/ }).click();
  await page.getByLabel('Tên thông báo').fill('Họp thôn');
  await page.getByLabel('Lời thông báo').fill(view.text);
  await expectCalmPage(page, 'notice-own');
  await page.getByRole('button', { name: 'Làm tiếng' }).click();
  await page.getByRole('radio', { name: /17 giờ 30/ }).check();
  await expectCalmPage(page, 'notice-hear');
  const send = page.getByRole('button', { name: /^Gửi/ });
  await send.getByText('còn 4 giây chưa nghe').waitFor();
  expect(await send.isDisabled()).toBe(true);
  expect(bodies).toEqual([
    { token: TOKEN, enrolled: { enrolment: expect.any(String), pinKey: expect.any(String) } },
    {
      token: TOKEN,
      notice: expect.any(String),
      content: { standing: null, values: {}, title: 'Họp thôn', text: view.text },
      document: expect.stringMatching(/^[^.]+\.[^.]+\.[^.]+$/),
    },
  ]);
});

it('a template approved beforehand is filled, heard to its end and sent by the PIN', async () => {
  const { page, desk, bodies } = await openLink();
  await enrol(page, desk);
  await page.getByRole('button', { name: new RegExp(`${content.name}.*Phát luôn từ .* mỗi ngày 2 lượt`) }).click();
  const values: Record<string, string> = {};
  for (const { name, label, kind } of content.blanks) {
    values[name] = kind === 'date' ? '2026-11-26' : kind === 'hour' ? '07:00' : 'Chợ trung tâm xã';
    await page.getByLabel(label).fill(values[name]);
  }
  await expectCalmPage(page, 'notice-template');
  await page.getByRole('button', { name: 'Dùng lời này' }).click();
  await page.getByRole('button', { name: `Nghe: ${view.title}` }).click();
  const send = page.getByRole('button', { name: /^Gửi/ });
  await expect.poll(() => send.isEnabled(), { timeout: 30_000 }).toBe(true);
  await send.click();
  await page.getByLabel('Mã PIN (sáu số)').fill(PIN);
  await page.keyboard.press('Enter');
  await page.getByText('Đã gửi. Loa của thôn phát: 17 giờ 30 hôm nay.').waitFor();
  // It was the last of the day. The page asks anew, as it does every minute, and goes on showing what was sent.
  Object.assign(desk, { left: 0 });
  let answers = 0;
  page.on('response', (response) => (answers += response.url().endsWith('/notice-links/open') ? 1 : 0));
  const lookAgain = async (): Promise<number> => {
    await page.evaluate(() => window.dispatchEvent(new Event('visibilitychange')));
    return answers;
  };
  await expect.poll(lookAgain, { timeout: 10_000 }).toBeGreaterThan(0);
  await expectCalmPage(page, 'notice-sent');
  await page.getByText('Đã gửi. Loa của thôn phát: 17 giờ 30 hôm nay.').waitFor();
  desk.sent[0]!.request.air = 'heard';
  await page.getByText('Loa của thôn đã phát xong.').waitFor({ timeout: 20_000 });
  // Also whoever opens the link anew sees it, and that nothing is left today.
  await page.reload();
  await page.getByText('Hôm nay đã gửi đủ 3 thông báo.').waitFor();
  const sentBefore = page.getByRole('region', { name: 'Đã gửi' });
  await sentBefore.getByText(view.title).waitFor();
  await sentBefore.getByText('Loa của thôn đã phát xong.').waitFor();
  expect(await page.getByRole('heading', { name: 'Thông báo việc gì?' }).count()).toBe(0);
  await expectCalmPage(page, 'notice-none-left');
  const [, drafted, sent] = bodies;
  expect(drafted).toMatchObject({ content: { standing: approved, values, title: '', text: '' } });
  expect(sent).toMatchObject({
    token: TOKEN,
    content: { sound: view.sound?.mp3Sha256, start: null, heard: [{ fromMs: 0, toMs: expect.any(Number) }] },
    signed: { document: expect.any(String), pin: expect.any(String) },
  });
});

it('the commune adds a village head, sends the link, compares four words and ends it', async () => {
  let heads: VillageHead[] = [];
  const page = await here.sit('/');
  const acts: string[] = [];
  await page.route('**/api/village-heads**', (route) =>
    route.fulfill({ json: VillageHeads.parse({ root: ROOT, items: heads }) }),
  );
  await page.route('**/api/village-heads', async (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    const body = route.request().postDataJSON() as { unit: string; name: string; perDay: number };
    const head = VillageHead.parse({ user: id(900), unitName: 'Thôn Mẫu 2', phone: 'none', x: null, ...body });
    heads = [head];
    acts.push(`add ${body.name} ${body.perDay}`);
    return route.fulfill({ status: 201, json: head });
  });
  await page.route('**/api/village-heads/*/links', (route) => {
    acts.push('link');
    const url = `${here.stage.address}/quan-ly/thong-bao-thon#${TOKEN}`;
    return route.fulfill({
      json: ApprovalLink.parse({ url, text: `Kính gửi: ${url}`, expiresAt: '2026-12-02T08:00:00.000Z' }),
    });
  });
  await page.route('**/api/village-heads/*/confirm', (route) => {
    acts.push('confirm');
    heads = heads.map((head) => ({ ...head, phone: 'standing' }));
    return route.fulfill({ status: 204 });
  });
  await page.route(`**/api/village-heads/${id(900)}`, (route) => {
    acts.push('end');
    heads = [];
    return route.fulfill({ status: 204 });
  });
  await page.getByRole('button', { name: 'Mở danh mục' }).click();
  await page.getByRole('link', { name: 'Trưởng thôn' }).click();
  await page.getByText('Chưa có trưởng thôn nào.').waitFor();
  await expectCalmPage(page, 'heads-none');
  await page.getByRole('button', { name: 'Thêm trưởng thôn' }).click();
  const sheet = page.getByRole('dialog', { name: 'Thêm trưởng thôn' });
  await sheet.getByRole('combobox', { name: 'Thôn' }).selectOption({ label: 'Thôn Mẫu 2' });
  await sheet.getByLabel('Họ và tên').fill('Nông Văn A');
  await expectCalmPage(page, 'heads-add');
  await sheet.getByRole('button', { name: 'Thêm trưởng thôn' }).click();
  const card = page.getByRole('region', { name: 'Nông Văn A' });
  await card.getByText('chưa mở đường dẫn').waitFor();
  await card.getByRole('button', { name: 'Gửi đường dẫn' }).click();
  await card.getByText(TOKEN).or(card.locator('textarea, input')).first().waitFor();
  heads = heads.map((head) => ({ ...head, phone: 'waiting', x: 'X'.repeat(43) }));
  await page.reload();
  await card.getByText(/nghe đọc bốn từ trên máy: \S+/).waitFor();
  await expectCalmPage(page, 'heads-words');
  await card.getByRole('button', { name: 'Bốn từ giống nhau, xác nhận' }).click();
  await card.getByText('gửi được').waitFor();
  await card.getByRole('button', { name: 'Thôi trưởng thôn' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Thôi trưởng thôn' }).click();
  await page.getByText('Chưa có trưởng thôn nào.').waitFor();
  expect(acts).toEqual(['add Nông Văn A 3', 'link', 'confirm', 'end']);
});
