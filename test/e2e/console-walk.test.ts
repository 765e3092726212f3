import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { at, id, ids, me, request, REVISION, SOUND_MS, TITLE } from './console-province.ts';
import { SPOKEN_TEXT } from './console-spoken.ts';
import { submitted } from './console-stage.ts';
import { openSeats } from './console-tests.ts';

const here = openSeats();

const asked = (method: string, path: string): number =>
  here.seat.calls.filter((call) => call.method === method && call.path === path).length;

/** Goes on with Tab until something has the focus; a walk without it ends. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let step = 0; step < 80; step += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never reaches ${String(target)}`);
}

/** Waits until something is so. */
async function until(holds: () => boolean): Promise<void> {
  const end = performance.now() + 20_000;
  while (!holds()) {
    if (performance.now() > end) throw new Error('it never came to be');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('getting in', () => {
  it('by a one-time link only when the button is pressed: previews open links too', async () => {
    const page = await here.sit(`/dang-nhap#${'k'.repeat(32)}`, { me: null });
    const enter = page.getByRole('button', { name: 'Vào bằng đường dẫn này' });
    await enter.waitFor();
    expect(asked('POST', '/api/session/link')).toBe(0);
    here.seat.script.me = me();
    await enter.click();
    await page.getByRole('heading', { name: 'Việc cần làm' }).waitFor();
    expect(here.seat.calls.find(({ path }) => path === '/api/session/link')?.body).toEqual({ token: 'k'.repeat(32) });
    expect(page.url()).not.toContain('kkkk');
  });

  it('by password, back to where the session ended; a wrong one is told in a sentence', async () => {
    const page = await here.sit(`/de-nghi/${ids.request}`, { me: null });
    await page.getByLabel('Thư điện tử').fill('lanh-dao@mau.example');
    await page.getByLabel('Mật khẩu').fill('một câu ngắn');
    here.seat.script.refuse.set('/api/auth/sign-in/email', 'sign-in-failed');
    await page.getByRole('button', { name: 'Vào làm việc' }).click();
    await page.getByRole('alert').getByText('Thư điện tử hoặc mật khẩu không đúng').waitFor();
    here.seat.script.refuse.clear();
    here.seat.script.me = me('commune-leader');
    await page.getByRole('button', { name: 'Vào làm việc' }).click();
    await page.getByRole('heading', { name: TITLE }).waitFor();
    expect(asked('POST', '/api/auth/sign-in/email')).toBe(2);
  });
});

describe('writing on a phone', () => {
  it('goes from empty to submitted by the keyboard alone, with the three things that are required', async () => {
    const page = await here.sit('/soan');
    await tabTo(page, page.getByLabel('Nội dung'));
    await page.keyboard.insertText(SPOKEN_TEXT);
    await page.getByText('bảy giờ ba mươi').waitFor();
    expect(await page.getByLabel('Tiêu đề').inputValue()).toBe('Điện lực tạm ngừng cấp điện từ 7h30 ngày 27/11');
    await tabTo(page, page.getByRole('checkbox', { name: 'Thôn Mẫu 2' }));
    await page.keyboard.press('Space');
    // The next slot with room is proposed; another one may be chosen instead.
    await page.getByRole('checkbox', { name: /17 giờ 30 Buổi chiều/, checked: true }).waitFor();
    await page.getByText('Đủ rồi, trình được.').waitFor();
    await tabTo(page, page.getByRole('button', { name: 'Trình duyệt' }));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: TITLE }).waitFor({ timeout: 30_000 });
    expect(submitted(here.seat.calls)).toMatchObject({
      bulletin: ids.draft,
      revision: REVISION,
      targets: [id(22)],
      times: { kind: 'slots', starts: [at('2026-11-25', 1050)] },
      readings: 2,
    });
    expect(asked('POST', `/api/bulletins/${ids.draft}/speech`)).toBe(1);
  });

  it('loses nothing without a network and says so; the words are there after a reload', async () => {
    const page = await here.sit('/soan', { script: { dead: new Set(['/api/bulletins']) } });
    await page.getByLabel('Nội dung').fill('Mời bà con họp thôn lúc 19 giờ 30.');
    await page.getByRole('button', { name: 'Lưu nháp' }).click();
    await page.getByRole('alert').getByText('vẫn còn trên máy này').waitFor();
    await page.reload();
    await page.getByText('Đã mở lại bản bạn đang viết').waitFor();
    expect(await page.getByLabel('Nội dung').inputValue()).toBe('Mời bà con họp thôn lúc 19 giờ 30.');
    here.seat.script.dead.clear();
    await page.getByRole('button', { name: 'Lưu nháp' }).click();
    await page.getByText('Đã lưu lên hệ thống').waitFor();
    await page.getByRole('button', { name: 'Viết bản mới' }).click();
    await expect.poll(() => page.getByLabel('Nội dung').inputValue(), { timeout: 20_000 }).toBe('');
  });

  it('finds a village without tone marks, and an emergency is refused with a sentence', async () => {
    const page = await here.sit('/soan');
    await page.getByRole('searchbox', { name: 'Tìm thôn, xã (không cần dấu)' }).fill('mau 3');
    await page.getByRole('checkbox', { name: /Thôn Mẫu 3/ }).check();
    await page.getByRole('button', { name: 'Bỏ Thôn Mẫu 3' }).waitFor();
    await page.getByRole('radio', { name: 'Khẩn cấp' }).check();
    await page.getByText('Bản tin khẩn cấp chưa được mở ở phiên bản này').waitFor();
    expect(await page.getByRole('button', { name: 'Trình duyệt' }).isDisabled()).toBe(true);
  });
});

