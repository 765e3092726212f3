import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Bulletin } from '../../protocol/src/http/bulletins.ts';
import { sha256 } from '../../protocol/src/canonical.ts';
import { Programme } from '../../protocol/src/programme.ts';
import { unitProgrammeTopic } from '../../protocol/src/topics.ts';
import { readUnverified, TYPES } from '../../protocol/src/verify.ts';
import { spelledAnew } from './bare-device.ts';
import * as desks from './desk.ts';
import { eventually, type House, openHouse, pause, type Person, removeHouse } from './house.ts';
import { steal, type Stolen } from './house-secrets.ts';
import { openProxy, type Proxy } from './proxy.ts';
import { type RealSpeaker, startSpeaker } from './real-speaker.ts';

let house: House;
let stolen: Stolen;
let desk: desks.Desk;
let technician: Person;
let proxy: Proxy;
let speaker: RealSpeaker;
let device: string;
/** Bulletins that wait with their sounds. */
let plain: Bulletin;
let altered: Bulletin;
let long: Bulletin;

beforeAll(async () => {
  house = await openHouse({ atMinute: 540 });
  stolen = await steal(house);
  desk = await desks.openDesk(house);
  technician = await house.enter('kỹ thuật viên');
  proxy = await openProxy(house.url);
  const village = (await desks.villagesOf(technician, desk.commune))[0]!;
  const claim = await desks.claimStringFor(technician, village.id, 'Cụm loa thật');
  speaker = await startSpeaker(join(house.dataDir, '../speaker'), claim.replace(house.url, proxy.url), 'decoder-file');
  const write = (title: string, text: string): Promise<Bulletin> =>
    desks.writeBulletin(desk.officer, desk.commune, title, text);
  plain = await write('Tin thường', 'Mời bà con đến họp tối nay.');
  altered = await write('Tin bị sửa', 'Ngày mai tiêm chủng tại trạm y tế xã.');
  long = await write('Tin dài', 'Xã thông báo lịch cắt điện, mời bà con chú ý theo dõi. '.repeat(6));
  await eventually('the speaker is online', async () => (await deviceRow())?.state === 'online', 60_000);
  device = (await deviceRow())!.id;
}, 300_000);

afterEach(() => {
  proxy.rewrite = () => null;
});

afterAll(async () => {
  await speaker?.stop();
  await proxy?.stop();
  await stolen?.stop();
  await house?.stop();
  if (house) await removeHouse(house);
}, 60_000);

async function deviceRow(): Promise<{ id: string; name: string; state: string } | undefined> {
  const { items } = await technician.get<{ items: { id: string; name: string; state: string }[] }>('/api/devices');
  return items.find(({ name }) => name === 'Cụm loa thật');
}

/** What the speaker told of an order, or of documents where it is null: kind, then reason or detail. */
async function told(order: string | null): Promise<string[]> {
  const { rows } = await stolen.db.query<{ kind: string; reason: string | null; detail: string | null }>(
    `select kind, reason, detail from receipts where device_id = $1 and order_id is not distinct from $2 order by received_at, seq`,
    [device, order],
  );
  return rows.map(({ kind, reason, detail }) => [kind, reason ?? detail].filter(Boolean).join(': '));
}

/** Submits for now, hears and approves. @returns the order */
async function order(bulletin: Bulletin): Promise<string> {
  const request = await desks.submit(desk, bulletin, { kind: 'now' });
  return (await desks.approve(desk, request)).order!;
}

const waitFor = (order: string | null, words: string): Promise<unknown> =>
  eventually(`the speaker says ${words}`, async () => (await told(order)).some((line) => line.includes(words)), 60_000);

const held = (): Promise<string> => readFile(join(speaker.dir, 'programmes', `${desk.commune}.jws`), 'utf8');
const versionOf = (jws: string): number => readUnverified(jws, { type: TYPES.programme, schema: Programme }).version;

/** Gives the commune a new programme. */
let minute = 10 * 60;
async function issueAnother(): Promise<void> {
  minute += 10;
  await desks.addSlot(desk.leader, desk.commune, minute, minute + 5);
}

/** The newest signed programme of a unit, as the server keeps it. */
async function newest(unit: string): Promise<{ version: number; sha256: string; jws: string }> {
  const { rows } = await stolen.db.query<{ version: string; sha256: string; jws: string }>(
    'select version, sha256, jws from programmes where unit_id = $1 order by version desc limit 1',
    [unit],
  );
  return { ...rows[0]!, version: Number(rows[0]!.version) };
}

