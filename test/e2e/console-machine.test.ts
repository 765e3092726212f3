import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { me } from './console-province.ts';
import { expectCalmPage, openSeats } from './console-tests.ts';

const here = openSeats();

const callsOf = (path: string): unknown[] =>
  here.seat.calls.filter((call) => call.path === path).map(({ body }) => body);
/** It fits its screen, at the station and on a phone, where axe finds nothing. */
const look = async (page: Page, name: string): Promise<void> => {
  const own = page.viewportSize()!;
  for (const size of [station, { width: 360, height: 740 }]) {
    await page.setViewportSize(size);
    await expectCalmPage(page, name);
  }
  await page.setViewportSize(own);
};
/** The computer of a station. */
const station = { width: 1366, height: 768 };
const shared = { ...me(), sharedMachine: true };

it('a shared machine shows a picture and four digits, and is entered once a phone has confirmed', async () => {
  const page = await here.sit('/dang-nhap', {
    ...station,
    me: null,
    script: { machine: { setUp: true, entered: false } },
  });
  await page.getByRole('img', { name: 'Mã QR để mở bằng điện thoại' }).waitFor();
  await page.getByText('4071').waitFor();
  await look(page, 'machine-asks');
  here.seat.script.me = shared;
  here.seat.script.machine = { setUp: true, entered: true };
  await page.getByRole('heading', { name: 'Việc cần làm' }).waitFor();
  await page.getByRole('banner').getByText('máy dùng chung').waitFor();
  await page.getByRole('banner').getByText(shared.name).waitFor();
  expect(callsOf('/api/machine-sign-ins')).toHaveLength(1);
  await look(page, 'machine-entered');
});

it('asks anew when the two minutes are over', async () => {
  const refuse = new Map([['/api/machine-sign-ins/enter', 'machine-question-over' as const]]);
  const page = await here.sit('/dang-nhap', { me: null, script: { refuse, machine: { setUp: true, entered: false } } });
  await page.getByRole('alert').getByText('đã hết hạn').waitFor();
  expect(await page.getByText('4071').count()).toBe(0);
  await page.getByRole('button', { name: 'Lấy mã mới' }).click();
  await expect.poll(() => callsOf('/api/machine-sign-ins').length).toBe(2);
});

it('the phone says which machine asks and wants the digits on its screen', async () => {
  const token = 'm'.repeat(32);
  const page = await here.sit(`/may-dung-chung#${token}`);
  await page.getByText('Firefox trên Windows xin vào lúc 16 giờ 57 hôm nay').waitFor();
  await page.getByText('Máy của Xã Khang Ninh, do Lý Văn Mẫu đặt làm máy dùng chung').waitFor();
  await page.getByText('Ai nhắn cho bạn đường dẫn hay mã này là đang lừa').waitFor();
  expect(await page.getByText('4071').count()).toBe(0);
  await look(page, 'machine-phone');
  here.seat.script.refuse.set('/api/machine-sign-ins/confirm', 'machine-code-wrong');
  await page.getByLabel('Bốn số đang hiện trên máy trước mặt bạn').fill('4017');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('còn 2 lần thử').waitFor();
  here.seat.script.refuse.clear();
  await page.getByLabel('Bốn số đang hiện trên máy trước mặt bạn').fill('4071');
  await page.keyboard.press('Enter');
  await page.getByText('Đã xác nhận.').waitFor();
  expect(callsOf('/api/machine-sign-ins/confirm').at(-1)).toEqual({ token, code: '4071' });
});

it('a machine that the server has locked shows whose it is and nothing else, until the password or a phone', async () => {
  const page = await here.sit('/', { me: shared });
  await page.getByRole('heading', { name: 'Việc cần làm' }).waitFor();
  for (const path of ['/api/me', '/api/inbox', '/api/bulletins']) here.seat.script.refuse.set(path, 'session-locked');
  await page.getByRole('button', { name: 'Mở danh mục' }).click();
  await page.getByRole('link', { name: 'Bản tin', exact: true }).click();
  await page.getByRole('heading', { name: 'Máy đã khóa' }).waitFor();
  await page.getByText('Trên máy này đang là Hoàng Thị Mẫu').waitFor();
  expect(await page.getByRole('navigation').count()).toBe(0);
  await look(page, 'machine-locked');
  here.seat.script.refuse.set('/api/session/unlock', 'wrong-password');
  await page.getByLabel('Mật khẩu của Hoàng Thị Mẫu').fill('đoán mò');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('Mật khẩu không đúng').waitFor();
  here.seat.script.refuse.clear();
  await page.getByLabel('Mật khẩu của Hoàng Thị Mẫu').fill('một câu ngắn');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Bản tin', exact: true }).waitFor();
});

it('by password, a machine is shared when the person says so', async () => {
  const page = await here.sit('/dang-nhap', { me: null });
  await page.getByLabel('Thư điện tử').fill('can-bo@mau.example');
  await page.getByLabel('Mật khẩu').fill('một câu ngắn');
  await look(page, 'machine-choose');
  await page.getByLabel('Đây là máy dùng chung').check();
  here.seat.script.me = shared;
  await page.getByRole('button', { name: 'Vào làm việc' }).click();
  await page.getByRole('banner').getByText('máy dùng chung').waitFor();
  expect(callsOf('/api/machine')).toHaveLength(2);
  expect(here.seat.calls.filter(({ method, path }) => method === 'POST' && path === '/api/machine')).toHaveLength(1);
});

it('on a shared machine nobody changes how they sign in, and it is called one person’s again', async () => {
  const page = await here.sit('/tai-khoan', { ...station, me: shared });
  await page.getByRole('heading', { name: 'Máy này là máy dùng chung' }).waitFor();
  expect(await page.getByRole('heading', { name: 'Đặt mật khẩu' }).count()).toBe(0);
  await look(page, 'machine-account');
  await page.getByRole('button', { name: 'Máy này thôi dùng chung' }).click();
  await page.getByText('Máy này không còn là máy dùng chung.').waitFor();
  expect(here.seat.calls.some(({ method, path }) => method === 'DELETE' && path === '/api/machine')).toBe(true);
});
