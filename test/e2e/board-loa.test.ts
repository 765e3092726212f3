import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
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

const SOUND_MS = 6_000;
const RATE = 8_000;

let browser: Browser;
let province: BoardProvince;
let loa: OpenPage;
let device: string;
const sound = toneOf(SOUND_MS);

const told = (order: string): string[] =>
  province.stub.told(order).map(({ kind, reason }) => (reason === null ? kind : `${kind} ${reason}`));
const expectTold = (order: string, kind: string) => until(`${kind} is told`, () => told(order).includes(kind), 20_000);
const sounding = (): Promise<{ paused: boolean; at: number; volume: number }[]> =>
  loa.page.evaluate(() =>
    (globalThis as unknown as { sounds: HTMLAudioElement[] }).sounds.map(({ paused, currentTime, volume }) => {
      return { paused, at: currentTime, volume };
    }),
  );

async function order(over: Parameters<typeof buildOrder>[1] = {}, durationMs = SOUND_MS) {
  return buildOrder([province.stub.addSound(sound, durationMs)], {
    screen: { title: 'Bản tin chiều', text: '', picture: null },
    ...over,
  });
}

beforeAll(async () => {
  await buildBoard();
  browser = await openBrowser();
}, 60_000);
afterAll(() => browser?.close());

beforeEach(async () => {
  province = await BoardProvince.open('browser-speaker');
  loa = await openPage(browser, province, '/bang/loa.html?rtc=1');
  // The page's own audio element, to be looked at.
  await loa.context.addInitScript(() => {
    const sounds: HTMLAudioElement[] = [];
    const Plain = globalThis.Audio;
    Object.assign(globalThis, {
      sounds,
      Audio: class extends Plain {
        constructor() {
          super();
          sounds.push(this);
        }
      },
    });
  });
  await loa.page.reload();
  device = await claimPage(province, loa.page);
}, 40_000);
afterEach(async () => {
  await loa.context.close();
  await province.close();
  expectNoProblems(loa);
});