describe('approving', () => {
  it('comes after hearing: the button says what is missing, and the approval names the listening', async () => {
    const page = await here.sit(`/de-nghi/${ids.request}`, { me: me('commune-leader') });
    const approve = page.getByRole('button', { name: /^Duyệt/ });
    await approve.getByText('còn 4 giây chưa nghe').waitFor();
    expect(await approve.isDisabled()).toBe(true);
    await tabTo(page, page.getByRole('button', { name: /^Nghe:/ }));
    await page.keyboard.press('Enter');
    await page.locator('button:enabled', { hasText: /^Duyệt$/ }).click({ timeout: 30_000 });
    await page.getByText('Đã duyệt. Bản tin đã đặt lịch.').waitFor();
    const reports = here.seat.calls.filter(({ path }) => path === `/api/listenings/${id(350)}`);
    const last = reports.at(-1)?.body as { heard: { fromMs: number; toMs: number }[] };
    expect(last.heard).toHaveLength(1);
    expect(last.heard[0]!.toMs - last.heard[0]!.fromMs).toBeGreaterThanOrEqual(SOUND_MS * 0.95);
    const approval = here.seat.calls.find(({ path }) => path.endsWith('/approve'));
    expect(approval?.body).toEqual({ digest: request.digest, listening: id(350), signed: null });
  });

  it('is not for the author, who is told why', async () => {
    const whyNot = 'Người soạn không tự duyệt bản tin của mình. Gửi cho người có quyền duyệt khác.';
    const page = await here.sit(`/de-nghi/${ids.request}`, {
      script: { request: { ...request, mayApprove: false, whyNot } },
    });
    await page.getByText(whyNot).waitFor();
    expect(await page.getByRole('button', { name: /^Duyệt/ }).count()).toBe(0);
  });

  it('may end in a return, with a reason', async () => {
    const page = await here.sit(`/de-nghi/${ids.request}`, { me: me('commune-leader') });
    await page.getByRole('button', { name: 'Trả lại' }).click();
    const sheet = page.getByRole('dialog', { name: 'Trả lại cho người soạn' });
    expect(await sheet.getByRole('button', { name: 'Trả lại' }).isDisabled()).toBe(true);
    await sheet.getByLabel('Cần sửa chỗ nào?').fill('Ghi rõ số điện thoại');
    await sheet.getByRole('button', { name: 'Trả lại' }).click();
    await page.getByText('Đã trả lại: ghi rõ số điện thoại').waitFor();
    expect(here.seat.calls.find(({ path }) => path.endsWith('/return'))?.body).toEqual({
      reason: 'Ghi rõ số điện thoại',
      note: null,
    });
  });
});