test('what was approved is played', async () => {
  const approved = await order(plain);
  await waitFor(approved, 'finished');
  expect(await speaker.recordings()).toHaveLength(1);
}, 180_000);

test('a sound of which one byte changed is refused and not heard', async () => {
  const address = altered.sounds[0]!.sha256!;
  const path = join(house.dataDir, 'files', address.slice(0, 2), address);
  const bytes = await readFile(path);
  bytes[Math.floor(bytes.length / 2)]! ^= 1;
  await writeFile(path, bytes);
  const approved = await order(altered);
  await waitFor(approved, 'refused-document: audio-altered');
  await pause(3_000);
  expect((await told(approved)).filter((line) => line.startsWith('playing'))).toEqual([]);
  expect(await speaker.recordings()).toHaveLength(1);
  await desk.leader.post(`/api/orders/${approved}/stop`, { reason: 'hỏng tệp' });
}, 180_000);

describe('a programme on its way to the speaker', () => {
  const changes: [string, string, (body: string) => Promise<string> | string][] = [
    ['altered in one byte', 'bad-signature', (body) => changeByte(body)],
    ['spelled otherwise', 'not-canonical', (body) => spelledAnew(body)],
    ['replaced by an older one', 'not-what-the-pointer-names', async () => held()],
    ['replaced by that of another unit', 'foreign-unit', async () => foreignProgramme()],
  ];

  test.each(changes)(
    'and %s is refused, and the one that is held stays',
    async (_how, reason, change) => {
      const before = await held();
      const seen = (await told(null)).length;
      proxy.rewrite = async (path, body) =>
        path.startsWith(`/programmes/${desk.commune}/`) ? Buffer.from(await change(body.toString())) : null;
      await issueAnother();
      await eventually(`it is refused: ${reason}`, async () =>
        (await told(null)).slice(seen).some((line) => line.startsWith('refused-document') && line.endsWith(reason)),
      );
      expect(await held()).toBe(before);
      proxy.rewrite = () => null;
      await issueAnother();
      await eventually('it follows the true one', async () => versionOf(await held()) > versionOf(before), 60_000);
    },
    120_000,
  );

  test('and older, told of by whoever stole the broker’s secret, is not fetched', async () => {
    const before = await held();
    const pointer = {
      unit: desk.commune,
      version: versionOf(before) - 1,
      sha256: 'b'.repeat(64),
      url: '/programmes/x',
    };
    await stolen.push(unitProgrammeTopic(desk.commune), pointer);
    await waitFor(null, 'bbbbbbbbbbbbbbbb: older-version');
    expect(await held()).toBe(before);
  }, 60_000);
});

function changeByte(jws: string): string {
  const [header, payload = '', signature] = jws.split('.');
  return [header, `${payload.slice(0, 80)}${payload[80] === 'A' ? 'B' : 'A'}${payload.slice(81)}`, signature].join('.');
}

async function foreignProgramme(): Promise<string> {
  const { rows } = await stolen.db.query<{ jws: string }>(
    'select jws from programmes where unit_id <> $1 order by version desc limit 1',
    [desk.commune],
  );
  return rows[0]!.jws;
}

test('a stopped order is not revived by the programme that carried it', async () => {
  const approved = await order(long);
  await waitFor(approved, 'playing');
  const old = await newest(desk.commune);
  expect(old.jws).toBe(await held());
  const began = Date.now();
  await desk.leader.post(`/api/orders/${approved}/stop`, { reason: 'thử' });
  await waitFor(approved, 'interrupted');
  expect(Date.now() - began).toBeLessThan(10_000);
  const after = await held();
  const recordings = (await speaker.recordings()).length;
  // The thief says that the old text is the newest programme, and hands it out.
  proxy.rewrite = (path) => (path.startsWith(`/programmes/${desk.commune}/`) ? Buffer.from(old.jws) : null);
  const faked = { unit: desk.commune, version: versionOf(after) + 1_000, sha256: await sha256(old.jws) };
  await stolen.push(unitProgrammeTopic(desk.commune), {
    ...faked,
    url: `/programmes/${desk.commune}/${faked.version}.jws`,
  });
  await waitFor(null, `${faked.sha256.slice(0, 16)}: older-version`);
  await pause(3_000);
  expect(await held()).toBe(after);
  expect(await speaker.recordings()).toHaveLength(recordings);
  expect((await told(approved)).filter((line) => line.startsWith('playing'))).toHaveLength(1);
}, 180_000);
