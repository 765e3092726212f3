import { createHash, randomUUID } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { signDocument } from '../../protocol/src/sign.ts';
import { TYPES } from '../../protocol/src/verify.ts';
import { openBrowser } from '../system/chromium.ts';
import { UNITS, buildOrder, slotsAt } from '../system/province-stub.ts';
import {
  type OpenPage,
  buildBoard,
  claimPage,
  expectNoProblems,
  openPage,
  stateOf,
  textOf,
  until,
} from './board-page.ts';
import { BoardProvince } from './board-province.ts';

let browser: Browser;
let province: BoardProvince;
let board: OpenPage;
let device: string;

const screen = (title: string, text = 'Nội dung thử.') => ({ title, text, picture: null });
const order = (title: string, over: Parameters<typeof buildOrder>[1] = {}) =>
  buildOrder([], { channels: ['board'], screen: screen(title), ...over });
const refusals = (): string[] => [...province.stub.receipts.values()].flatMap(({ detail }) => detail ?? []);
const expectShown = (text: string, page = board.page) =>
  until(`the board shows ${text}`, async () => (await textOf(page)).includes(text));
const alternative = (): Promise<string> => board.page.locator('#alternative').innerText();

beforeAll(async () => {
  await buildBoard();
  browser = await openBrowser();
}, 60_000);
afterAll(() => browser?.close());

beforeEach(async () => {
  province = await BoardProvince.open('board');
  board = await openPage(browser, province, '/bang/?rtc=1');
}, 30_000);
afterEach(async () => {
  await board.context.close();
  await province.close();
  expectNoProblems(board);
});

describe('a board before it belongs to anybody', () => {
  it('shows the code and the very words of the console', async () => {
    await board.page.locator('#stage[data-state="waiting"]').waitFor();
    const { code, words } = await province.waiting();
    expect(await textOf(board.page)).toContain(code);
    expect(await textOf(board.page)).toContain(words.join(' '));
    await board.page.reload();
    await board.page.locator('#stage[data-state="waiting"]').waitFor();
    expect((await province.waiting()).words).toEqual(words);
  });

  it('shows other words when somebody stands between, and obeys none of them', async () => {
    await province.cut();
    province.falseRootX = 'A'.repeat(43);
    await province.start();
    await board.page.reload();
    await board.page.locator('#stage[data-state="waiting"]').waitFor();
    expect(await textOf(board.page)).not.toContain((await province.waiting()).words.join(' '));
    await province.accept();
    await until('the board refuses', async () => (await stateOf(board.page)) === 'refused');
    expect(province.stub.statuses).toEqual([]);
  });

  it('says plainly what an old browser lacks', async () => {
    const old = await browser.newContext();
    await old.addInitScript(() => {
      Object.assign(crypto.subtle, { generateKey: () => Promise.reject(new DOMException('no', 'NotSupportedError')) });
    });
    const page = await old.newPage();
    await page.goto(`${province.address}/bang/`);
    await page.locator('#stage[data-state="unsupported"]').waitFor();
    expect(await textOf(page)).toContain('không kiểm tra được chữ ký Ed25519');
    await old.close();
  });
});