describe('Dừng phát', () => {
  const path = `/api/orders/${ids.order}/stop`;
  const held = (page: Page): Locator =>
    page
      .getByRole('dialog')
      .getByRole('region', { name: TITLE })
      .getByRole('button', { name: /Dừng bản tin này/ })
      .first();

  it('is one tap and one hold of a second from any screen; less than a second stops nothing', async () => {
    const page = await here.sit('/nhat-ky', { me: me('administrator') });
    await page.getByRole('button', { name: /^Dừng phát/ }).click();
    await held(page).click();
    await page.getByText('Chưa đủ một giây').waitFor();
    expect(asked('POST', path)).toBe(0);
    await held(page).click({ delay: 1_200 });
    await page.getByText(`Đã dừng “${TITLE}”`).waitFor();
    expect(asked('POST', path)).toBe(1);
  });

  it('works by holding a key, and by two presses for whoever cannot hold', async () => {
    const page = await here.sit('/');
    await tabTo(page, page.getByRole('button', { name: /^Dừng phát/ }));
    await page.keyboard.press('Enter');
    await tabTo(page, held(page));
    await page.keyboard.down('Enter');
    await until(() => asked('POST', path) === 1);
    await page.keyboard.up('Enter');
    await held(page).click();
    await page.getByRole('button', { name: /Không giữ được/ }).click();
    await expect.poll(() => asked('POST', path)).toBe(2);
  });

  it('stops everything in the area that one answers for', async () => {
    const page = await here.sit('/');
    await page.getByRole('button', { name: /^Dừng phát/ }).click();
    await page.getByRole('button', { name: /Dừng tất cả trong Xã Khang Ninh/ }).click({ delay: 1_200 });
    await page.getByText('Đã dừng tất cả trong Xã Khang Ninh').waitFor();
    expect(asked('POST', `/api/units/${ids.commune}/stop`)).toBe(1);
  });
});

describe('seeing what happened', () => {
  it('says n of m villages and lists each with its state', async () => {
    const page = await here.sit(`/ban-tin/${ids.bulletin}`);
    await page.getByText('17 giờ 30 đã phát ở 7/12 thôn').waitFor();
    await page.getByText('Từng thôn (12)').click();
    expect(await page.getByRole('listitem').filter({ hasText: 'đã nghe' }).count()).toBe(7);
    await page.getByText('mất liên lạc từ 16 giờ 12').waitFor();
  });

  it('shows the week with who loses, and adds a slot for chosen days', async () => {
    const page = await here.sit(`/khung-gio/${ids.commune}`, { width: 1366 });
    await page.getByText(`không phát được vì trùng “${TITLE}”`).waitFor();
    await page.getByRole('button', { name: 'Thêm khung giờ' }).click();
    const sheet = page.getByRole('dialog', { name: 'Thêm khung giờ' });
    await sheet.getByLabel('Tên khung giờ').fill('Buổi trưa');
    await sheet.getByLabel('Từ: giờ').selectOption('11');
    await sheet.getByLabel('Đến: giờ').selectOption('11');
    await sheet.getByLabel('Chủ nhật').uncheck();
    await sheet.getByRole('button', { name: 'Thêm khung giờ' }).click();
    await until(() => asked('POST', `/api/timetables/${ids.commune}/slots`) === 1);
    expect(here.seat.calls.find(({ path }) => path.endsWith('/slots'))?.body).toEqual({
      kind: 'bulletins',
      title: 'Buổi trưa',
      from: '11:00',
      to: '11:30',
      weekdays: [1, 2, 3, 4, 5, 6],
      stream: null,
    });
  });
});