describe('a browser speaker', () => {
  it('plays an order at its hour, below its ceiling, and tells it like a loudspeaker', async () => {
    const times = slotsAt(Date.now(), [3_000], 60_000);
    const entry = await order({ times, readings: 2 });
    await province.stub.publish(province.stub.programme(UNITS.commune, [entry]));
    await expectTold(entry.order, 'ready');
    expect(await textOf(loa.page)).toContain('Kế tiếp');
    await expectTold(entry.order, 'playing');
    expect((await sounding())[0]).toMatchObject({ paused: false, volume: 0.8 });
    await until('the screen says so', async () => (await textOf(loa.page)).includes('Đang phát: Bản tin chiều'));
    await until('the heartbeat says so', () => province.status(device)?.playing?.order === entry.order);
    await expectTold(entry.order, 'finished');
    expect(told(entry.order)).toEqual(['received', 'ready', 'playing', 'finished']);
    const [, , playing, finished] = province.stub.told(entry.order);
    expect(finished?.playedMs).toBeGreaterThan(2 * SOUND_MS - 400);
    expect(finished?.playedMs).toBeLessThan(2 * SOUND_MS + 400);
    const late = Date.parse(playing!.at) - Date.parse(entry.slots[0]!.at);
    expect(late).toBeGreaterThanOrEqual(0);
    expect(late).toBeLessThan(1_500);
    expect(province.stub.doubles).toBe(0);
  });

  it('falls silent at once on Dừng phát', async () => {
    const entry = await order();
    await province.stub.publish(province.stub.programme(UNITS.commune, [entry]));
    await expectTold(entry.order, 'playing');
    const asked = performance.now();
    await province.stub.publish(province.stub.programme(UNITS.commune, [], [entry.order]));
    await until('it is silent', async () => (await sounding()).every(({ paused }) => paused));
    expect(performance.now() - asked).toBeLessThan(2_000);
    await expectTold(entry.order, 'interrupted stopped');
  });

  it('does not begin again what it was killed in', async () => {
    const entry = await order({ readings: 3 });
    await province.stub.publish(province.stub.programme(UNITS.commune, [entry]));
    await expectTold(entry.order, 'playing');
    await loa.page.reload();
    await expectTold(entry.order, 'interrupted killed');
    await until('it is on', async () => (await stateOf(loa.page)) === 'ready');
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(told(entry.order).filter((kind) => kind === 'playing')).toHaveLength(1);
  });

  it('plays from disk without a network, and tells it afterwards', async () => {
    const entry = await order({ times: slotsAt(Date.now(), [24_000], 60_000) });
    await province.stub.publish(province.stub.programme(UNITS.commune, [entry]));
    await expectTold(entry.order, 'ready');
    await province.cut();
    await until('the screen says so', async () => (await textOf(loa.page)).includes('Mất liên lạc'), 20_000);
    await loa.page.reload();
    await until('it plays', async () => (await stateOf(loa.page)) === 'playing', 30_000);
    expect(await textOf(loa.page)).toContain('Mất liên lạc');
    await until('it has ended', async () => (await stateOf(loa.page)) === 'ready', 20_000);
    await province.start();
    await expectTold(entry.order, 'finished');
    expect(told(entry.order)).toEqual(['received', 'ready', 'playing', 'finished']);
  });

  it('is silent until somebody turns it on again by hand', async () => {
    await loa.page.getByRole('button', { name: 'Tắt loa' }).click();
    const entry = await order();
    await province.stub.publish(province.stub.programme(UNITS.commune, [entry]));
    await expectTold(entry.order, 'ready');
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(told(entry.order)).toEqual(['received', 'ready']);
    expect(await textOf(loa.page)).toContain('Loa đang tắt');
    await loa.page.getByRole('button', { name: 'Bật loa' }).click();
    await expectTold(entry.order, 'playing');
  });

  it('asks for one click where a browser lets no page sound by itself', async () => {
    await loa.context.addInitScript(() => {
      const Plain = globalThis.AudioContext;
      let allowed = false;
      Object.assign(globalThis, {
        AudioContext: class extends Plain {
          override get state(): AudioContextState {
            return allowed ? super.state : 'suspended';
          }
          override resume(): Promise<void> {
            allowed = true;
            return super.resume();
          }
        },
      });
    });
    await loa.page.reload();
    const entry = await order();
    await province.stub.publish(province.stub.programme(UNITS.commune, [entry]));
    await expectTold(entry.order, 'ready');
    expect(await stateOf(loa.page)).toBe('off');
    expect(told(entry.order)).toEqual(['received', 'ready']);
    await loa.page.getByRole('button', { name: 'Bật loa' }).click();
    await expectTold(entry.order, 'playing');
  });

  it('plays no byte that was not approved, and none in quiet hours', async () => {
    province.stub.alter = (bytes) => Buffer.from(bytes.map((byte, index) => (index === 20_000 ? byte ^ 1 : byte)));
    const altered = await order();
    await province.stub.publish(province.stub.programme(UNITS.commune, [altered]));
    await expectTold(altered.order, 'refused-document audio-altered');
    expect((await sounding()).every(({ paused }) => paused)).toBe(true);
    province.stub.alter = (bytes) => bytes;
    await expectTold(altered.order, 'playing');
    const minute = Math.floor(((Date.now() / 60_000) % 1440) + 420) % 1440;
    await province.stub.assign({ quietHours: { fromMinute: minute, toMinute: (minute + 120) % 1440 } });
    await expectTold(altered.order, 'interrupted quiet-hours');
    const night = await order();
    await province.stub.publish(province.stub.programme(UNITS.commune, [night]));
    await expectTold(night.order, 'not-played quiet-hours');
  });

  it('joins a relay by its address and leaves it at its end', async () => {
    const path = `/media/${province.stub.addSound(sound, SOUND_MS).sha256}`;
    const now = Date.now();
    const slot = { at: new Date(now - 1_000).toISOString(), until: new Date(now + 14_000).toISOString() };
    const relay = '00000000-0000-4000-8000-0000000000aa';
    const stream = `${province.address}${path}`;
    const entry = { kind: 'relay', relay, title: 'Đài tỉnh', stream, slots: [slot] } as const;
    await province.stub.publish(province.stub.programme(UNITS.commune, [{ ...entry, slots: [slot] }]));
    await expectTold(relay, 'playing');
    await until('the screen says so', async () => (await textOf(loa.page)).includes('Đang phát: Đài tỉnh'));
    await expectTold(relay, 'finished');
    const end = province.stub.told(relay).find(({ kind }) => kind === 'finished');
    expect(Math.abs(Date.parse(end!.at) - Date.parse(slot.until))).toBeLessThan(1_000);
    expect((await sounding()).every(({ paused }) => paused)).toBe(true);
  });

  it('obeys a signed volume once, never above the ceiling, and refuses a stale command', async () => {
    await province.stub.command(device, { kind: 'volume', percent: 30 });
    await until('it is quieter', async () => (await sounding())[0]?.volume === 0.3);
    await until('the screen says so', async () => (await textOf(loa.page)).includes('Âm lượng 30 % (cao nhất 80 %)'));
    const past = new Date(Date.now() - 1_000).toISOString();
    await province.stub.command(device, { kind: 'volume', percent: 70 }, { notBefore: past, notAfter: past });
    await until('the stale one is told', () =>
      [...province.stub.receipts.values()].some(({ detail }) => detail === 'command: outside-its-time'),
    );
    expect((await sounding())[0]?.volume).toBe(0.3);
    await province.stub.command(device, { kind: 'volume', percent: 100 });
    await until('it is at its ceiling', async () => (await sounding())[0]?.volume === 0.8);
  });
});

/** A soft tone of a length, as a WAV file of 16 bits mono. */
function toneOf(ms: number): Buffer {
  const samples = Math.round((RATE * ms) / 1000);
  const bytes = Buffer.alloc(44 + samples * 2);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(36 + samples * 2, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(RATE, 24);
  bytes.writeUInt32LE(RATE * 2, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(samples * 2, 40);
  for (let at = 0; at < samples; at += 1) bytes.writeInt16LE(Math.round(2_000 * Math.sin(at / 3)), 44 + at * 2);
  return bytes;
}
