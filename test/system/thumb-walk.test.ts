import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { RequestView } from '../../protocol/src/http/requests.ts';
import { microphoneOf, openBrowser } from './chromium.ts';
import * as desks from './desk.ts';
import { eventually, type House, openHouse, removeHouse } from './house.ts';
import { type RealSpeaker, startSpeaker } from './real-speaker.ts';
import { correlate, loudnessOf, readWav, type Sound, writeWav } from './sound.ts';
import { seat, takeUp, type Thumb } from './thumb.ts';
import { soundOf, voiceOf } from './voice.ts';

/**
 * Two slow phones and a loudspeaker: an officer's template, or own voice, is approved by a leader and heard in the village within three
 * minutes, twelve taps and four. Taps are the touches that the pages felt; those that happen outside of them are added by name.
 */
const PIN = '271828';
const NUMBER = '0912345678';
const OFFICER_TAPS = 12;
const LEADER_TAPS = 4;
const WALK_MS = 180_000;
/** In the phone's own share sheet: Zalo, and the leader in it. */
const IN_SHARE_SHEET = 2;
/** In Zalo: the link. */
const IN_ZALO = 1;
const WORDS = 'Mời bà con thôn Mẫu 2 dọn vệ sinh đường thôn. Tập trung lúc 7 giờ sáng mai tại nhà văn hóa.';

/** As it stands in the text: two groups of three. */
const CODE = /mã (\d{3}) (\d{3})/;

let gateway: { child: ChildProcess; texts: string[] };
let house: House;
let browser: Browser;
let speaker: RealSpeaker;
let desk: desks.Desk;
let leaderContext: BrowserContext;
let officer: Thumb;
let leader: Thumb;

beforeAll(async () => {
  const port = await startGateway();
  house = await openHouse({ atMinute: 540, settings: { SMS_URL: `smpp://nguon:bi-mat@127.0.0.1:${port}?from=NGUON` } });
  desk = await desks.openDesk(house);
  const village = (await desks.villagesOf(desk.officer, desk.commune)).find(({ name }) => name === 'Thôn Mẫu 2')!;
  const technician = await house.enter('kỹ thuật viên');
  const claim = await desks.claimStringFor(technician, village.id, 'Cụm loa thật');
  speaker = await startSpeaker(join(house.dataDir, '../speaker'), claim, 'decoder-file');
  const voice = join(house.dataDir, '../voice.wav');
  await writeWav(voice, await voiceOf(house, desk.officer, desk.commune, WORDS));
  browser = await openBrowser(microphoneOf(voice));
  leaderContext = await seat(browser, house, desk.leader.cookie);
  await enrol(leaderContext);
  await leaderContext.clearCookies();
  officer = await takeUp(await seat(browser, house, desk.officer.cookie));
  leader = await takeUp(leaderContext);
  await desks.untilOnline(technician, 12);
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await speaker?.stop();
  await house?.stop();
  if (house) await removeHouse(house);
  gateway?.child.kill();
}, 60_000);

/** What a walk took, counted from where the officer opens "Việc cần làm". */
let begun: { at: number; officer: number; leader: number; recordings: readonly string[] };
beforeEach(async () => {
  await officer.page.goto(`${house.url}/quan-ly/`);
  await officer.page.getByRole('button', { name: 'Soạn bản tin' }).waitFor({ timeout: 60_000 });
  const recordings = await speaker.recordings();
  begun = { at: Date.now(), officer: officer.taps(), leader: leader.taps(), recordings };
});
afterEach(({ task }) => {
  if (task.result?.state === 'fail') console.log(`the officer was at ${officer.page.url()}`);
});

test('a template, approved by a link on the leader’s phone, sounds in the village', async () => {
  await fillTemplate();
  await choosePlace();
  const request = await submit();
  await sendLink();
  await approveByLink();
  await expectHeard('mẫu, duyệt bằng đường dẫn', request, { officer: IN_SHARE_SHEET, leader: IN_ZALO });
}, 300_000);

