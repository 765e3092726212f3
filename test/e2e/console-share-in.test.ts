import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { ids, me, PIXEL } from './console-province.ts';
import { openSeats } from './console-tests.ts';

const here = openSeats();

interface Given {
  name: string;
  type: string;
  /** Base64. */
  content: string;
}
/** A busy machine takes its time between two screens. */
const PATIENCE = { timeout: 20_000 };
const given = (name: string, type: string, content: Buffer): Given => ({
  name,
  type,
  content: content.toString('base64'),
});

async function openConsole(): Promise<Page> {
  await here.sit('/', { worker: true });
  await here.seat.page.evaluate(async () => void (await navigator.serviceWorker.ready));
  return here.seat.page;
}

/** Posts what the share sheet of a phone posts: the form that the manifest describes. */
async function share(page: Page, files: Given[], text = ''): Promise<void> {
  await Promise.all([
    page.waitForURL('**/quan-ly/soan'),
    page.evaluate(
      ({ all, words }) => {
        const form = document.createElement('form');
        Object.assign(form, { method: 'post', enctype: 'multipart/form-data', action: '/quan-ly/chia-se' });
        const picker = Object.assign(document.createElement('input'), { type: 'file', name: 'files', multiple: true });
        const list = new DataTransfer();
        for (const { name, type, content } of all) {
          const bytes = Uint8Array.from(atob(content), (letter) => letter.codePointAt(0) ?? 0);
          list.items.add(new File([bytes], name, { type }));
        }
        picker.files = list.files;
        const said = Object.assign(document.createElement('input'), { name: 'text', value: words });
        form.append(picker, said);
        document.body.append(form);
        form.submit();
      },
      { all: files, words: text },
    ),
  ]);
}

describe('sharing into Nguồn', () => {
  it('is told to phones by the manifest: a name, icons that are there, a form', async () => {
    const page = await openConsole();
    const address = await page.locator('link[rel=manifest]').getAttribute('href');
    const manifest = JSON.parse(
      await readFile(join(import.meta.dirname, '../../console/dist/manifest.webmanifest'), 'utf8'),
    ) as {
      name: string;
      icons: { src: string }[];
      share_target: { action: string; method: string; params: { files: { name: string }[] } };
    };
    expect(address).toBe('/quan-ly/manifest.webmanifest');
    expect(manifest.name).toContain('Nguồn');
    expect(manifest.share_target).toMatchObject({
      action: '/quan-ly/chia-se',
      method: 'POST',
      params: { files: [{ name: 'files' }] },
    });
    for (const { src } of manifest.icons) {
      const type = await page.evaluate(async (at) => (await fetch(at)).headers.get('content-type'), src);
      expect(type).toMatch(/^image\//);
    }
  });

  it('brings a voice note to the sound of a new bulletin with one tap', async () => {
    const page = await openConsole();
    await share(page, [given('ghi âm của trưởng thôn.m4a', 'audio/mp4', Buffer.from('tiếng nói'))]);
    await page.getByText('ghi âm của trưởng thôn.m4a').waitFor();
    expect(here.seat.calls.some(({ path }) => path.endsWith('/sounds'))).toBe(false);
    await page.getByRole('button', { name: 'Dùng làm tiếng' }).click();
    await expect
      .poll(() => here.seat.calls.filter(({ path }) => path === `/api/bulletins/${ids.draft}/sounds`).length, PATIENCE)
      .toBe(1);
    await expect.poll(() => page.getByText('ghi âm của trưởng thôn.m4a').count(), PATIENCE).toBe(0);
    expect(
      here.seat.calls.find(({ method, path }) => method === 'POST' && path === '/api/bulletins')?.body,
    ).toMatchObject({
      title: 'ghi âm của trưởng thôn',
    });
    expect(await page.getByLabel('Tiêu đề').inputValue()).toBe('ghi âm của trưởng thôn');
    await page.reload();
    await page.getByLabel('Nội dung').waitFor();
    expect(await page.getByRole('heading', { name: 'Được chia sẻ vào Nguồn' }).count()).toBe(0);
  });

  it('brings a photo to the picture and words to the text; what is not wanted is put away', async () => {
    const page = await openConsole();
    await share(
      page,
      [given('anh.png', 'image/png', PIXEL), given('cong-van.pdf', 'application/pdf', Buffer.from('%PDF-1.4'))],
      'Họp lúc 19 giờ 30.',
    );
    await page.getByRole('button', { name: 'Dùng làm ảnh' }).click();
    await expect.poll(() => here.seat.calls.filter(({ path }) => path === '/api/pictures').length, PATIENCE).toBe(1);
    await page.getByRole('button', { name: 'Đưa vào nội dung' }).click();
    await expect.poll(() => page.getByLabel('Nội dung').inputValue(), PATIENCE).toBe('Họp lúc 19 giờ 30.');
    await page.reload();
    await page.getByRole('button', { name: 'Không dùng cong-van.pdf' }).click();
    await expect.poll(() => page.getByRole('heading', { name: 'Được chia sẻ vào Nguồn' }).count(), PATIENCE).toBe(0);
  });

  it('has the words of a document read, and opens the desk on them', async () => {
    const page = await openConsole();
    await share(page, [given('cong-van.pdf', 'application/pdf', Buffer.from('%PDF-1.4'))]);
    await page.getByRole('button', { name: 'Lấy lời văn bản' }).click();
    await page.waitForURL(`**/quan-ly/soan?tep=${ids.reading}`);
    await page.getByText('Đang đọc tệp').waitFor();
    expect(here.seat.calls.filter(({ method, path }) => method === 'POST' && path === '/api/imports').length).toBe(1);
    expect(await page.getByText('cong-van.pdf').count()).toBe(0);
  });

  it('survives signing in first', async () => {
    const page = await openConsole();
    here.seat.script.me = null;
    await share(page, [given('thu.mp3', 'audio/mpeg', Buffer.from('x'))]).catch(() => undefined);
    await page.getByLabel('Thư điện tử').waitFor();
    here.seat.script.me = me();
    await page.goto(`${here.stage.address}/quan-ly/soan`);
    await page.getByText('thu.mp3').waitFor();
    expect(await page.getByRole('button', { name: 'Dùng làm tiếng' }).isEnabled()).toBe(true);
  });

  it('never serves an old console: the worker answers nothing but the share', async () => {
    const page = await openConsole();
    await page.reload();
    expect(await page.evaluate(() => navigator.serviceWorker.controller?.scriptURL)).toContain('/quan-ly/sw.js');
    const served: { url: string; worker: boolean }[] = [];
    page.on('response', (response) => served.push({ url: response.url(), worker: response.fromServiceWorker() }));
    await page.reload();
    await page.getByRole('heading', { name: 'Việc cần làm' }).waitFor();
    expect(served.some(({ url }) => url.endsWith('/quan-ly/'))).toBe(true);
    expect(served.filter(({ worker }) => worker)).toEqual([]);
    expect(await page.evaluate(async () => caches.keys())).toEqual([]);
  });
});
