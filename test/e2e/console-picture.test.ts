import type { PartFinding } from '@nguon/protocol/http/privacy.ts';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { id, ids, me, PICTURE, PIXEL, request } from './console-province.ts';
import { openSeats } from './console-tests.ts';

const here = openSeats();

const WORDS = 'Bản đồ đoạn đường bị cắt và đường tránh';

async function openMore(): Promise<Page> {
  await here.sit('/soan');
  await here.seat.page.getByLabel('Nội dung').fill('Cấm đường qua cầu Nà Phặc từ thứ Năm.');
  await here.seat.page.getByText('Thêm', { exact: false }).filter({ hasText: 'ảnh, lĩnh vực' }).click();
  return here.seat.page;
}

/** Runs in the page: a photo of 3000 × 2000 points in which nothing repeats, so that it is as heavy as a real one. */
async function drawPhoto(): Promise<string> {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [3000, 2000];
  const context = canvas.getContext('2d')!;
  for (let stripe = 0; stripe < 6000; stripe += 1) {
    context.fillStyle = `hsl(${(stripe * 137) % 360} 80% ${30 + (stripe % 40)}%)`;
    context.fillRect((stripe * 71) % 3000, (stripe * 113) % 2000, 90, 60);
  }
  return canvas.toDataURL('image/jpeg', 1).split(',')[1]!;
}

/** What the gate says of a photographed list. */
const LISTED: PartFinding = {
  part: 'letters',
  kind: 'list',
  from: 0,
  to: 31,
  words: '1. Nông Văn Sáng\n2. Lý Thị Hoa',
  why: 'Danh sách tên người dân.',
  severity: 'personal',
};

const lastBulletin = (): unknown =>
  here.seat.calls.findLast(({ method, path }) => method !== 'GET' && path.startsWith('/api/bulletins'))?.body;

describe('a picture of a bulletin', () => {
  it('is chosen under Thêm, seen, told in words, sent along, and taken off again', async () => {
    const page = await openMore();
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: 'Chọn ảnh' }).click(),
    ]);
    await chooser.setFiles({ name: 'ban-do.png', mimeType: 'image/png', buffer: PIXEL });
    const words = page.getByLabel('Ảnh cho thấy gì?');
    await words.waitFor();
    await page.getByText('Còn thiếu: lời tả ảnh').waitFor();
    await words.fill(WORDS);
    const shown = page.getByRole('img', { name: WORDS });
    await expect
      .poll(() => shown.evaluate((image: HTMLImageElement) => image.naturalWidth), { timeout: 10_000 })
      .toBe(1);
    await page.getByText('Còn thiếu: địa bàn').waitFor();
    await page.getByRole('button', { name: 'Lưu nháp' }).click();
    await expect.poll(lastBulletin).toMatchObject({ picture: { sha256: PICTURE, alternative: WORDS } });
    await page.reload();
    await page.getByText('Thêm', { exact: false }).filter({ hasText: 'ảnh, lĩnh vực' }).click();
    await shown.waitFor();
    await page.getByRole('button', { name: 'Bỏ ảnh' }).click();
    expect(await shown.count()).toBe(0);
    await page.getByRole('button', { name: 'Lưu nháp' }).click();
    await expect.poll(lastBulletin).toMatchObject({ picture: null });
  });

  it('is read for the names in it before it can be submitted, and taken off where it lists them', async () => {
    const page = await openMore();
    here.seat.script.privacy.check = { findings: [], reading: true, neutral: null };
    await page
      .locator('input[type=file]:not([capture])')
      .last()
      .setInputFiles({ name: 'ds.png', mimeType: 'image/png', buffer: PIXEL });
    await page.getByText('Máy đang đọc chữ trong ảnh').waitFor();
    const asked = (): unknown => here.seat.calls.findLast(({ path }) => path === '/api/privacy/check')?.body;
    await expect.poll(asked, { timeout: 10_000 }).toMatchObject({ shown: PICTURE });
    here.seat.script.privacy.check = { findings: [LISTED], reading: false, neutral: null };
    const panel = page.getByRole('region', { name: 'Có thông tin riêng của người dân' });
    await panel.getByText('Chữ trong ảnh: Danh sách tên').waitFor();
    expect(await panel.getByRole('button', { name: 'Dùng lời trung tính' }).count()).toBe(0);
    await panel.getByRole('button', { name: 'Bỏ ảnh này' }).press('Enter');
    expect(await page.getByLabel('Ảnh cho thấy gì?').count()).toBe(0);
  });

  it('from the camera is made small before it is sent', async () => {
    const page = await openMore();
    const photo = Buffer.from(await page.evaluate(drawPhoto), 'base64');
    expect(photo.length).toBeGreaterThan(1_000_000);
    const sent = page.waitForRequest('**/api/pictures');
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: 'Chụp ảnh' }).click(),
    ]);
    expect(await chooser.element().getAttribute('capture')).toBe('environment');
    await chooser.setFiles({ name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer: photo });
    const body = (await sent).postDataBuffer();
    expect(body?.length).toBeLessThan(photo.length / 2);
    expect(body?.toString('latin1')).toContain('image/jpeg');
    await page.getByLabel('Ảnh cho thấy gì?').waitFor();
  });

  it('that the server cannot use is refused with a sentence; what was written stays', async () => {
    const page = await openMore();
    here.seat.script.refuse.set('/api/pictures', 'too-large');
    await page
      .locator('input[type=file][capture]')
      .last()
      .setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: PIXEL });
    await page.getByRole('alert').getByText('quá lớn').waitFor();
    expect(await page.getByLabel('Nội dung').inputValue()).toContain('Nà Phặc');
  });

  it('is seen by whoever approves', async () => {
    const screen = { ...request.request.screen, picture: { sha256: PICTURE, alternative: WORDS } };
    await here.sit(`/de-nghi/${ids.request}`, {
      me: me('commune-leader'),
      script: { request: { ...request, id: id(300), request: { ...request.request, screen } } },
    });
    const shown = here.seat.page.getByRole('img', { name: WORDS });
    await expect
      .poll(() => shown.evaluate((image: HTMLImageElement) => image.naturalWidth), { timeout: 10_000 })
      .toBe(1);
    expect(await here.seat.page.getByText(WORDS).count()).toBe(1);
  });
});