test('a template, approved by a code that the leader reads out, sounds in the village', async () => {
  await fillTemplate();
  await choosePlace();
  const request = await submit();
  gateway.texts.length = 0;
  await officer.tap('Gửi mã duyệt');
  // A long text comes in parts; the code is in one of the later ones.
  const code = await eventually('the code arrives', async () => CODE.exec(gateway.texts.join(''))?.slice(1).join(''));
  await officer.page.getByLabel('Sáu số người duyệt đọc').waitFor();
  await officer.type(code);
  await officer.tap('Duyệt bằng mã');
  // The leader opens the text and reads it out: no page of ours is touched.
  await expectHeard('mẫu, duyệt bằng mã', request, { officer: 0, leader: 1 });
}, 300_000);

test('one’s own voice, recorded through a lost network, approved by a link, sounds in the village', async () => {
  const { page } = officer;
  await officer.tap('Soạn bản tin');
  await page.getByLabel('Nội dung').tap();
  await officer.type(WORDS);
  await officer.tap('Thu âm');
  await officer.tap('Bắt đầu thu');
  await page.getByText('Đang thu 0:03').waitFor();
  await officer.reach(false);
  await officer.tap('Câu tiếp');
  await page.getByText('Đang thu 0:03').waitFor();
  await officer.tap('Đọc xong');
  await officer.tap('Dùng bản thu này');
  await page.getByText('Bản thu vẫn còn nguyên trên máy này').waitFor();
  await officer.reach(true);
  await page.getByText('Đã gửi bản thu').waitFor({ timeout: 60_000 });
  await choosePlace();
  await officer.tap(/^Phát ngay/, 'radio');
  const request = await submit();
  const bulletin = request.request.revision.bulletin;
  const { sounds } = await desk.officer.get<{ sounds: { origin: string }[] }>(`/api/bulletins/${bulletin}`);
  expect(sounds.map(({ origin }) => origin)).toEqual(['recorded']);
  await sendLink();
  await approveByLink();
  await expectHeard('giọng của mình, mạng rớt giữa chừng', request, { officer: IN_SHARE_SHEET, leader: IN_ZALO });
}, 300_000);

/** Fills "Tìm gia súc lạc" by thumb: choices and days at a tap, the rest typed, the keyboard's own key to the next blank. */
async function fillTemplate(): Promise<void> {
  const { page } = officer;
  const next = (): Promise<void> => page.keyboard.press('Enter');
  await officer.tap('Soạn bản tin');
  await officer.tap('Dùng mẫu');
  await officer.tap(/^Tìm gia súc lạc/);
  await officer.tap('trâu');
  await officer.type('đực, bốn tuổi, sừng cong');
  await next();
  await officer.type('bãi cỏ thôn Mẫu 2');
  await next();
  await page.getByLabel('Mấy giờ?').fill('07:30');
  await next();
  await officer.tap('hôm nay');
  await officer.type('Hoàng Văn Mẫu');
  await next();
  await officer.type('thôn Mẫu 2');
  await next();
  await officer.type('0900000000');
  await officer.tap('Dùng lời này');
}

/** The places of the last bulletin are remembered; only the first one on a phone asks for them. */
async function choosePlace(): Promise<void> {
  const remembered = await officer.page.getByRole('button', { name: 'Bỏ Thôn Mẫu 2' }).isVisible();
  if (!remembered) await officer.tap('Thôn Mẫu 2', 'checkbox');
}

/** Trình duyệt, with the machine's reading made on the way. @returns the request that waits now */
async function submit(): Promise<RequestView> {
  await officer.tap('Trình duyệt');
  await officer.page.getByRole('heading', { name: 'Gửi cho người duyệt' }).waitFor({ timeout: 120_000 });
  return desk.officer.get<RequestView>(`/api/requests/${officer.page.url().split('/').at(-1)}`);
}

async function sendLink(): Promise<void> {
  await officer.tap('Gửi đường dẫn');
  const text = await officer.page.getByLabel('Tin để gửi').inputValue({ timeout: 60_000 });
  const url = new URL(/https?:\S+/.exec(text)![0]);
  await leader.page.goto(`${house.url}${url.pathname}${url.hash}`);
}

