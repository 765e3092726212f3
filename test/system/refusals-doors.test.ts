import { randomUUID } from 'node:crypto';
import type { MqttClient } from 'mqtt';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { generateKey, signDocument } from '../../protocol/src/sign.ts';
import { deviceFilter, deviceTopic, EVERYTHING, unitFilter, unitProgrammeTopic } from '../../protocol/src/topics.ts';
import { TYPES } from '../../protocol/src/verify.ts';
import * as bare from './bare-device.ts';
import { addSlot, openDesk, villagesOf } from './desk.ts';
import { eventually, type House, openHouse, pause, type Person, removeHouse } from './house.ts';
import { steal, type Stolen } from './house-secrets.ts';

let house: House;
let stolen: Stolen;
let technician: Person;
let leader: Person;
let commune: string;
let own: string;
let other: string;
let device: bare.BareDevice;
let neighbour: bare.BareDevice;
const clients: MqttClient[] = [];

beforeAll(async () => {
  house = await openHouse({ atMinute: 540 });
  stolen = await steal(house);
  technician = await house.enter('kỹ thuật viên');
  const desk = await openDesk(house);
  ({ leader, commune } = desk);
  const villages = await villagesOf(technician, commune);
  [own, other] = [villages[0]!.id, villages[1]!.id];
  device = await bare.claimBare(house, technician, own, 'Thiết bị thử');
  neighbour = await bare.claimBare(house, technician, other, 'Thiết bị bên cạnh');
}, 180_000);

afterEach(async () => {
  for (const client of clients.splice(0)) await client.endAsync(true);
});

afterAll(async () => {
  await stolen?.stop();
  await house?.stop();
  if (house) await removeHouse(house);
}, 60_000);

/** Logs in and connects. */
async function online(who: bare.BareDevice): Promise<MqttClient> {
  const client = await bare.connectBare(house, who.id, (await bare.enterBare(house, who)).brokerPassword);
  clients.push(client);
  return client;
}

/** Why messages were refused, newest first. */
async function refusals(): Promise<string[]> {
  const { rows } = await stolen.db.query<{ reason: string }>('select reason from refused_messages order by id desc');
  return rows.map(({ reason }) => reason);
}

const count = async (table: 'receipts' | 'devices' | 'pending_claims'): Promise<number> =>
  Number((await stolen.db.query<{ n: string }>(`select count(*) as n from ${table}`)).rows[0]?.n);

describe('a key that nobody claimed', () => {
  test('gets no challenge and no login, and is recorded', async () => {
    const { signing } = await generateKey(true);
    const nobody = randomUUID();
    const challenge = await bare.tell(house, 'challenge', { device: nobody });
    expect([challenge.status, challenge.body.code]).toEqual([401, 'device-unknown']);
    const answer = await signDocument(bare.answerOf(nobody, 'n'.repeat(43)), TYPES.loginAnswer, signing);
    const login = await bare.tell(house, 'login', { answer });
    expect([login.status, login.body.code]).toEqual([401, 'device-unknown']);
    expect((await refusals())[0]).toBe('device-unknown');
  });

  test('cannot answer for a device that somebody claimed', async () => {
    const { signing } = await generateKey(true);
    const { body } = await bare.tell(house, 'challenge', { device: device.id });
    const answer = await signDocument(bare.answerOf(device.id, body.nonce!), TYPES.loginAnswer, signing);
    const login = await bare.tell(house, 'login', { answer });
    expect([login.body.code, login.body.parameters?.reason]).toEqual(['device-refused', 'unknown-key']);
    // The device itself still gets in.
    expect((await bare.enterBare(house, device)).device).toBe(device.id);
  });
});

describe('another spelling and a key that stands twice', () => {
  test.each(['claim', 'pending-claims', 'login', 'receipts'] as const)('are refused at %s', async (door) => {
    const before = [await count('devices'), await count('receipts'), await count('pending_claims')];
    const fresh = await generateKey(true);
    const { body } = await bare.tell(house, 'challenge', { device: device.id });
    const documents = {
      claim: [bare.statementOf(fresh.public.x), TYPES.claim, fresh.signing],
      'pending-claims': [bare.statementOf(fresh.public.x, 'board'), TYPES.claim, fresh.signing],
      login: [bare.answerOf(device.id, body.nonce!), TYPES.loginAnswer, device.signing],
      receipts: [{ device: device.id, receipts: [bare.receiptOf()] }, TYPES.receipts, device.signing],
    } as const;
    const send = (jws: string): Promise<bare.Said> => {
      if (door === 'login') return bare.tell(house, door, { answer: jws });
      if (door === 'receipts') return bare.tell(house, door, { batch: jws });
      return bare.tell(house, door, { statement: jws, ...(door === 'claim' ? { code: 'AAAA2222' } : {}) });
    };
    const [value, type, signing] = documents[door];
    const spelled = await send(bare.spelledAnew(await signDocument(value, type, signing)));
    expect([spelled.body.code, spelled.body.parameters?.reason]).toEqual(['device-refused', 'not-canonical']);
    const twice = await send(await bare.signTwice(value, type, signing));
    expect([twice.body.code, twice.body.parameters?.reason]).toEqual(['device-refused', 'not-exact-json']);
    expect((await refusals()).slice(0, 2)).toEqual(['not-exact-json', 'not-canonical']);
    expect([await count('devices'), await count('receipts'), await count('pending_claims')]).toEqual(before);
  });
});

