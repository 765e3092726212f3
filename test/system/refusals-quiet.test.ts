import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Bulletin } from '../../protocol/src/http/bulletins.ts';
import { OrderEntry } from '../../protocol/src/programme.ts';
import { type Approval, type Request, requestDigest, type Slot } from '../../protocol/src/request.ts';
import { TYPES } from '../../protocol/src/verify.ts';
import { localTimeOfDay } from '../../protocol/src/wall-clock.ts';
import type { ProgrammeDraft } from '../../server/src/lib/signing.ts';
import { signTwice } from './bare-device.ts';
import * as desks from './desk.ts';
import { type House, openHouse, pause, type Person, removeHouse } from './house.ts';
import { steal, type Stolen } from './house-secrets.ts';
import { buildOrder, expectSoon, ProvinceStub, UNITS } from './province-stub.ts';
import { claimProcess, type SpeakerProcess, startSpeaker } from './speaker-process.ts';

const MINUTE = 60_000;

let house: House;
let stolen: Stolen;
let desk: desks.Desk;
/** A bulletin that sounds for more than a minute. */
let long: Bulletin;

beforeAll(async () => {
  house = await openHouse({ atMinute: 540 });
  stolen = await steal(house);
  desk = await desks.openDesk(house);
  const text = 'Xã thông báo lịch cắt điện để sửa chữa đường dây, mời bà con trong xã chú ý theo dõi. '.repeat(14);
  long = await desks.writeBulletin(desk.officer, desk.commune, 'Tin dài', text);
  if (long.sounds[0]!.durationMs! <= MINUTE) throw new Error('the text is too short for these tests');
}, 300_000);

afterAll(async () => {
  await stolen?.stop();
  await house?.stop();
  if (house) await removeHouse(house);
}, 60_000);

/** The local minute of the day in which an instant lies. */
const minuteOf = (instant: number): number => Math.floor(localTimeOfDay(instant, 420) / MINUTE);

describe('the server alone', () => {
  test('refuses an item that would still sound when quiet hours begin', async () => {
    // A minute of the province's own rule: what the signer would refuse begins at half past nine at night only.
    const next = desks.timeOf(minuteOf(house.now()) + 1);
    await stolen.db.query(
      `insert into broadcast_rules (unit_id, quiet_from, quiet_to, longest_item_ms) values ($1, $2, '23:00', 1200000)`,
      [desk.commune, next],
    );
    const answer = await desk.officer.ask<{ code: string }>('POST', '/api/requests', {
      bulletin: long.id,
      revision: long.revision,
      targets: [desk.commune],
      times: { kind: 'now' },
      readings: 1,
    });
    expect([answer.status >= 400, answer.body.code]).toEqual([true, 'quiet-hours']);
    await stolen.db.query('delete from broadcast_rules where unit_id = $1', [desk.commune]);
    expect((await desks.submit(desk, long, { kind: 'now' })).state).toBe('waiting');
  }, 60_000);
});

describe('the signer alone', () => {
  test('refuses an order, right in all else, that would run into quiet hours', async () => {
    const { quietHours } = await stolen.signer.limits();
    const edge = instantOf(quietHours.fromMinute);
    const signs = async (from: number): Promise<string> => {
      const draft = await draftWith({ at: iso(from), until: iso(from + 30 * MINUTE) });
      return stolen.signer.signProgramme(draft).then(
        ({ jws }) => (jws.split('.').length === 3 ? 'signed' : 'nothing'),
        (error: { reason?: string }) => error.reason ?? 'not asked',
      );
    };
    expect(await signs(edge - 5 * MINUTE)).toBe('signed');
    expect(await signs(edge - MINUTE)).toBe('quiet-hours');
    expect(await signs(edge + 60 * MINUTE)).toBe('quiet-hours');
  }, 60_000);
});

const iso = (instant: number): string => new Date(instant).toISOString();

/** The instant at which a local minute of the house's day begins. */
function instantOf(minute: number): number {
  const now = house.now();
  return now - localTimeOfDay(now, 420) + minute * MINUTE;
}

