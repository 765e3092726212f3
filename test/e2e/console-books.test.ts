import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../system/chromium.ts';
import { book } from './console-books.ts';
import { ids } from './console-province.ts';
import { openStage, takeSeat, type Seat, type Stage } from './console-stage.ts';

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

async function open(path: string, act: (seat: Seat) => Promise<void>): Promise<void> {
  const seat = await takeSeat(browser, stage, path);
  await act(seat);
  expect(seat.problems).toEqual([]);
  await seat.context.close();
}

describe('the books', () => {
  it('show on a phone what is printed, line by line, and lead to the papers', async () => {
    await open('/so-sach', async ({ page }) => {
      const rows = page.getByRole('table', { name: 'Sổ nhật ký phát thanh' }).getByRole('row');
      await rows.nth(1).waitFor();
      const text = await rows.nth(1).innerText();
      const { entry: _entry, key: _key, ...words } = book.rows[0]!;
      for (const word of Object.values(words)) expect(text).toContain(word);
      await rows.nth(2).getByText('Phát bù buổi 17 giờ, thứ Tư, 25/11/2026').waitFor();
      await page.getByText(book.sums).waitFor();
      await page.getByText('In giấy tờ').click();
      const href = await page.getByRole('link', { name: 'Báo cáo tháng, tệp Word' }).getAttribute('href');
      expect(href).toBe(`/api/papers/reports/${ids.commune}.docx?from=2026-11-01&to=2026-11-30`);
    });
  });

  it('keep the month in the address', async () => {
    await open('/so-sach', async ({ page }) => {
      await page.getByLabel('Tháng').selectOption('Tháng 10/2026');
      await page.waitForURL(/month=2026-10/);
      expect(await page.getByLabel('Tháng').inputValue()).toBe('2026-10');
    });
  });

  it('take a line by hand, and another that corrects it', async () => {
    await open('/so-sach', async ({ page, calls }) => {
      const written = () => calls.findLast(({ path, method }) => method === 'POST' && path.endsWith('/entries'))?.body;
      await page.getByRole('button', { name: 'Ghi tay một dòng' }).click();
      const form = page.getByRole('dialog');
      await form.getByLabel('Nội dung đã phát').fill('Tiếp âm thời sự sáng');
      await form.getByLabel('Vì sao ghi tay').fill('Đài FM không gửi xác nhận');
      await form.getByLabel('Ngày').fill('2026-11-24');
      await form.getByRole('button', { name: 'Ghi vào sổ' }).click();
      await form.waitFor({ state: 'detached' });
      expect(written()).toMatchObject({
        content: 'Tiếp âm thời sự sáng',
        source: 'relay',
        language: null,
        from: '2026-11-23T22:00:00.000Z',
        until: '2026-11-23T22:30:00.000Z',
        corrects: null,
      });
      await page.getByRole('button', { name: 'Đính chính dòng Tiếp âm thời sự' }).click();
      await form.getByLabel('Vì sao đính chính').fill('Hôm ấy mất điện');
      await form.getByLabel('Dòng này ghi nhầm, không có phát').check();
      await form.getByRole('button', { name: 'Ghi vào sổ' }).click();
      await form.waitFor({ state: 'detached' });
      expect(written()).toMatchObject({ corrects: book.rows[2]!.entry!.id, cancels: true, station: 'Đài FM xã' });
    });
  });
});

describe('papers where they belong', () => {
  it.each([
    [`/de-nghi/${ids.request}`, 'Phiếu trình và duyệt, tệp PDF', `/api/papers/requests/${ids.request}.pdf`],
    [
      `/ban-tin/${ids.bulletin}`,
      'Bản tin dán bảng, khổ A3, tệp PDF',
      `/api/papers/bulletins/${ids.bulletin}.pdf?size=a3`,
    ],
    [
      `/khung-gio/${ids.commune}?from=2026-11-23`,
      'Lịch phát thanh tuần, khổ A4, tệp Word',
      `/api/papers/timetables/${ids.commune}.docx?from=2026-11-23&span=week&size=a4`,
    ],
  ])('%s prints %s', async (path, name, address) => {
    await open(path, async ({ page }) => {
      await page.getByText('In giấy tờ').click();
      expect(await page.getByRole('link', { name }).getAttribute('href')).toBe(address);
    });
  });
});