describe('at the broker', () => {
  test('a device hears nothing that is not its own', async () => {
    const client = await online(device);
    const heard: string[] = [];
    client.on('message', (topic) => heard.push(topic));
    const foreign = [deviceFilter(neighbour.id), unitFilter(other), EVERYTHING, '#', unitFilter(own).replace(own, '+')];
    for (const filter of foreign) expect(await bare.granted(client, filter), filter).toBe(128);
    expect(await bare.granted(client, unitFilter(commune))).toBe(1);
    await stolen.push(unitProgrammeTopic(other), { for: 'somebody else' });
    await addSlot(leader, commune, 10 * 60, 10 * 60 + 10);
    // What is its own comes, so what is not would have come as well.
    await eventually('its own hint is here', async () => heard.length > 0);
    await pause(500);
    expect([...new Set(heard)]).toEqual([unitProgrammeTopic(commune)]);
  });

  test.each([
    ['another device’s status', () => deviceTopic(neighbour.id, 'status')],
    ['a programme', () => unitProgrammeTopic(commune)],
    ['a command', () => deviceTopic(device.id, 'command')],
  ])('a device that says %s is cut off, and nobody hears it', async (_what, topic) => {
    const [client, listener] = [await online(device), await online(neighbour)];
    const heard: string[] = [];
    listener.on('message', (_topic, payload) => heard.push(payload.toString()));
    for (const filter of [unitFilter(commune), deviceFilter(neighbour.id)])
      expect(await bare.granted(listener, filter)).toBe(1);
    client.publish(topic(), JSON.stringify({ forged: true }), { qos: 1 });
    await bare.closed(client);
    await pause(500);
    expect(heard).toEqual([]);
    expect(listener.connected).toBe(true);
  });

  test('nobody takes another’s client id', async () => {
    const rightful = await online(neighbour);
    const { brokerPassword } = await bare.enterBare(house, device);
    await expect(bare.connectBare(house, neighbour.id, brokerPassword)).rejects.toThrow(/Not authorized|closed/);
    await pause(500);
    expect(rightful.connected).toBe(true);
  });
});

test('receipts that come again are counted once', async () => {
  const receipts = [0, 1, 2].map((seq) => bare.receiptOf({ seq, boot: '00000000-0000-4000-8000-00000000b00f' }));
  const batch = await signDocument({ device: device.id, receipts }, TYPES.receipts, device.signing);
  const before = await count('receipts');
  const answers = await Promise.all([1, 2, 3].map(() => bare.tell(house, 'receipts', { batch })));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(answers.map(({ body }) => body.stored).filter((stored) => stored !== 0)).toEqual([3]);
  expect(await count('receipts')).toBe(before + 3);
  // The receipts of one device in another's name: the signature is not that of the device they name.
  const borrowed = { device: neighbour.id, receipts };
  const answer = await bare.tell(house, 'receipts', {
    batch: await signDocument(borrowed, TYPES.receipts, device.signing),
  });
  expect([answer.body.code, answer.body.parameters?.reason]).toEqual(['device-refused', 'unknown-key']);
});

test('a revoked device is dropped, and neither its key nor its pass opens anything', async () => {
  const lost = await bare.claimBare(house, technician, own, 'Thiết bị bị mất');
  const { brokerPassword } = await bare.enterBare(house, lost);
  const client = await bare.connectBare(house, lost.id, brokerPassword);
  clients.push(client);
  expect((await technician.ask('DELETE', `/api/devices/${lost.id}`)).status).toBe(204);
  await bare.closed(client);
  const challenge = await bare.tell(house, 'challenge', { device: lost.id });
  expect([challenge.status, challenge.body.code]).toEqual([401, 'device-unknown']);
  const batch = { device: lost.id, receipts: [bare.receiptOf()] };
  const told = await bare.tell(house, 'receipts', { batch: await signDocument(batch, TYPES.receipts, lost.signing) });
  expect([told.status, told.body.code]).toEqual([401, 'device-unknown']);
  await expect(bare.connectBare(house, lost.id, brokerPassword)).rejects.toThrow(/Not authorized|closed/);
});
