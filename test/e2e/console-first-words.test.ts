import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { expectCalmPage, openSeats } from './console-tests.ts';
import { me } from './console-province.ts';

const here = openSeats();

/** Opens the desk's page on a line that brings no script; what it returns lets them come. */
async function openSlowly(page: Page): Promise<() => void> {
  let release = (): void => undefined;
  const coming = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/assets/*.js', async (route) => {
    await coming;
    await route.continue();
  });
  await page.goto(`${here.stage.address}/quan-ly/soan`, { waitUntil: 'commit' });
  await page.locator('#viet-truoc textarea').waitFor();
  return release;
}

const desk = (page: Page): Promise<void> => page.getByRole('button', { name: 'Trình duyệt' }).waitFor();
const place = (page: Page) => page.getByLabel('Nội dung');

/** All of the place to write stands between the bars at the top and at the bottom. */
const isInSight = (page: Page): Promise<boolean> =>
  place(page).evaluate((area) => {
    const { top, bottom } = area.getBoundingClientRect();
    return top > 64 && bottom < innerHeight - 64;
  });

describe('words written before the desk is there', () => {
  it('go over to it, and whoever writes goes on in the middle of a word', async () => {
    const page = await here.sit('/tai-khoan');
    const release = await openSlowly(page);
    await expectCalmPage(page, 'first-form');
    await place(page).focus();
    await page.keyboard.type('Sáng mai xã tiêm phòng chó mèo.');
    await page.keyboard.press('Control+Home');
    for (let step = 0; step < 'Sáng mai '.length; step += 1) await page.keyboard.press('ArrowRight');
    await page.keyboard.type('tại nhà');
    release();
    await desk(page);
    expect(await page.locator('#viet-truoc').count()).toBe(0);
    await expect.poll(() => isInSight(page)).toBe(true);
    await page.keyboard.type(' văn hóa, ');
    expect(await place(page).inputValue()).toBe('Sáng mai tại nhà văn hóa, xã tiêm phòng chó mèo.');
    await page.reload();
    await page.getByText('Đã mở lại bản bạn đang viết').waitFor();
    expect(await place(page).inputValue()).toBe('Sáng mai tại nhà văn hóa, xã tiêm phòng chó mèo.');
  });

  it('stand below what was kept from before', async () => {
    const page = await here.sit('/soan');
    await desk(page);
    await place(page).fill('Mời bà con họp thôn.');
    const release = await openSlowly(page);
    await place(page).fill('Lúc 19 giờ tối nay.');
    release();
    await desk(page);
    expect(await place(page).inputValue()).toBe('Mời bà con họp thôn.\n\nLúc 19 giờ tối nay.');
  });

  it('wait while the person signs in', async () => {
    const page = await here.sit('/dang-nhap', { me: null });
    const release = await openSlowly(page);
    await place(page).fill('Chợ phiên nghỉ.');
    release();
    await page.getByRole('button', { name: 'Vào làm việc' }).waitFor();
    expect(await page.locator('#viet-truoc').count()).toBe(0);
    await expectCalmPage(page, 'first-form-sign-in');
    here.seat.script.me = me();
    await page.getByLabel('Thư điện tử').fill('can-bo@mau.example');
    await page.getByLabel('Mật khẩu').fill('mật khẩu dài của tôi');
    await page.keyboard.press('Enter');
    await desk(page);
    expect(await place(page).inputValue()).toBe('Chợ phiên nghỉ.');
  });
});
