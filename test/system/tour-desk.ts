import type { Page } from 'playwright-core';
import type { Bulletin } from '../../protocol/src/http/bulletins.ts';
import type { RequestView } from '../../protocol/src/http/requests.ts';
import { eventually, linkOf, type Person, personWith } from './house.ts';
import { seat } from './thumb.ts';
import { photograph } from './tour-album.ts';
import { go, SAMPLE, type Tour, WORDS } from './tour.ts';

const PIN = '271828';
const SAMPLES = 25;
const FAULTY = 'Danh sách trẻ tiêm chủng (bản lỗi)';

/** The one-time link that the demo printed, pressed once. */
export async function comeIn({ album, house, desk, officer }: Tour): Promise<string> {
  await officer.goto(`${house.url}/quan-ly/dang-nhap#${await linkOf(house.dataDir, 'cán bộ xã')}`);
  const enter = officer.getByRole('button', { name: 'Vào bằng đường dẫn này' });
  await enter.waitFor();
  const first = await photograph(album, officer, 'vao');
  await enter.click();
  await officer.getByRole('heading', { name: 'Việc cần làm' }).waitFor();
  await officer.getByText('Tỉnh mẫu - dữ liệu minh họa').first().waitFor();
  desk.officer = personWith(house.url, await cookieOf(officer, house.url));
  return `${first}; ${await photograph(album, officer, 'viec-can-lam')}; trên mọi trang: “Tỉnh mẫu - dữ liệu minh họa”`;
}

async function cookieOf(page: Page, url: string): Promise<string> {
  return (await page.context().cookies(url)).map(({ name, value }) => `${name}=${value}`).join('; ');
}

export async function showShelf({ album, house, browser }: Tour): Promise<string> {
  const editor = await house.enter('biên tập viên sở');
  const page = await (await seat(browser, house, editor.cookie)).newPage();
  await go(page, house, '/ban-tin');
  await page.getByText(SAMPLE).first().waitFor();
  const samples = (await bulletinsOf(editor)).filter(({ title }) => title !== 'Giọng đọc thử');
  if (samples.length !== SAMPLES) throw new Error(`${samples.length} samples, not ${SAMPLES}`);
  const taken = await photograph(album, page, 'ban-tin-mau');
  await page.context().close();
  return `${samples.length} bản tin mẫu; ${taken}`;
}

/** All bulletins that somebody may see. */
async function bulletinsOf(person: Person): Promise<{ id: string; title: string }[]> {
  const found: { id: string; title: string }[] = [];
  let cursor = '';
  for (;;) {
    const page = await person.get<{ items: typeof found; next: string | null }>(`/api/bulletins${cursor}`);
    found.push(...page.items);
    if (page.next === null) return found;
    cursor = `?cursor=${page.next}`;
  }
}

export async function gateStops({ album, house, browser }: Tour): Promise<string> {
  const editor = await house.enter('ban biên tập, người thứ nhất');
  const faulty = (await bulletinsOf(editor)).find(({ title }) => title === FAULTY);
  if (!faulty) throw new Error('the faulty sample is not on the shelf');
  const page = await (await seat(browser, house, editor.cookie)).newPage();
  await go(page, house, `/soan/${faulty.id}`);
  await page.getByText('Có thông tin riêng của người dân').first().waitFor();
  const taken = await photograph(album, page, 'chan-thong-tin-rieng');
  await page.context().close();
  return `“${FAULTY}”: “Có thông tin riêng của người dân”; ${taken}`;
}

export async function leaderApproves({ album, house, desk, leader }: Tour): Promise<string> {
  await go(leader, house, '/tai-khoan');
  await leader.getByRole('button', { name: 'Đăng ký máy này' }).click();
  await leader.getByLabel('Mã PIN (sáu số)').fill(PIN);
  await leader.getByLabel('Nhập lại mã PIN').fill(PIN);
  await leader.getByRole('button', { name: 'Hoàn tất đăng ký' }).click();
  await leader.getByText('duyệt được', { exact: true }).waitFor();
  const enrolled = await photograph(album, leader, 'dien-thoai-duyet');
  await eventually('the sample waits for its approval', async () => {
    const { tasks } = await desk.leader.get<{ tasks: { title: string; kind: string }[] }>('/api/inbox');
    return tasks.some(({ title, kind }) => title === SAMPLE && kind === 'approve');
  });
  await go(leader, house, '/');
  await leader.getByRole('link', { name: new RegExp(SAMPLE) }).click();
  await hearAndApprove(leader);
  await leader.getByText('Đã duyệt. Bản tin đã đặt lịch.').waitFor();
  return `${enrolled}; “${SAMPLE}” đã nghe, đã duyệt; ${await photograph(album, leader, 'da-duyet')}`;
}

