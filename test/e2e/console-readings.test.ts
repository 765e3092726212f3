import type { ReadingView } from '@nguon/protocol/http/speech.ts';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { wavOf } from '../../server/src/platform/speech/wav.ts';
import { COMMUNE, id, me } from './console-province.ts';
import type { SeatOptions } from './console-stage.ts';
import { expectCalmPage, openSeats } from './console-tests.ts';

const here = openSeats();

const taught = (number: number, written: string, spoken: string, unit = COMMUNE): ReadingView => ({
  id: id(number),
  unit: unit.id,
  unitName: unit.name,
  written,
  spoken,
  byName: 'Hoàng Thị Mẫu',
  at: '2026-11-25T02:00:00.000Z',
});
const PROVINCE = { id: id(801), name: 'Tỉnh Bắc Kạn' };

/** The screen over readings that are kept as a server keeps them. */
async function openReadings(who: SeatOptions): Promise<{ page: Page; sampled: unknown[] }> {
  let kept = [
    taught(900, 'Phja Đăm', 'Phi a Đăm'),
    taught(901, 'Pác Ngòi', 'Pác Ngoi'),
    taught(902, 'HTX', 'hợp tác xã', PROVINCE),
  ];
  await here.sit('/', who);
  const sampled: unknown[] = [];
  await here.seat.page.route('**/api/speech/sample', async (route) => {
    sampled.push(route.request().postDataJSON());
    await route.fulfill({ body: wavOf([new Int16Array(2_205)], 22_050), contentType: 'audio/wav' });
  });
  await here.seat.page.route(/\/api\/readings/, async (route) => {
    const asked = route.request();
    if (asked.method() === 'GET') return route.fulfill({ json: kept });
    if (asked.method() === 'DELETE') {
      kept = kept.filter((reading) => !asked.url().endsWith(reading.id));
      return route.fulfill({ status: 204, body: '' });
    }
    const { written, spoken } = asked.postDataJSON() as { written: string; spoken: string };
    const made = taught(910 + kept.length, written, spoken);
    kept = [made, ...kept.filter((reading) => reading.written !== written)];
    return route.fulfill({ status: 201, json: made });
  });
  await here.seat.page.setViewportSize({ width: 360, height: 740 });
  await here.seat.page.goto(`${here.stage.address}/quan-ly/cach-doc`);
  await here.seat.page.getByRole('status').filter({ hasText: '3 trong 3 cách đọc' }).waitFor();
  return { page: here.seat.page, sampled };
}

it('what was taught is found without tone marks, heard, changed, removed and brought back, on a small phone', async () => {
  const { page, sampled } = await openReadings({ me: me('commune-officer') });
  const rows = page.getByRole('main').getByRole('listitem');
  await rows.filter({ hasText: 'Hoàng Thị Mẫu dạy' }).first().waitFor();
  await expectCalmPage(page);

  await page.getByLabel('Tìm chữ hoặc cách đọc').fill('dam phja');
  await page.getByText('1 trong 3 cách đọc').waitFor();
  expect(await rows.allTextContents()).toEqual([expect.stringContaining('Phja Đăm')]);
  await page.getByRole('button', { name: 'Nghe thử Phja Đăm' }).press('Enter');
  await expect.poll(() => sampled).toEqual([{ text: 'Phi a Đăm', unit: COMMUNE.id, listed: false }]);

  await page.getByRole('button', { name: 'Sửa cách đọc Phja Đăm' }).press('Enter');
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel('Đọc là').fill('Phia Đăm');
  await sheet.getByRole('button', { name: 'Giữ cách đọc này' }).press('Enter');
  await sheet.waitFor({ state: 'detached' });
  await rows.filter({ hasText: 'Phia Đăm' }).waitFor();

  await page.getByRole('button', { name: 'Bỏ cách đọc Phja Đăm' }).press('Enter');
  await page.getByText('Đã bỏ cách đọc “Phja Đăm”').waitFor();
  await page.getByText('0 trong 2 cách đọc').waitFor();
  await page.getByRole('button', { name: 'Hoàn tác' }).press('Enter');
  await rows.filter({ hasText: 'Phia Đăm' }).waitFor();
});

it('a new one is taught here; what a unit above taught is only heard here', async () => {
  const { page } = await openReadings({ me: me('commune-officer') });
  const above = page.getByRole('listitem').filter({ hasText: 'Của Tỉnh Bắc Kạn' });
  expect(await above.getByRole('button').count()).toBe(1);
  await page.getByRole('button', { name: 'Dạy một cách đọc' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel('Chữ trong bản tin').fill('Nà Phặc');
  await sheet.getByLabel('Đọc là').fill('Nà Phạc');
  await sheet.getByRole('button', { name: 'Giữ cách đọc này' }).click();
  await page.getByText('4 trong 4 cách đọc').waitFor();
});

it('who only looks can find and hear, and change nothing', async () => {
  const { page } = await openReadings({ me: me('viewer') });
  expect(await page.getByRole('button', { name: 'Nghe thử HTX' }).count()).toBe(1);
  for (const name of ['Dạy một cách đọc', 'Sửa cách đọc Phja Đăm', 'Bỏ cách đọc Phja Đăm'])
    expect(await page.getByRole('button', { name }).count()).toBe(0);
});
