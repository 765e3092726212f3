import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { HANDED, SETUP } from './console-account.ts';
import { id, ids, me, request } from './console-province.ts';
import { openSeats } from './console-tests.ts';

const here = openSeats();

const bodyOf = (path: string): unknown =>
  here.seat.calls.findLast((call) => call.path === path && call.method !== 'GET')?.body;

/** Whether the page is wider than its screen. */
const beside = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

describe('the second step', () => {
  it('is turned on by password, picture and first code; the backup codes are shown once', async () => {
    const page = await here.sit('/tai-khoan');
    const part = page.getByRole('region', { name: 'Xác thực hai bước' });
    await part.getByText('đang tắt').waitFor();
    await part.getByRole('button', { name: 'Bật xác thực hai bước' }).click();
    here.seat.script.refuse.set('/api/auth/two-factor/enable', 'wrong-password');
    await part.getByLabel('Mật khẩu của bạn').fill('sai rồi');
    await page.keyboard.press('Enter');
    await part.getByRole('alert').getByText('Mật khẩu không đúng').waitFor();
    here.seat.script.refuse.clear();
    await part.getByLabel('Mật khẩu của bạn').fill('một câu ngắn');
    await page.keyboard.press('Enter');
    await part.getByRole('img', { name: 'Mã QR cho ứng dụng xác thực' }).waitFor();
    expect(await part.getByLabel('Không quét được? Nhập chuỗi này vào ứng dụng').inputValue()).toBe('JBSWY3DPEHPK3PXP');
    expect(await beside(page)).toBeLessThanOrEqual(0);
    await part.getByLabel('Nhập mã 6 số mà ứng dụng đang hiện').fill('123456');
    here.seat.script.ways = { password: true, secondFactor: true };
    await page.keyboard.press('Enter');
    await part.getByText(SETUP.backupCodes[3]!).waitFor();
    expect(bodyOf('/api/auth/two-factor/verify-totp')).toEqual({ code: '123456' });
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('heading', { name: 'Tài khoản của tôi' }).isVisible()).toBe(false);
    expect(await page.getByText(SETUP.backupCodes[0]!).isVisible()).toBe(true);
    await page.emulateMedia({ media: 'screen' });
    await part.getByRole('button', { name: 'Tôi đã cất mã dự phòng' }).click();
    await part.getByRole('button', { name: 'Tắt xác thực hai bước' }).waitFor();
    expect(await part.getByText(SETUP.backupCodes[0]!).count()).toBe(0);
  });

  it('is asked for at sign-in, by the app or by a code on paper, and says what is wrong', async () => {
    const page = await here.sit('/dang-nhap', { me: null, script: { secondStep: true } });
    await page.getByLabel('Thư điện tử').fill('can-bo@mau.example');
    await page.getByLabel('Mật khẩu').fill('một câu ngắn');
    await page.keyboard.press('Enter');
    here.seat.script.refuse.set('/api/auth/two-factor/verify-totp', 'wrong-code');
    await page.getByLabel('Mã 6 số trong ứng dụng xác thực').fill('000000');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('Mã không đúng').waitFor();
    await page.getByRole('button', { name: 'Không có điện thoại? Dùng mã dự phòng' }).click();
    expect(await page.getByRole('alert').count()).toBe(0);
    await page.getByLabel('Một mã dự phòng trên giấy').fill('mau01-mau01');
    here.seat.script.me = me();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Việc cần làm' }).waitFor();
    expect(bodyOf('/api/auth/two-factor/verify-backup-code')).toEqual({ code: 'mau01-mau01' });
  });

  it('waits for a password where there is none', async () => {
    const page = await here.sit('/tai-khoan', { script: { ways: { password: false, secondFactor: false } } });
    await page.getByText('Đặt mật khẩu ở trên trước').waitFor();
    expect(await page.getByRole('button', { name: 'Bật xác thực hai bước' }).count()).toBe(0);
  });
});

