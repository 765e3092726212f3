import { MakeUpReply, type MissedBulletin } from '@nguon/protocol/http/broadcasts.ts';
import { expect, it } from 'vitest';
import { Edition } from '@nguon/protocol/http/editions.ts';
import { at, COMMUNE, draft, id, ids, request, TITLE, villages } from './console-province.ts';
import { expectCalmPage, openSeats } from './console-tests.ts';

const here = openSeats();

const NEXT = at('2026-11-25', 17 * 60 + 30);
const missed: MissedBulletin = {
  bulletin: ids.bulletin,
  title: TITLE,
  unitName: COMMUNE.name,
  class: 'normal',
  sentence: '8 thôn chưa nghe buổi 5 giờ 15, thứ Tư, 25/11/2026.',
  villages: villages.map((village) => ({
    village: village.id,
    name: village.name,
    communeName: COMMUNE.name,
    sentence: 'loa mất liên lạc từ 4 giờ 50',
    left: null,
  })),
  next: NEXT,
  whyNot: null,
  waiting: null,
};

it('what villages missed is named and asked for once more by one press, and only by a press', async () => {
  await here.sit('/', { script: { missed: [missed] } });
  const { page, script, calls } = here.seat;
  await page.route(`**/api/bulletins/${ids.bulletin}/make-up`, (route) => {
    calls.push({ method: 'POST', path: '/make-up', body: route.request().postDataJSON() });
    script.missed = [{ ...missed, waiting: ids.request }];
    const reply = MakeUpReply.parse({ request: ids.request, at: NEXT, villages: 8 });
    return route.fulfill({ status: 201, contentType: 'application/json', body: JSON.stringify(reply) });
  });
  await page.getByText('8 thôn chưa nghe buổi 5 giờ 15').waitFor();
  await page.getByText('Xem tên 8 thôn').click();
  await page.getByText('loa mất liên lạc từ 4 giờ 50').first().waitFor();
  await expectCalmPage(page);
  expect(calls.filter(({ path }) => path === '/make-up')).toEqual([]);
  await page.getByRole('button', { name: 'Phát bù lúc 17 giờ 30 hôm nay' }).click();
  await page.getByText('Đang có đề nghị phát chờ duyệt.').waitFor();
  expect(calls.filter(({ path }) => path === '/make-up').map(({ body }) => body)).toEqual([{ at: NEXT }]);
  script.request = { ...request, missedAt: at('2026-11-25', 5 * 60 + 15) };
  await page.getByRole('link', { name: 'Mở đề nghị' }).click();
  await page.getByText('Phát bù cho các thôn chưa nghe buổi 5 giờ 15 hôm nay.').waitFor();
  await expectCalmPage(page);
});

it('villages that have no room in the slot, or no slot then, are named before the press', async () => {
  const [full, also, none] = missed.villages.map(({ name }) => name);
  const left = (['full', 'full', 'no-slot'] as const).map((why, place) => ({ ...missed.villages[place]!, left: why }));
  const some = { ...missed, villages: [...left, ...missed.villages.slice(3)] };
  await here.sit('/', { script: { missed: [some] } });
  const { page, script } = here.seat;
  await page.getByText(`Hết chỗ lúc 17 giờ 30 hôm nay: ${full}, ${also}.`).waitFor();
  await page.getByText(`Không có buổi lúc 17 giờ 30 hôm nay: ${none}.`).waitFor();
  await page.getByText('3 thôn này chưa được phát bù lần này.').waitFor();
  await page.getByRole('button', { name: 'Phát bù lúc 17 giờ 30 hôm nay' }).waitFor();
  await expectCalmPage(page, 'missed-some');
  const whyNot = 'Không thôn nào còn buổi đủ chỗ cho bản tin này trước 17 giờ, thứ Tư, 25/11/2026.';
  script.missed = [{ ...missed, next: null, whyNot }];
  await page.reload();
  await page.getByText(whyNot).waitFor();
  expect(await page.getByRole('button', { name: /^Phát bù/ }).count()).toBe(0);
});

it('a repetition is listed before it is taken, each session can be left out, and all of it is what is submitted', async () => {
  await here.sit('/soan');
  const { page, calls } = here.seat;
  await page.getByLabel('Nội dung').fill('Chào cờ thứ Hai, mời bà con đứng nghiêm.');
  await page.getByRole('checkbox', { name: 'Thôn Mẫu 2' }).check();
  await page.getByRole('checkbox', { name: /17 giờ 30 Buổi chiều/, checked: true }).waitFor();
  await page.getByText('Lặp lại nhiều buổi').click();
  await page.getByLabel('Số buổi').fill('4');
  // The hour of the session that is chosen already; both hours are offered.
  await page.getByRole('checkbox', { name: '5 giờ 30', exact: true, checked: false }).check();
  await page.getByText('Sẽ phát 4 buổi:').waitFor();
  await page.getByLabel('Đến hết ngày').fill('2026-11-26');
  await page.getByText('Sẽ phát 3 buổi:').waitFor();
  await page.getByText('Khung giờ chỉ còn 3 buổi như vậy.').waitFor();
  await expectCalmPage(page);
  await page.getByRole('button', { name: 'Lấy 3 buổi này' }).click();
  await page.getByText('Đã chọn 3 buổi').waitFor();
  await page.getByRole('button', { name: 'Bỏ buổi 5 giờ 30 ngày mai' }).click();
  await page.getByText('Đã chọn 2 buổi').waitFor();
  await page.getByText('ảnh, lĩnh vực').click();
  await page.getByRole('checkbox', { name: /^Phát trọn vẹn/ }).check();
  await expectCalmPage(page);
  await page.getByRole('button', { name: 'Trình duyệt' }).click();
  await page.getByRole('heading', { name: TITLE }).waitFor({ timeout: 30_000 });
  const sent = calls.find(({ method, path }) => method === 'POST' && path === '/api/requests')?.body;
  expect(sent).toMatchObject({
    times: { kind: 'slots', starts: [at('2026-11-25', 1050), at('2026-11-26', 1050)] },
    playThrough: true,
  });
});

