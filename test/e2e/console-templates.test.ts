import { describe, expect, it } from 'vitest';
import { COMMUNE, DIGEST, ids, me, request } from './console-province.ts';
import { expectCalmPage, openSeats } from './console-tests.ts';
import { filled, offer, STANDING, TEMPLATE } from './console-templates.ts';

const here = openSeats();

const sent = (method: string, end: string) =>
  here.seat.calls.find((call) => call.method === method && call.path.endsWith(end))?.body;

const TERMS = 'Được duyệt sẵn đến 31/12/2026, trong giờ 05:00–20:00, dài tối đa 60 giây';

describe('an officer', () => {
  it('asks by the keyboard that a template be approved beforehand', async () => {
    const page = await here.sit('/mau');
    await page.getByRole('link', { name: /Chợ phiên/ }).waitFor();
    await expectCalmPage(page, 'templates');
    await page.getByRole('link', { name: /Chợ phiên/ }).focus();
    await page.keyboard.press('Enter');
    await page.getByText(`${TERMS}, 3 lượt mỗi ngày`).waitFor();
    await expectCalmPage(page, 'template');
    await page.getByRole('button', { name: 'Xin duyệt sẵn' }).focus();
    await page.keyboard.press('Enter');
    const sheet = page.getByRole('dialog', { name: 'Xin duyệt sẵn' });
    await sheet.getByLabel('Đến hết ngày').waitFor();
    await expectCalmPage(page, 'ask');
    await sheet.getByRole('button', { name: 'Gửi xin duyệt sẵn' }).focus();
    await page.keyboard.press('Enter');
    await sheet.waitFor({ state: 'detached' });
    expect(sent('POST', '/standing-approvals')).toEqual({
      unit: COMMUNE.id,
      template: TEMPLATE,
      places: [COMMUNE.id],
      hours: { from: '05:00', to: '20:00' },
      longestSeconds: 60,
      perDay: 3,
      until: '2026-12-31',
    });
  });

  it('makes a template with a typed blank, which is put where the words want it', async () => {
    const page = await here.sit(`/mau/moi?unit=${COMMUNE.id}`);
    await page.getByLabel('Tên mẫu').fill('Phát gạo');
    await page.getByLabel('Tên bản tin').fill('Phát gạo');
    await page.getByLabel('Lời của mẫu').fill('Xã phát gạo lúc .');
    await page.getByLabel('Hỏi người soạn điều gì?').fill('Mấy giờ?');
    await page.getByLabel('Loại').selectOption('hour');
    await page.getByRole('button', { name: 'Thêm chỗ trống' }).click();
    await page.getByRole('button', { name: 'Lưu mẫu' }).click();
    await page.getByText('{may-gio} không có trong lời').waitFor();
    await page.getByLabel('Lời của mẫu').evaluate((words: HTMLTextAreaElement) => words.setSelectionRange(16, 16));
    await page.getByRole('button', { name: 'Đặt vào lời: may-gio' }).click();
    await expectCalmPage(page, 'template-form');
    await page.getByRole('button', { name: 'Lưu mẫu' }).click();
    await expect
      .poll(() => sent('POST', '/templates'))
      .toMatchObject({
        unit: COMMUNE.id,
        content: { text: 'Xã phát gạo lúc {may-gio}.', blanks: [{ name: 'may-gio', kind: 'hour' }] },
      });
  });

  it('sees at the desk what is approved beforehand, and what happens beyond it', async () => {
    const page = await here.sit('/soan');
    await page.getByRole('button', { name: 'Dùng mẫu' }).click();
    await page.getByRole('button', { name: /Chợ phiên/ }).click();
    const sheet = page.getByRole('dialog', { name: 'Chợ phiên' });
    await sheet.getByText(TERMS).waitFor();
    await sheet.getByText('phải trình duyệt như thường').waitFor();
    await expectCalmPage(page, 'fill');
  });

  it('hears what was filled and lets it go out without asking', async () => {
    const script = { request: { ...request, mayApprove: false, standing: offer } };
    const page = await here.sit(`/de-nghi/${ids.request}`, { script });
    const release = page.getByRole('button', { name: 'Phát theo mẫu duyệt sẵn' });
    await page.getByText(TERMS).waitFor();
    expect(await release.isDisabled()).toBe(true);
    await expectCalmPage(page, 'release');
    await page.getByRole('button', { name: /^Nghe/ }).first().click();
    await expect.poll(async () => release.isEnabled(), { timeout: 30_000 }).toBe(true);
    await release.click();
    await expect.poll(() => sent('POST', '/approve-by-template')).toMatchObject({ standing: STANDING, digest: DIGEST });
  });

  it('is told why another needs an ordinary approval', async () => {
    const whyNot = 'cả khung phát phải nằm trong 05:00–20:00';
    const script = { request: { ...request, mayApprove: false, standing: { ...offer, whyNot } } };
    const page = await here.sit(`/de-nghi/${ids.request}`, { script });
    await page.getByText(`Tin này phải trình duyệt như thường: ${whyNot}.`).waitFor();
    expect(await page.getByRole('button', { name: 'Phát theo mẫu duyệt sẵn' }).count()).toBe(0);
  });
});

describe('the leader', () => {
  it('reads what a yes means; without an enrolled phone only a no is possible', async () => {
    const page = await here.sit(`/duyet-san/${STANDING}`, { me: me('commune-leader') });
    await page.getByText(`${TERMS}, 3 lượt mỗi ngày`).waitFor();
    await page.getByText('Máy này chưa đăng ký duyệt.').waitFor();
    expect(await page.getByRole('button', { name: 'Duyệt sẵn' }).isDisabled()).toBe(true);
    await expectCalmPage(page, 'decide');
    await page.getByRole('button', { name: 'Không duyệt' }).click();
    await page.getByLabel('Vì sao không duyệt').fill('Ghi rõ chợ nào');
    await page.getByRole('dialog').getByRole('button', { name: 'Không duyệt' }).click();
    await expect.poll(() => sent('POST', '/decline')).toEqual({ reason: 'Ghi rõ chợ nào' });
  });

  it('hears in the evening what went out, stops it, and withdraws the approval', async () => {
    const page = await here.sit('/', { me: me('commune-leader'), script: { filled: [filled] } });
    const card = page.getByRole('region', { name: 'Phát theo mẫu bạn đã duyệt sẵn' });
    await card.getByText('Chợ phiên ngày 27/11/2026').first().waitFor();
    await expectCalmPage(page, 'evening');
    await card.getByRole('button', { name: 'Dừng phát' }).click();
    await card.getByRole('button', { name: 'Đã dừng.' }).waitFor();
    await card.getByRole('button', { name: 'Thu lại phép' }).click();
    const sheet = page.getByRole('dialog', { name: 'Thu lại phép' });
    await sheet.getByLabel('Dừng cả tin đã đặt lịch chưa phát').check();
    await expectCalmPage(page, 'withdraw');
    await sheet.getByRole('button', { name: 'Thu lại phép' }).click();
    await expect.poll(() => sent('POST', '/withdraw')).toEqual({ stop: true });
  });
});
