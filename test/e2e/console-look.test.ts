import { gzipSync } from 'node:zlib';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../system/chromium.ts';
import { ids, me } from './console-province.ts';
import { openStage, takeSeat, type Seat, type Stage } from './console-stage.ts';

const leader = me('commune-leader');
const administrator = me('administrator');

/** Every screen, who sits before it, and what says that it is there. */
const screens: [name: string, path: string, who: ReturnType<typeof me> | null, there: string][] = [
  ['sign-in', '/dang-nhap', null, 'Đăng nhập'],
  ['inbox', '/', me(), 'Việc cần làm'],
  ['compose', '/soan', me(), 'Soạn bản tin'],
  ['approve', `/de-nghi/${ids.request}`, leader, 'Tạm ngừng cấp điện để sửa đường dây'],
  ['timetable', `/khung-gio/${ids.commune}`, me(), 'Khung giờ phát thanh'],
  ['bulletin', `/ban-tin/${ids.bulletin}`, me(), 'Tạm ngừng cấp điện để sửa đường dây'],
  ['bulletins', '/ban-tin', me(), 'Bản tin'],
  ['books', '/so-sach', me(), 'Sổ sách'],
  ['devices', '/thiet-bi', me('technician'), 'Thiết bị'],
  ['people', '/nguoi-dung', administrator, 'Người dùng'],
  ['units', '/dia-ban', administrator, 'Địa bàn'],
  ['audit', '/nhat-ky', administrator, 'Nhật ký hệ thống'],
  ['account', '/tai-khoan', me(), 'Tài khoản của tôi'],
];

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

/** What axe finds on a page, in words that say where. */
async function findings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

describe.each(screens)('%s', (_name, path, who, there) => {
  let seat: Seat;
  beforeAll(async () => {
    seat = await takeSeat(browser, stage, path, { me: who });
    await seat.page.getByRole('heading', { level: 1, name: there }).waitFor();
    await seat.page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
  }, 60_000);
  afterAll(() => seat.context.close());

  it.each([360, 390, 1366])('fits a screen of %i px, and axe finds nothing on it', async (width) => {
    await seat.page.setViewportSize({ width, height: 740 });
    const beside = await seat.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(beside).toBeLessThanOrEqual(0);
    expect(await findings(seat.page)).toEqual([]);
  });

  it('reads as well in the dark', async () => {
    await seat.page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    await seat.page.locator('html[data-mantine-color-scheme=dark]').waitFor();
    expect(await findings(seat.page)).toEqual([]);
    await seat.page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  });

  it('names the person and the demo, and has Dừng phát within reach, once somebody is signed in', async () => {
    await seat.page.setViewportSize({ width: 360, height: 740 });
    const bar = seat.page.getByRole('banner');
    expect(await bar.count()).toBe(who === null ? 0 : 1);
    if (who === null) return;
    await bar.getByText(who.name).waitFor();
    const size = await bar.getByRole('button', { name: /^Dừng phát/ }).boundingBox();
    expect(size?.height).toBeGreaterThanOrEqual(48);
    const demo = await seat.page.getByRole('complementary').innerText();
    expect(demo).toContain('Tỉnh mẫu - dữ liệu minh họa; địa bàn theo ngày 29/11/2021; đồng hồ nhanh 3 giờ 12 phút');
  });

  it('made no error of its own', () => {
    expect(seat.problems).toEqual([]);
  });
});

describe('the first load', () => {
  it('brings at most 250 KB of script over the wire', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const scripts: Promise<Buffer>[] = [];
    page.on('response', (response) => {
      if (response.url().endsWith('.js')) scripts.push(response.body());
    });
    await page.goto(`${stage.address}/quan-ly/dang-nhap`);
    await page.getByRole('heading', { level: 1, name: 'Đăng nhập' }).waitFor();
    const bytes = (await Promise.all(scripts)).reduce((sum, body) => sum + gzipSync(body).length, 0);
    await context.close();
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes).toBeLessThanOrEqual(250 * 1024);
  });
});
