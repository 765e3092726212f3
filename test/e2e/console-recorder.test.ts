import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { ids } from './console-province.ts';
import { singIntoMicrophone } from './microphone.ts';
import { openSeats } from './console-tests.ts';

const here = openSeats();

const TEXT = 'Tìm trâu lạc ở thôn Mẫu 2. Ai thấy xin báo trưởng thôn. Xin cảm ơn.';
/** A busy machine takes its time between two screens. */
const PATIENCE = { timeout: 20_000 };
const TAKES = `/api/bulletins/${ids.draft}/takes`;
const JOINED = `/api/bulletins/${ids.draft}/sounds/joined`;
const sha = (count: number): string => count.toString(16).padStart(64, '0');

async function openRecorder(text = TEXT): Promise<Page> {
  await here.sit('/soan');
  await here.seat.context.addInitScript(singIntoMicrophone);
  await here.seat.page.evaluate(singIntoMicrophone);
  if (text !== '') await here.seat.page.getByLabel('Nội dung').fill(text);
  await here.seat.page.getByRole('button', { name: 'Thu âm' }).click();
  return here.seat.page;
}

const current = (page: Page) => page.locator('li[aria-current]');
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const asked = (path: string): number =>
  here.seat.calls.filter((call) => call.method === 'POST' && call.path === path).length;

/** Reads the sentence that is shown: a second and a half of it. */
async function readOut(page: Page, words: string): Promise<void> {
  await expect.poll(() => current(page).textContent(), PATIENCE).toBe(words);
  await page.getByText('Đang thu 0:01').waitFor();
  await page.waitForTimeout(500);
}

async function readAll(page: Page): Promise<void> {
  await press(page, 'Bắt đầu thu');
  await readOut(page, 'Tìm trâu lạc ở thôn Mẫu 2.');
  await press(page, 'Câu tiếp');
  await readOut(page, 'Ai thấy xin báo trưởng thôn.');
  await press(page, 'Câu tiếp');
  await readOut(page, 'Xin cảm ơn.');
  await press(page, 'Đọc xong');
  await page.getByText('Đã thu 3/3 câu').waitFor();
}

