import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { spokenFormOf } from '../../server/src/rooms/speech/service.ts';
import { expectCalmPage, openSeats } from './console-tests.ts';

const OFFICIAL = `CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

THÔNG BÁO
Về việc nạo vét mương
Căn cứ Luật Thủy lợi số 08/2017/QH14;
Đề nghị 12.345 hộ:
- Dọn mương;
- Đắp bờ.

Nơi nhận:
- Các thôn.`;
const SPOKEN = `Thông báo về việc nạo vét mương.
Đề nghị 12.345 hộ:
Thứ nhất, dọn mương.
Thứ hai, đắp bờ.`;

const here = openSeats();

/** The desk on a phone, with the server's own rules behind the door. */
async function openDesk(text: string): Promise<Page> {
  await here.sit('/soan');
  await here.seat.page.route('**/api/speech/spoken-form', async (route) => {
    const { text: sent } = route.request().postDataJSON() as { text: string };
    await route.fulfill({ json: spokenFormOf(sent) });
  });
  await here.seat.page.getByLabel('Nội dung').fill(text);
  return here.seat.page;
}

const written = (page: Page): Promise<string> => page.getByLabel('Nội dung').inputValue();

describe('rút thành lời đọc', () => {
  it('shows each change, makes those that are chosen, and keeps the original in the draft', async () => {
    const page = await openDesk(OFFICIAL);
    await page.getByRole('button', { name: 'Rút thành lời đọc' }).press('Enter');
    const choice = page.getByRole('region', { name: 'Rút thành lời đọc' });
    const before = choice.getByRole('region', { name: 'Trước và sau' });
    await before.locator('del', { hasText: 'Căn cứ Luật Thủy lợi' }).waitFor();
    await choice.getByText('Tin phát loa nên dài 60 đến 90 giây.').waitFor();
    const rounding = choice.getByRole('checkbox', { name: /Làm tròn số/ });
    expect(await rounding.isChecked()).toBe(false);
    const basis = choice.getByRole('checkbox', { name: /^Căn cứ/ });
    await basis.press('Space');
    await expect.poll(() => before.locator('del', { hasText: 'Căn cứ' }).count()).toBe(0);
    await basis.press('Space');

    await choice.getByRole('button', { name: 'Dùng lời này' }).press('Enter');
    expect(await written(page)).toBe(SPOKEN);
    await page.reload();
    await page.getByRole('button', { name: 'Lấy lại văn bản gốc' }).click();
    expect(await written(page)).toBe(OFFICIAL);
    await page.getByRole('button', { name: 'Dùng lại lời đọc' }).click();
    expect(await written(page)).toBe(SPOKEN);
  });

  it('rounds only when the editor agrees', async () => {
    const page = await openDesk(OFFICIAL);
    await page.getByRole('button', { name: 'Rút thành lời đọc' }).click();
    await page.getByRole('checkbox', { name: /Làm tròn số/ }).check();
    await page.getByRole('button', { name: 'Dùng lời này' }).click();
    expect(await written(page)).toContain('Đề nghị hơn 12 nghìn hộ:');
  });

  it('is offered neither for plain words nor while nothing is written', async () => {
    const page = await openDesk('Mời bà con đi họp lúc 19 giờ 30.');
    await page.getByRole('button', { name: 'Trình duyệt' }).waitFor();
    expect(await page.getByRole('button', { name: 'Rút thành lời đọc' }).count()).toBe(0);
  });

  it('fits a phone, in the light and in the dark, and axe finds nothing', async () => {
    const page = await openDesk(OFFICIAL);
    await page.getByRole('button', { name: 'Rút thành lời đọc' }).click();
    await page.getByRole('checkbox', { name: /Làm tròn số/ }).waitFor();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor();
      await expectCalmPage(page);
    }
  });
});
