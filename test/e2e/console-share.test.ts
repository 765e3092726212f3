import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { shortPath } from '../../protocol/src/short-link.ts';
import { ids, me, TITLE } from './console-province.ts';
import { openSeats } from './console-tests.ts';

const here = openSeats();

const sit = (path: string): Promise<Page> => here.sit(path, { me: me('commune-leader') });

/** Runs in the page: a phone whose share sheet remembers what it was given. */
function shareLikeAPhone(): void {
  navigator.canShare = () => true;
  navigator.share = async (data) => {
    const files = (data?.files ?? []).map(({ name, type, size }) => ({ name, type, size }));
    document.documentElement.dataset['shared'] = JSON.stringify({ text: data?.text, files });
  };
}

describe('sharing', () => {
  it('hands words, short address, picture and MP3 to the share sheet of a phone', async () => {
    const page = await sit(`/ban-tin/${ids.bulletin}`);
    await page.evaluate(shareLikeAPhone);
    await page.getByRole('button', { name: 'Chia sẻ Zalo' }).click();
    await page.getByRole('button', { name: 'Chia sẻ bằng điện thoại' }).click();
    await page.locator('html[data-shared]').waitFor();
    const shared = JSON.parse((await page.locator('html').getAttribute('data-shared'))!) as {
      text: string;
      files: { name: string; type: string; size: number }[];
    };
    expect(shared.text).toContain(TITLE);
    expect(shared.text).toContain(`${here.stage.address}${shortPath(ids.bulletin)}`);
    expect(shared.files.map(({ name, type }) => `${name} ${type}`)).toEqual([
      'ban-tin.png image/png',
      'ban-tin.mp3 audio/mpeg',
    ]);
    for (const { size } of shared.files) expect(size).toBeGreaterThan(1_000);
  });

  it('offers everything to be copied where there is no share sheet', async () => {
    const page = await sit(`/ban-tin/${ids.bulletin}`);
    await page.evaluate(() => Object.assign(navigator, { share: undefined }));
    await page.getByRole('button', { name: 'Chia sẻ Zalo' }).click();
    await page.getByText('Máy này không có bảng chia sẻ').waitFor();
    expect(await page.getByLabel('Đường dẫn ngắn').inputValue()).toBe(
      `${here.stage.address}${shortPath(ids.bulletin)}`,
    );
    await page.getByRole('link', { name: 'Tải ảnh bản tin' }).waitFor();
  });
});

describe('Bà con sắp nghe gì', () => {
  it('lists what still plays today and lets it be heard', async () => {
    const page = await sit('/');
    const card = page.getByRole('region', { name: 'Bà con sắp nghe gì' });
    await card.getByText('17 giờ 30').first().waitFor();
    await card.getByRole('button', { name: `Nghe ${TITLE}` }).click();
    await card.getByRole('button', { name: 'Dừng nghe' }).first().waitFor();
    expect(await card.getByText('Thời sự VOV1').count()).toBe(0);
  });
});