describe('reading into the microphone', () => {
  it('goes sentence by sentence in large type, with pauses, and one sentence is read again alone', async () => {
    const page = await openRecorder();
    await readAll(page);
    await press(page, 'Đọc lại câu 2');
    const shown = current(page);
    await expect.poll(() => shown.textContent(), PATIENCE).toBe('Ai thấy xin báo trưởng thôn.');
    expect(await shown.evaluate((line) => Number.parseFloat(getComputedStyle(line).fontSize))).toBeGreaterThanOrEqual(
      20,
    );
    await page.getByText('Đang thu 0:01').waitFor();
    await press(page, 'Tạm nghỉ');
    const stood = await page.getByText('Đang tạm nghỉ ở').textContent();
    await page.waitForTimeout(1_200);
    expect(await page.getByText('Đang tạm nghỉ ở').textContent()).toBe(stood);
    await press(page, 'Đọc tiếp');
    await page.getByText('Đang thu 0:02').waitFor();
    await press(page, 'Dừng thu');
    await page.getByText('Đã thu 3/3 câu').waitFor();
    await press(page, 'Nghe tất cả');
    await page.locator('li[data-playing]').filter({ hasText: 'Tìm trâu' }).waitFor();
    await page.locator('li[data-playing]').filter({ hasText: 'Xin cảm ơn' }).waitFor();
    await page.getByRole('button', { name: 'Nghe tất cả' }).waitFor();
    await press(page, 'Dùng bản thu này');
    await page.getByText('Đã gửi bản thu').waitFor();
    expect(asked(TAKES)).toBe(3);
    expect(here.seat.calls.find(({ path }) => path === JOINED)?.body).toEqual({
      takes: [sha(1), sha(2), sha(3)],
      language: 'vi',
      noiseReduction: true,
    });
    await press(page, 'Đọc lại câu 3');
    await readOut(page, 'Xin cảm ơn.');
    await press(page, 'Đọc xong');
    await press(page, 'Dùng bản thu này');
    await expect.poll(() => asked(JOINED), PATIENCE).toBe(2);
    // Only the new take goes over the network.
    expect(here.seat.calls.findLast(({ path }) => path === JOINED)?.body).toMatchObject({
      takes: [sha(1), sha(2), sha(4)],
    });
  });

  it('says when the voice is too quiet or too loud', async () => {
    const page = await openRecorder();
    await page.evaluate(() => Object.assign(globalThis, { loudness: 0.001 }));
    await press(page, 'Bắt đầu thu');
    await page.getByText('Hơi nhỏ. Lại gần micro hơn.').waitFor();
    await page.evaluate(() => Object.assign(globalThis, { loudness: 1.5 }));
    await page.getByText('Quá to. Lùi ra xa micro').waitFor();
    await page.evaluate(() => Object.assign(globalThis, { loudness: 0.3 }));
    await page.getByText('Độ to vừa.').waitFor();
    expect(await page.getByRole('meter').getAttribute('aria-valuetext')).toBe('Độ to vừa.');
  });

  it('survives a page that dies in mid-sentence: whole takes are there, the cut one is marked', async () => {
    const page = await openRecorder();
    await press(page, 'Bắt đầu thu');
    await readOut(page, 'Tìm trâu lạc ở thôn Mẫu 2.');
    await press(page, 'Câu tiếp');
    await page.getByText('Đang thu 0:03').waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Thu âm' }).click();
    await page.getByText('Đã thu 2/3 câu').waitFor();
    await page.getByText('bị ngắt giữa chừng').waitFor();
    await press(page, 'Nghe câu 2');
    await page.locator('li[data-playing]').waitFor();
    await expect.poll(() => page.locator('li[data-playing]').count(), PATIENCE).toBe(0);
    await press(page, 'Thu tiếp từ câu 3');
    await readOut(page, 'Xin cảm ơn.');
    await press(page, 'Đọc xong');
    await press(page, 'Dùng bản thu này');
    await page.getByText('Đã gửi bản thu').waitFor();
    expect(asked(TAKES)).toBe(3);
  });

  it('loses nothing without a network: what is sent stays sent, the rest goes when it is back', async () => {
    const page = await openRecorder();
    await readAll(page);
    await page.getByRole('button', { name: 'Lưu nháp' }).click();
    await page.getByText('Đã lưu lên hệ thống').waitFor();
    here.seat.script.dead.add(JOINED);
    await press(page, 'Dùng bản thu này');
    await expect.poll(() => asked(JOINED), PATIENCE).toBeGreaterThanOrEqual(2);
    expect(asked(TAKES)).toBe(3);
    await page.reload();
    await page.getByRole('button', { name: 'Thu âm' }).click();
    await page.getByText('Đã thu 3/3 câu').waitFor();
    here.seat.script.dead.clear();
    await press(page, 'Dùng bản thu này');
    await page.getByText('Đã gửi bản thu').waitFor();
    expect(asked(TAKES)).toBe(3);
  });

  it('works without a text, and leaves the noise in when asked to', async () => {
    const page = await openRecorder('');
    await page.getByRole('switch', { name: 'Lọc tiếng ồn' }).uncheck();
    await press(page, 'Bắt đầu thu');
    await page.getByText('Đang thu 0:01').waitFor();
    await press(page, 'Dừng thu');
    await press(page, 'Thu thêm đoạn nữa');
    await page.getByText('Đang thu 0:01').waitFor();
    await press(page, 'Dừng thu');
    await page.getByText('Đã thu 2 đoạn').waitFor();
    await press(page, 'Dùng bản thu này');
    await page.getByText('Đã gửi bản thu').waitFor();
    expect(here.seat.calls.find(({ path }) => path === JOINED)?.body).toMatchObject({
      takes: [sha(1), sha(2)],
      noiseReduction: false,
    });
  });
});
