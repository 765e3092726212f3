import { Edition, DueBulletins } from '@nguon/protocol/http/editions.ts';
import { expect, it } from 'vitest';
import { at, draft, id, ids, TITLE } from './console-province.ts';
import { expectCalmPage, openSeats } from './console-tests.ts';

const here = openSeats();

const json = (body: object) => ({ contentType: 'application/json', body: JSON.stringify(body) });
const due = DueBulletins.parse({ items: [{ bulletin: id(730), title: TITLE, durationMs: 60_000, class: 'normal' }] });
const kept = Edition.parse({
  bulletin: { ...draft, id: ids.draft, kind: 'edition', title: 'Chương trình thứ Tư' },
  parts: [
    {
      kind: 'bulletin',
      title: TITLE,
      bulletin: id(730),
      item: null,
      readings: 1,
      durationMs: 60_000,
      sounds: [{ language: 'vi', mp3Sha256: null, durationMs: 60_000, peaks: [], voice: null }],
      outdated: null,
    },
  ],
  totalMs: 60_000,
});

it('a new programme that is refused says why and keeps its hours; what is missing is named before', async () => {
  await here.sit('/', { script: { refuse: new Map([['/api/requests', 'correction-too-few' as const]]) } });
  const { page, calls, script } = here.seat;
  await page.route('**/api/due-bulletins*', (route) => route.fulfill(json(due)));
  await page.route(/\/api\/editions(\/|$)/, (route) => {
    const call = route.request();
    calls.push({ method: call.method(), path: new URL(call.url()).pathname, body: call.postDataJSON() as unknown });
    return route.fulfill(json(kept));
  });
  await page.goto(`${here.stage.address}/quan-ly/chuong-trinh/moi`);
  await page.getByText('Còn thiếu: mục, giờ phát').waitFor();
  await page.getByRole('button', { name: 'Thêm mục' }).click();
  await page.getByRole('dialog').getByRole('button', { name: TITLE }).click();
  await page.keyboard.press('Escape');
  const hour = page.getByRole('checkbox', { name: /17 giờ 30 Buổi chiều/ }).first();
  await hour.check();
  const submit = page.getByRole('button', { name: 'Trình duyệt' });
  await submit.click();
  await page.getByRole('alert').waitFor();
  expect(await hour.isChecked()).toBe(true);
  await page.getByLabel('Lý do phát ít hơn').fill('Chợ phiên chỉ còn một buổi.');
  await expectCalmPage(page);
  script.refuse.clear();
  // Two presses before the button has dimmed are one.
  await submit.evaluate((button) => 'click' in button && [button.click(), button.click()]);
  await page.waitForURL(/\/de-nghi\//);
  const made = (method: string, path: RegExp) => calls.filter((call) => call.method === method && path.test(call.path));
  expect(made('POST', /requests$/)).toHaveLength(2);
  // Made once, then revised.
  expect(made('POST', /editions$/)).toHaveLength(1);
  expect(made('PUT', /editions\//)).toHaveLength(1);
  expect(made('POST', /requests$/).at(-1)?.body).toMatchObject({
    times: { kind: 'slots', starts: [at('2026-11-25', 1050)] },
    fewerReason: 'Chợ phiên chỉ còn một buổi.',
  });
});

it('a first saving keeps the hours that are chosen', async () => {
  await here.sit('/');
  const { page } = here.seat;
  await page.route('**/api/due-bulletins*', (route) => route.fulfill(json(due)));
  await page.route(/\/api\/editions(\/|$)/, (route) => route.fulfill(json(kept)));
  await page.goto(`${here.stage.address}/quan-ly/chuong-trinh/moi`);
  await page.getByRole('button', { name: 'Thêm mục' }).click();
  await page.getByRole('dialog').getByRole('button', { name: TITLE }).click();
  await page.keyboard.press('Escape');
  const hour = page.getByRole('checkbox', { name: /17 giờ 30 Buổi chiều/ }).first();
  await hour.check();
  await page.getByRole('button', { name: 'Lưu nháp' }).click();
  await page.waitForURL(new RegExp(`/chuong-trinh/${ids.draft}`));
  await page.getByRole('heading', { name: 'Chương trình thứ Tư' }).waitFor();
  expect(await hour.isChecked()).toBe(true);
});