it('who approves reads every session and that it is played through', async () => {
  const slots = Array.from({ length: 9 }, (_, day) => ({
    at: at(`2026-12-0${day + 1}`, 1050),
    until: at(`2026-12-0${day + 1}`, 1080),
  }));
  const repeated = { ...request.request, times: { kind: 'slots' as const, slots }, playThrough: true };
  await here.sit(`/de-nghi/${ids.request}`, {
    script: { request: { ...request, request: repeated } },
  });
  const { page } = here.seat;
  await page.getByText('Phát trọn vẹn: đã phát thì chỉ bản tin khẩn cấp mới cắt ngang.').waitFor();
  await page.getByText('và 3 buổi nữa').click();
  await page.getByText('17 giờ 30, thứ Tư 9/12').waitFor();
  await expectCalmPage(page);
});

it('candidates take turns over whole rounds until a fixed end; who is first when is read before all orders are submitted', async () => {
  const part = (kind: 'greeting' | 'bulletin', title: string, of: number) => ({
    kind,
    title,
    bulletin: id(of),
    item: null,
    readings: 1,
    durationMs: 60_000,
    sounds: [{ language: 'vi', mp3Sha256: null, durationMs: 60_000, peaks: [], voice: null }],
    outdated: null,
  });
  const candidates = ['Bà Mẫu Một', 'Ông Mẫu Hai', 'Bà Mẫu Ba'].map((name, index) =>
    part('bulletin', name, 711 + index),
  );
  const shown = Edition.parse({
    bulletin: { ...draft, id: ids.draft, kind: 'edition', title: 'Giới thiệu người ứng cử' },
    parts: [part('greeting', 'Lời chào', 710), ...candidates],
    totalMs: 243_000,
  });
  await here.sit('/');
  const { page, calls } = here.seat;
  const json = (body: object) => ({ contentType: 'application/json', body: JSON.stringify(body) });
  await page.route(`**/api/editions/${ids.draft}`, (route) => route.fulfill(json(shown)));
  await page.route(`**/api/editions/${ids.draft}/rotation`, (route) => {
    calls.push({ method: 'POST', path: '/rotation', body: route.request().postDataJSON() });
    return route.fulfill(json({ requests: [ids.request, id(721), id(722)] }));
  });
  await page.goto(`${here.stage.address}/quan-ly/chuong-trinh/${ids.draft}`);
  await page.getByRole('checkbox', { name: /^Xoay vòng/ }).check();
  await page.getByText('Chọn số buổi chia hết cho 3').waitFor();
  for (const slot of [/17 giờ 30 Buổi chiều/, /5 giờ 30 Buổi sáng/])
    await page.getByRole('checkbox', { name: slot }).first().check();
  await page.getByText('Chọn số buổi chia hết cho 3').waitFor();
  await page
    .getByRole('checkbox', { name: /17 giờ 30 Buổi chiều/ })
    .nth(1)
    .check();
  const sessions = page.getByRole('list', { name: 'Thứ tự từng buổi' }).getByRole('listitem');
  expect(await sessions.allInnerTexts()).toEqual([
    '17 giờ 30 hôm nay\nBà Mẫu Một, Ông Mẫu Hai, Bà Mẫu Ba',
    '5 giờ 30 ngày mai\nÔng Mẫu Hai, Bà Mẫu Ba, Bà Mẫu Một',
    '17 giờ 30 ngày mai\nBà Mẫu Ba, Bà Mẫu Một, Ông Mẫu Hai',
  ]);
  const submit = page.getByRole('button', { name: 'Trình duyệt' });
  expect(await submit.isDisabled()).toBe(true);
  await page.getByLabel('Kết thúc ngày').fill('2026-11-27');
  await expectCalmPage(page);
  here.seat.script.request = {
    ...request,
    rotation: { turn: 1, turns: 3, others: [{ id: id(721), turn: 2, state: 'waiting' }] },
  };
  await submit.click();
  await page.getByText('Đây là thứ tự 1 trong 3 thứ tự.').waitFor();
  await page.getByRole('link', { name: 'Mở thứ tự 2, đang chờ duyệt' }).waitFor();
  expect(calls.find(({ path }) => path === '/rotation')?.body).toMatchObject({
    starts: [at('2026-11-25', 1050), at('2026-11-26', 330), at('2026-11-26', 1050)],
    expiresAt: at('2026-11-27', 420),
  });
  await expectCalmPage(page);
});