/** What somebody with the way to the signer could ask for: the leader's approval of a request by the officer, in one slot. */
async function draftWith(slot: Slot): Promise<ProgrammeDraft> {
  const [author, approver] = await Promise.all([desk.officer, desk.leader].map(idOf));
  const { sha256, durationMs } = long.sounds[0]!;
  const request: Request = {
    v: 1,
    id: randomUUID(),
    unit: desk.commune,
    author: author!,
    revision: { bulletin: long.id, sha256: long.revision },
    class: 'normal',
    screen: { title: long.title, text: long.text, picture: null },
    sounds: [{ language: 'vi', sha256: sha256!, bytes: 100_000, durationMs: durationMs! }],
    targets: [desk.commune],
    channels: ['speaker'],
    times: { kind: 'slots', slots: [slot] },
    readings: 1,
    playThrough: false,
    staleAfterMs: null,
    expiresAt: iso(house.now() + 5 * 86_400_000),
  };
  const digest = await requestDigest(request);
  const approval: Approval = {
    digest,
    step: 1,
    approver: approver!,
    at: iso(house.now()),
    channel: 'screen',
    listenedMs: durationMs!,
    signature: null,
  };
  const order = { kind: 'order', order: randomUUID(), digest, request, approvals: [approval], slots: [slot], turn: 0 };
  return {
    v: 1,
    unit: desk.commune,
    level: 2,
    from: iso(house.now() - MINUTE),
    until: iso(house.now() + 30 * 86_400_000),
    entries: [OrderEntry.parse(order)],
    stopped: [],
  };
}

async function idOf(person: Person): Promise<string> {
  return (await person.get<{ id: string }>('/api/me')).id;
}

describe('the device alone', () => {
  let province: ProvinceStub;
  let speaker: SpeakerProcess | null = null;
  let dir: string;
  let sound: Request['sounds'][number];

  beforeAll(async () => {
    province = await ProvinceStub.open();
    dir = join(house.dataDir, '../quiet-speaker');
    const address = long.sounds[0]!.sha256!;
    const bytes = Buffer.from(await (await fetch(`${house.url}/media/${address}`)).arrayBuffer());
    sound = province.addSound(bytes, long.sounds[0]!.durationMs!);
    await claimProcess(dir, await province.claimString());
    speaker = startSpeaker(dir, ['run'], { NGUON_SPEAKER_AUDIO: 'decoder-file' });
    await expectSoon('it is connected', () => province.statuses.length > 0);
  }, 60_000);

  afterEach(() => province.publish(province.programme(UNITS.commune, [])));

  afterAll(async () => {
    await speaker?.end('SIGTERM');
    await province?.stop();
  });

  const kinds = (order: string): string[] =>
    province.told(order).map(({ kind, reason }) => [kind, reason].filter(Boolean).join(': '));

  /** Gives it quiet hours for an hour from the next minute but `more`, signed by the root as any assignment. */
  async function quietFrom(more: number): Promise<number> {
    const fromMinute = (minuteOf(Date.now()) + 1 + more) % 1440;
    await province.assign({ quietHours: { fromMinute, toMinute: (fromMinute + 60) % 1440 } });
    await pause(1_500);
    return (Math.floor(Date.now() / MINUTE) + 1 + more) * MINUTE;
  }

  test('does not take a programme in which a key stands twice, though the right key signed it', async () => {
    const programme = province.programme(UNITS.commune, [await buildOrder([sound])]);
    const jws = await signTwice(programme, TYPES.programme, province.keys.programme.signing);
    await province.announce(UNITS.commune, programme.version, jws);
    const details = (): string[] => province.told(null).map(({ detail }) => detail ?? '');
    await expectSoon('it says why', () => details().some((detail) => detail.endsWith('not-exact-json')));
    expect([...province.receipts.values()].map(({ kind }) => kind)).toEqual(['refused-document']);
  }, 60_000);

  test('does not start what would run into quiet hours, though signed and approved', async () => {
    await quietFrom(0);
    const order = await buildOrder([sound]);
    await province.publish(province.programme(UNITS.commune, [order]));
    await expectSoon('it says no', () => kinds(order.order).includes('not-played: quiet-hours'), 30_000);
    expect(kinds(order.order).filter((line) => line.startsWith('playing'))).toEqual([]);
  }, 60_000);

  test('cuts at the edge what sounds when quiet hours come', async () => {
    await province.assign({ quietHours: { fromMinute: 0, toMinute: 0 } });
    await pause(1_500);
    const order = await buildOrder([sound]);
    await province.publish(province.programme(UNITS.commune, [order]));
    await expectSoon('it plays', () => kinds(order.order).includes('playing'), 30_000);
    const edge = await quietFrom(0);
    await expectSoon('it is cut', () => kinds(order.order).includes('interrupted: quiet-hours'), 75_000);
    const cut = province.told(order.order).find(({ kind }) => kind === 'interrupted')!;
    expect(Date.parse(cut.at) - edge).toBeLessThan(1_000);
    expect(cut.playedMs).toBeLessThan(sound.durationMs - 1_000);
    await pause(3_000);
    expect(kinds(order.order).at(-1)).toBe('interrupted: quiet-hours');
  }, 150_000);
});
