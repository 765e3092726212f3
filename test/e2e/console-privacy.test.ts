import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { justified, NEUTRAL, REASON, TELLING, telling } from './console-privacy.ts';
import { ids, me, request, REVISION, SOUND } from './console-province.ts';
import type { SeatOptions } from './console-stage.ts';
import { expectCalmPage, openSeats } from './console-tests.ts';

const here = openSeats();

const sit = (path: string, options: SeatOptions = {}): Promise<Page> =>
  here.sit(path, { ...options, script: { privacy: telling, ...options.script } });

describe('writing of private people', () => {
  it('names what was found and replaces it by neutral words, by the keyboard', async () => {
    const page = await sit('/soan');
    await page.getByLabel('Nội dung').fill(TELLING);
    const panel = page.getByRole('region', { name: 'Có thông tin riêng của người dân' });
    await panel.getByText('Khoản nợ hoặc khoản chưa nộp').waitFor();
    await expectCalmPage(page);
    await panel.getByRole('button', { name: 'Dùng lời trung tính' }).focus();
    await page.keyboard.press('Enter');
    const sheet = page.getByRole('dialog', { name: 'Lời trung tính' });
    await sheet.getByText(NEUTRAL).waitFor();
    expect(await sheet.locator('mark').allTextContents()).toEqual(['ông Nông Văn Sáng']);
    await expectCalmPage(page);
    await sheet.getByRole('button', { name: 'Thay bằng lời này' }).focus();
    await page.keyboard.press('Enter');
    await sheet.waitFor({ state: 'detached' });
    expect(await page.getByLabel('Nội dung').inputValue()).toBe(NEUTRAL);
  });

  it('gives an address for a second person once the draft is saved', async () => {
    const page = await sit('/soan');
    await page.getByLabel('Nội dung').fill(TELLING);
    await page.getByRole('button', { name: 'Nhờ người thứ hai' }).click();
    await page.getByRole('dialog').getByText('Lưu nháp trước').waitFor();
    await expectCalmPage(page);
  });
});

describe('a second person', () => {
  it('says on the page of the bulletin why it goes out all the same', async () => {
    const page = await sit(`/ban-tin/${ids.bulletin}`, { me: me('commune-leader') });
    const panel = page.getByRole('region', { name: 'Có thông tin riêng của người dân' });
    await panel.getByLabel('Vì sao vẫn phát?').fill(REASON);
    await expectCalmPage(page);
    here.seat.script.privacy = { ...telling, bulletin: justified };
    await panel.getByRole('button', { name: 'Ghi lý do' }).click();
    await panel.getByText('Vẫn phát theo lý do của Triệu Văn Mẫu').waitFor();
    const said = here.seat.calls.find(({ method, path }) => method === 'POST' && path.endsWith('/privacy'));
    expect(said?.body).toEqual({ revision: REVISION, reason: REASON });
  });

  it('hears a version in another language and says what it means', async () => {
    const meaning = { sound: SOUND, language: 'tyz', confirmedBy: null, at: null, mayConfirm: true };
    const spoken = { ...request, mayApprove: false, meanings: [meaning] };
    const page = await sit(`/de-nghi/${ids.request}`, { me: me('viewer'), script: { request: spoken } });
    const panel = page.getByRole('region', { name: 'Bản tiếng dân tộc' });
    const confirm = panel.getByRole('button', { name: /Tôi hiểu tiếng Tày/ });
    expect(await confirm.isDisabled()).toBe(true);
    await expectCalmPage(page);
    if (process.env['PICTURES'])
      await page.screenshot({ path: `${process.env['PICTURES']}/meaning.png`, fullPage: true });
    await page.getByRole('button', { name: /^Nghe/ }).first().click();
    await expect.poll(async () => confirm.isEnabled(), { timeout: 30_000 }).toBe(true);
    await confirm.click();
    await expect
      .poll(() => here.seat.calls.find(({ path }) => path.endsWith('/meanings'))?.body)
      .toMatchObject({ sound: SOUND });
  });

  it('is read by whoever approves', async () => {
    const { findings, justifications } = justified;
    const script = { request: { ...request, privacy: { findings, justifications, reading: false } } };
    const page = await sit(`/de-nghi/${ids.request}`, { me: me('commune-leader'), script });
    const panel = page.getByRole('region', { name: 'Có thông tin riêng của người dân' });
    await panel.getByText(REASON).waitFor();
    await panel.getByRole('link', { name: 'Mở bản tin để ghi lý do' }).waitFor();
    await expectCalmPage(page);
  });
});