async function approveByLink(): Promise<void> {
  const { page } = leader;
  await leader.tap(/^Nghe: /);
  await page.locator('button:enabled', { hasText: /^Duyệt$/ }).waitFor({ timeout: 120_000 });
  await leader.tap('Duyệt');
  await page.getByLabel('Mã PIN (sáu số)').waitFor();
  await leader.type(PIN);
  await leader.tap('Xong');
  await page.getByText('Đã duyệt. Bản tin đã đặt lịch.').waitFor({ timeout: 60_000 });
}

/** Waits for the sound, prints what the walk took, and compares what sounded with what was approved. */
async function expectHeard(
  way: string,
  request: RequestView,
  outside: { officer: number; leader: number },
): Promise<void> {
  const path = await eventually('the speaker sounds', sounding, 60_000);
  const spent = Date.now() - begun.at;
  const taps = {
    officer: officer.taps() - begun.officer + outside.officer,
    leader: leader.taps() - begun.leader + outside.leader,
  };
  console.log(`${way}: cán bộ ${taps.officer} lần chạm, lãnh đạo ${taps.leader}, ${Math.round(spent / 1000)} giây`);
  expect(taps.officer).toBeLessThanOrEqual(OFFICER_TAPS);
  expect(taps.leader).toBeLessThanOrEqual(LEADER_TAPS);
  expect(spent).toBeLessThanOrEqual(WALK_MS);
  const approved = await soundOf(house, request.request.sounds[0]!.sha256);
  const whole = approved.samples.length / approved.rate;
  const recorded = await eventually('the speaker has said it once', () => longEnough(path, whole), 90_000);
  expect(correlate(approved, recorded).correlation).toBeGreaterThan(0.9);
}

/** A recording that was not there when the walk began, once it is no longer silent. */
async function sounding(): Promise<string | null> {
  const path = (await speaker.recordings()).find((each) => !begun.recordings.includes(each));
  if (path === undefined) return null;
  const sound = await readWav(path).catch(() => null);
  return sound && sound.samples.length > sound.rate && loudnessOf(sound, 0, 2) > 0.005 ? path : null;
}

async function longEnough(path: string, seconds: number): Promise<Sound | null> {
  const sound = await readWav(path);
  return sound.samples.length / sound.rate >= seconds ? sound : null;
}

/** The leader's phone, made ready beforehand: enrolled with a PIN, its number known, codes permitted for a week. */
async function enrol(context: BrowserContext): Promise<void> {
  const page: Page = await context.newPage();
  await page.goto(`${house.url}/quan-ly/tai-khoan`);
  await page.getByRole('button', { name: 'Đăng ký máy này' }).click();
  await page.getByLabel('Mã PIN (sáu số)').fill(PIN);
  await page.getByLabel('Nhập lại mã PIN').fill(PIN);
  await page.getByRole('button', { name: 'Hoàn tất đăng ký' }).click();
  await page.getByText('duyệt được', { exact: true }).waitFor();
  await page.getByLabel('Số điện thoại nhận mã duyệt').fill(NUMBER);
  await page.getByRole('button', { name: 'Lưu số' }).click();
  await page.getByText('Đã lưu số điện thoại.').waitFor();
  await page.getByRole('button', { name: 'Cho phép duyệt bằng mã trong 7 ngày' }).click();
  await page.getByLabel('Mã PIN (sáu số)').fill(PIN);
  await page.getByRole('button', { name: 'Xong' }).click();
  await page.getByText('Đã cho phép đến').waitFor();
  await page.close();
}

async function startGateway(): Promise<number> {
  const program = join(import.meta.dirname, '../../server/src/rooms/deliveries/testing/smpp-server.ts');
  const child = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const reader = createInterface({ input: child.stdout });
  const [first] = (await once(reader, 'line')) as [string];
  gateway = { child, texts: [] };
  reader.on('line', (line) => gateway.texts.push((JSON.parse(line) as { message?: string }).message ?? ''));
  return (JSON.parse(first) as { port: number }).port;
}