describe('passkeys', () => {
  it('are listed by name and removed', async () => {
    const page = await here.sit('/tai-khoan');
    await page.getByRole('button', { name: 'Bỏ khóa Điện thoại của tôi' }).click();
    await expect.poll(() => bodyOf('/api/auth/passkey/delete-passkey')).toEqual({ id: id(700) });
  });

  it('are made by the device and kept under a name, then open the house', async () => {
    const page = await here.sit('/tai-khoan');
    const cdp = await here.seat.context.newCDPSession(page);
    await cdp.send('WebAuthn.enable');
    await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    // A passkey belongs to a name; an address of numbers has none.
    const { port } = new URL(here.stage.address);
    await page.goto(`http://localhost:${port}/quan-ly/tai-khoan`);
    await page.getByLabel('Tên gọi của khóa').fill('Máy của tôi');
    await page.getByRole('button', { name: 'Thêm khóa truy cập' }).click();
    await page.getByText('Đã thêm khóa truy cập.').waitFor();
    expect(bodyOf('/api/auth/passkey/verify-registration')).toMatchObject({
      name: 'Máy của tôi',
      response: { type: 'public-key' },
    });
    here.seat.script.me = null;
    await page.goto(`http://localhost:${port}/quan-ly/dang-nhap`);
    const enter = page.getByRole('button', { name: 'Vào bằng khóa truy cập' });
    here.seat.script.refuse.set('/api/auth/passkey/verify-authentication', 'passkey-refused');
    await enter.click();
    await page.getByRole('alert').getByText('Khóa truy cập này không dùng được ở đây').waitFor();
    here.seat.script.refuse.clear();
    here.seat.script.me = me();
    await enter.click();
    await page.getByRole('heading', { name: 'Việc cần làm' }).waitFor();
  });
});

describe('ủy quyền', () => {
  it('is two taps: whom, and the button; it stands until its day and is ended by one more', async () => {
    const leader = me('commune-leader');
    const page = await here.sit('/tai-khoan', { me: leader });
    await page.getByRole('button', { name: 'Ủy quyền: Lãnh đạo xã, Xã Khang Ninh' }).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByLabel('Hoàng Thị Mẫu').check();
    expect(await sheet.getByLabel('Đến hết ngày').inputValue()).toBe('2026-11-28');
    await sheet.getByLabel('Số giấy ủy quyền (nếu có)').fill('12/GUQ-UBND');
    expect(await beside(page)).toBeLessThanOrEqual(0);
    here.seat.script.delegations = [HANDED];
    await sheet.getByRole('button', { name: 'Ủy quyền', exact: true }).click();
    const part = page.getByRole('region', { name: 'Ủy quyền duyệt' });
    await part.getByText('Lãnh đạo xã, Xã Khang Ninh, đến hết ngày 28/11/2026').waitFor();
    expect(bodyOf('/api/me/delegations')).toEqual({
      grant: leader.grants[0]!.id,
      user: id(10),
      until: '2026-11-28',
      paper: '12/GUQ-UBND',
    });
    here.seat.script.delegations = [];
    await part.getByRole('button', { name: 'Thôi ủy quyền Hoàng Thị Mẫu' }).click();
    await part.getByText('đến hết ngày 28/11/2026').waitFor({ state: 'detached' });
  });

  it('is offered to nobody who does not approve, and said where one approves by it', async () => {
    const stead = { name: 'Nguyễn Văn Mẫu', paper: '12/GUQ-UBND' };
    const page = await here.sit('/tai-khoan', { script: { request: { ...request, stead } } });
    await page.getByRole('heading', { name: 'Khóa truy cập' }).waitFor();
    expect(await page.getByText('Ủy quyền duyệt').count()).toBe(0);
    await page.goto(`${here.stage.address}/quan-ly/de-nghi/${ids.request}`);
    await page.getByText('theo ủy quyền của Nguyễn Văn Mẫu (giấy số 12/GUQ-UBND).').waitFor();
  });
});

it('a leader finds the officers of the commune and makes a link, but gives no rights', async () => {
  const page = await here.sit('/', { me: me('commune-leader') });
  await page.getByRole('button', { name: 'Mở danh mục' }).click();
  await page.getByRole('link', { name: 'Người dùng' }).click();
  await page.getByRole('button', { name: 'Đường dẫn đăng nhập một lần Hoàng Thị Mẫu' }).click();
  await page.getByLabel('Đường dẫn cho Hoàng Thị Mẫu').waitFor();
  expect(await page.getByRole('button', { name: 'Thêm người dùng' }).count()).toBe(0);
});