describe('a claimed board', () => {
  beforeEach(async () => {
    device = await claimPage(province, board.page);
  }, 30_000);

  it('is black with its name when there is nothing', async () => {
    expect(await stateOf(board.page)).toBe('nothing');
    expect(await textOf(board.page)).toContain('Bảng trụ sở xã Thử');
    const black = await board.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(black).toBe('rgb(0, 0, 0)');
  });

  it('shows what is approved for boards, says so, and offers the whole text to read by ear', async () => {
    const shown = await order('Cắt điện ngày mai', { screen: screen('Cắt điện ngày mai', 'Từ 8 giờ đến 11 giờ.') });
    const heard = await buildOrder([], { channels: ['speaker'], screen: screen('Chỉ phát loa') });
    await province.stub.publish(province.stub.programme(UNITS.commune, [shown, heard]));
    await expectShown('Cắt điện ngày mai');
    expect(await textOf(board.page)).toContain('Xã Thử');
    expect(await alternative()).toContain('Từ 8 giờ đến 11 giờ.');
    expect(await alternative()).not.toContain('Chỉ phát loa');
    await until('the heartbeat names it', () => province.status(device)?.showing.join() === shown.digest);
    await until('it is told', () => province.stub.told(shown.order).length === 2);
    expect(province.stub.told(shown.order).map(({ kind }) => kind)).toEqual(['received', 'ready']);
    expect(province.stub.told(heard.order)).toEqual([]);
    await expectShown('Từ 8 giờ đến 11 giờ.');
  });

  it('clears at once when an item is recalled', async () => {
    const [kept, gone] = [await order('Họp thôn'), await order('Tin sai', { class: 'priority' })];
    await province.stub.publish(province.stub.programme(UNITS.commune, [kept, gone]));
    await expectShown('Tin sai');
    const asked = performance.now();
    await province.stub.publish(province.stub.programme(UNITS.commune, [kept], [gone.order]));
    await until('it is gone', async () => !(await textOf(board.page)).includes('Tin sai'), 3_000);
    expect(performance.now() - asked).toBeLessThan(2_000);
    expect(await alternative()).not.toContain('Tin sai');
    await expectShown('Họp thôn');
    await until('the heartbeat says so', () => province.status(device)?.showing.join() === kept.digest);
  });

  it('is cleared by the province for an item of the commune', async () => {
    const entry = await order('Tin sai');
    await province.stub.publish(province.stub.programme(UNITS.commune, [entry]));
    await expectShown('Tin sai');
    await province.stub.publish(province.stub.programme(UNITS.province, [], [entry.order]));
    await until('it is black', async () => (await stateOf(board.page)) === 'nothing', 3_000);
  });

  it('goes on without a network, also after a restart, and catches up afterwards', async () => {
    const entry = await order('Nội dung bền');
    await province.stub.publish(province.stub.programme(UNITS.commune, [entry]));
    await expectShown('Nội dung bền');
    await until('it is kept', () => province.stub.told(entry.order).length === 2);
    await until('its own files are kept', () =>
      board.page.evaluate(() => navigator.serviceWorker.ready.then(({ active }) => active?.state === 'activated')),
    );
    await province.cut();
    await expectShown('Nội dung thử.');
    await board.page.reload();
    await expectShown('Nội dung bền');
    const next = await order('Tin mới');
    await province.start();
    await province.stub.publish(province.stub.programme(UNITS.commune, [next]));
    await board.page.reload();
    await expectShown('Tin mới');
  });

  it('shows nothing by a clock that nobody vouches for', async () => {
    await province.stub.publish(province.stub.programme(UNITS.commune, [await order('Nội dung bền')]));
    await expectShown('Nội dung bền');
    await board.page.goto(`${province.address}/bang/?rtc=0`);
    await expectShown('Nội dung bền');
    await province.cut();
    await board.page.reload();
    await until('it is black', async () => (await stateOf(board.page)) === 'nothing');
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(await textOf(board.page)).toBe('Bảng trụ sở xã Thử');
    await province.start();
    await expectShown('Nội dung bền');
  });

  it('hears of a recall that was pushed while its connection was broken', async () => {
    const entry = await order('Tin sai');
    await province.stub.publish(province.stub.programme(UNITS.commune, [entry]));
    await expectShown('Tin sai');
    province.stub.dropConnections();
    await province.stub.publish(province.stub.programme(UNITS.commune, [], [entry.order]));
    await until('it is black', async () => (await stateOf(board.page)) === 'nothing', 5_000);
    expect(await alternative()).toBe('');
  });

  it('begins and ends by the second', async () => {
    const now = Date.now();
    const times = slotsAt(now, [2_500], 60_000);
    const expiresAt = new Date(now + 6_000).toISOString();
    await province.stub.publish(
      province.stub.programme(UNITS.commune, [await order('Ngắn ngủi', { times, expiresAt })]),
    );
    expect(await stateOf(board.page)).toBe('nothing');
    await expectShown('Ngắn ngủi');
    const begun = Date.now();
    await until('it has expired', async () => (await stateOf(board.page)) === 'nothing');
    const ended = Date.now();
    expect(begun).toBeGreaterThanOrEqual(now + 2_500);
    expect(Math.abs(ended - (now + 6_000))).toBeLessThan(800);
  });

  it('refuses what is altered, older, foreign, or signed by a stranger, and goes on showing what is right', async () => {
    const { stub } = province;
    const right = await order('Đúng đắn');
    const first = stub.programme(UNITS.commune, [right]);
    await stub.publish(first);
    await expectShown('Đúng đắn');
    const wrong = await order('Giả mạo');

    const altered = stub.programme(UNITS.commune, [wrong]);
    const signed = await signDocument(altered, TYPES.programme, stub.keys.programme.signing);
    const [head, body, signature] = signed.split('.');
    const changed = Buffer.from(body!, 'base64url').toString().replace('Giả mạo', 'Giả mạc');
    const forged = [head, Buffer.from(changed).toString('base64url'), signature].join('.');
    await stub.announce(UNITS.commune, altered.version, forged);
    await until('the altered one is told', () => refusals().some((text) => text.includes('bad-signature')));

    const stranger = stub.programme(UNITS.commune, [wrong]);
    const byRoot = await signDocument(stranger, TYPES.programme, stub.keys.login.signing);
    await stub.announce(UNITS.commune, stranger.version, byRoot);
    await until('the stranger is told', () => refusals().some((text) => text.includes('unknown-key')));

    const foreign = { ...stub.programme(UNITS.commune, [wrong]), unit: randomUUID() };
    const abroad = await signDocument(foreign, TYPES.programme, stub.keys.programme.signing);
    await stub.announce(UNITS.commune, foreign.version, abroad);
    await until('the foreign one is told', () => refusals().some((text) => text.includes('foreign-unit')));

    await stub.publish({ ...stub.programme(UNITS.commune, [wrong]), version: first.version - 1 });
    await until('the older one is told', () => refusals().some((text) => text.includes('older-version')));

    const moved = { ...wrong, request: { ...wrong.request, targets: [UNITS.commune, randomUUID()].toSorted() } };
    await stub.publish(stub.programme(UNITS.commune, [right, moved]));
    await until('the changed target is told', () => refusals().some((text) => text.includes('digest-mismatch')));

    expect(await alternative()).toContain('Đúng đắn');
    expect(await alternative()).not.toContain('Giả');
  });

  it('shows a picture only when each of its bytes is the approved one', async () => {
    const picture = pngOf(40, 30);
    const hash = createHash('sha256').update(picture).digest('hex');
    province.stub.media.set(hash, picture);
    province.stub.alter = (bytes) =>
      Buffer.from(bytes.map((byte, index) => (index === bytes.length - 20 ? byte ^ 1 : byte)));
    const withPicture = { title: 'Có hình', text: '', picture: { sha256: hash, alternative: 'một ô xanh' } };
    const entry = await order('Có hình', { screen: withPicture });
    await province.stub.publish(province.stub.programme(UNITS.commune, [entry]));
    await expectShown('Có hình');
    await until('the altered picture is told', () => refusals().some((text) => text.includes(hash)));
    expect(await board.page.locator('#stage img').count()).toBe(0);
    province.stub.alter = (bytes) => bytes;
    await board.page.locator('#stage img').waitFor({ timeout: 20_000 });
    expect(await alternative()).toContain('một ô xanh');
  });

  it('works in one window at a time', async () => {
    const second = await board.context.newPage();
    await second.goto(`${province.address}/bang/`);
    await until('the second waits', async () => (await stateOf(second)) === 'busy');
    await board.page.close();
    await until('the second works', async () => (await stateOf(second)) === 'nothing');
    expect(await textOf(second)).toContain('Bảng trụ sở xã Thử');
  });
});

/** A picture of one colour. */
function pngOf(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2], 8);
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, 0x5a)]);
  const rows = Buffer.concat(Array.from({ length: height }, () => row));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