async function hearAndApprove(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Nghe: / }).click();
  await page.locator('button:enabled', { hasText: /^Duyệt$/ }).click({ timeout: 120_000 });
  await page.getByLabel('Mã PIN (sáu số)').fill(PIN);
  await page.getByRole('button', { name: 'Xong' }).click();
}

export async function eveningAhead({ album, house, officer }: Tour): Promise<string> {
  await go(officer, house, '/');
  const card = officer.getByRole('region', { name: 'Bà con sắp nghe gì' });
  await card.getByText(SAMPLE).waitFor();
  const left = await officer.getByRole('heading', { name: /buổi 17 giờ/ }).innerText();
  await card.getByRole('button', { name: new RegExp(`Nghe.*${SAMPLE}`) }).click();
  await officer.locator('audio').first().waitFor({ state: 'attached' });
  return `“${left}”; nghe trước được; ${await photograph(album, officer, 'sap-nghe-gi')}`;
}

export async function recordVoice(tour: Tour): Promise<string> {
  const { album, house, desk, officer } = tour;
  await go(officer, house, '/soan');
  await officer.getByLabel('Nội dung').fill(WORDS);
  await officer.getByRole('button', { name: 'Thu âm' }).click();
  await officer.getByRole('button', { name: 'Bắt đầu thu' }).click();
  await officer.getByText('Đang thu 0:02').waitFor();
  await officer.getByRole('button', { name: 'Tạm nghỉ' }).click();
  const prompter = await photograph(album, officer, 'thu-am');
  await officer.getByRole('button', { name: 'Đọc tiếp' }).click();
  await officer.getByRole('button', { name: 'Câu tiếp' }).click();
  await officer.getByText('Đang thu 0:04').waitFor();
  await officer.getByRole('button', { name: 'Đọc xong' }).click();
  await officer.getByRole('button', { name: 'Dùng bản thu này' }).click();
  await officer.getByText('Đã gửi bản thu').waitFor();
  await officer.getByRole('checkbox', { name: 'Thôn Mẫu 2' }).check();
  await officer.getByRole('radio', { name: /^Phát ngay/ }).check();
  await officer.getByText('Đủ rồi, trình được.').waitFor();
  const desktop = await photograph(album, officer, 'soan');
  await officer.getByRole('button', { name: 'Trình duyệt' }).click();
  await officer.getByRole('heading', { name: 'Gửi cho người duyệt' }).waitFor({ timeout: 120_000 });
  tour.request = await desk.officer.get<RequestView>(`/api/requests/${officer.url().split('/').at(-1)}`);
  const known = await desk.officer.get<Bulletin>(`/api/bulletins/${tour.request.request.revision.bulletin}`);
  if (known.sounds[0]?.origin !== 'recorded') throw new Error(`the sound is ${known.sounds[0]?.origin}`);
  const seconds = Math.round((known.sounds[0].durationMs ?? 0) / 1000);
  return `bản thu ${seconds} giây, giọng người; ${prompter}; ${desktop}`;
}

export async function authorIsRefused({ album, desk, request, officer }: Tour): Promise<string> {
  const why = request.whyNot ?? '';
  await officer.getByText(why).waitFor();
  if (await officer.getByRole('button', { name: /^Duyệt$/ }).isVisible()) throw new Error('the author sees Duyệt');
  const { digest } = request;
  const { status } = await desk.officer.ask('POST', `/api/requests/${request.id}/approve`, { digest, listening: null });
  if (status < 400) throw new Error('the author approved');
  return `“${why}”; cố tình gọi thẳng: ${status}; ${await photograph(album, officer, 'gui-nguoi-duyet')}`;
}

export async function approveByLink({ album, house, officer, leader }: Tour): Promise<string> {
  await officer.getByRole('button', { name: 'Gửi đường dẫn' }).first().click();
  const text = await officer.getByLabel('Tin để gửi').inputValue();
  const url = new URL(/https?:\S+/.exec(text)?.[0] ?? '');
  await leader.context().clearCookies();
  await leader.goto(`${house.url}${url.pathname}${url.hash}`);
  await leader.getByRole('button', { name: /^Nghe: / }).waitFor();
  const opened = await photograph(album, leader, 'duong-dan-duyet');
  await hearAndApprove(leader);
  await leader.getByText('Đã duyệt. Bản tin đã đặt lịch.').waitFor();
  return `tin gửi: “${text.split('\n')[0]}”; không đăng nhập, chỉ mã PIN; ${opened}; ${await photograph(album, leader, 'duyet-xong')}`;
}
