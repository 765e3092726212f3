import { randomBytes, randomUUID } from 'node:crypto';
import type { ClaimReply, LoginReply as Reply, Receipt } from '@nguon/protocol/device.ts';
import { LoginReply } from '@nguon/protocol/device.ts';
import { Assignment, type DeviceKind } from '@nguon/protocol/programme.ts';
import { generateKey, kidOf, signDocument } from '@nguon/protocol/sign.ts';
import { TYPES, verifyDocument } from '@nguon/protocol/verify.ts';
import { readConfig } from '../../../config.ts';
import type { BrokerClient } from '../../../platform/mqtt.ts';
import type { SignerClient } from '../../../platform/signer.ts';
import { SignerRefusal } from '../../../platform/signer.ts';
import type { SmsGateway } from '../../../platform/sms.ts';
import { makeTestFolder } from '../../../platform/test-folder.ts';
import { Refused } from '../../../signer/refusal.ts';
import { openSigner } from '../../../signer/signer.ts';
import { buildTestApp, createTestClock, type TestApp, type TestClock } from '../../../test-app.ts';
import { buildUser, signedIn } from '../../accounts/factories.ts';
import { buildSmallProvince, type SmallProvince } from '../../units/factories.ts';
import { unitRecords } from '../../units/service.ts';

export const BROKER_SECRET = 'only-for-tests-0123456789abcdef-0123456789';

/** A small province with its own signer, a technician of the first district, and a broker that only remembers. */
export interface DeviceHouse {
  t: TestApp;
  clock: TestClock;
  province: SmallProvince;
  rootX: string;
  /** What was published: topic and payload. */
  sent: { topic: string; payload: string }[];
  technician: { cookie: string };
  /** Technician of the second district. */
  stranger: { cookie: string };
  stop(): Promise<void>;
}

export async function buildDeviceHouse(broker?: BrokerClient, sms: SmsGateway | null = null): Promise<DeviceHouse> {
  const folder = await makeTestFolder();
  const clock = createTestClock();
  const sent: DeviceHouse['sent'] = [];
  const signer = await openSigner(`${folder.path}/signer`, clock);
  const config = readConfig({ DATA_DIR: folder.path, SESSION_SECRET: 's'.repeat(40), BROKER_SECRET });
  const t = await buildTestApp({
    clock,
    config,
    signer: asClient(signer, clock),
    broker: broker ?? rememberingBroker(sent),
    sms,
  });
  const province = await buildSmallProvince(t.database.db);
  await signer.register.putUnits(await unitRecords(t.database.db), clock.now());
  const unitOf = (index: number): string => province.districts[index]?.id ?? '';
  const technician = await buildUser(t.database.db, { role: 'technician', unit: unitOf(0) });
  const stranger = await buildUser(t.database.db, { role: 'technician', unit: unitOf(1) });
  return {
    t,
    clock,
    province,
    rootX: signer.keys.root.x,
    sent,
    technician: await signedIn(t.platform, technician),
    stranger: await signedIn(t.platform, stranger),
    async stop() {
      await t.stop();
      await signer.close();
      await folder.remove();
    },
  };
}

function asClient(signer: Awaited<ReturnType<typeof openSigner>>, clock: TestClock): SignerClient {
  const told = async <T>(act: Promise<T>): Promise<T> => {
    try {
      return await act;
    } catch (error) {
      throw error instanceof Refused ? new SignerRefusal(error.refusal) : error;
    }
  };
  return {
    keys: async () => signer.keys,
    limits: async () => signer.limits,
    signProgramme: (draft) => told(signer.signProgramme(draft)),
    signAssignment: (draft) => told(signer.signAssignment(draft)),
    signLoginReply: (draft) => told(signer.signLoginReply(draft)),
    signCommand: (draft) => told(signer.signCommand(draft)),
    putApprover: async (record) => void (await told(signer.register.putApprover(record, clock.now()))),
    removeApprover: async (user) => void (await told(signer.register.removeApprover(user, clock.now()))),
    putUnits: async (units) => void (await told(signer.putUnits(units))),
    showApproval: (proof) => told(signer.phones.showApproval(proof)),
    enrolKey: (draft) => told(signer.phones.enrolKey(draft)),
    showVoucher: (draft) => told(signer.phones.showVoucher(draft)),
    showPermit: (draft) => told(signer.phones.showPermit(draft)),
    showStanding: (draft) => told(signer.standings.showStanding(draft)),
    showFilling: (draft) => told(signer.standings.showFilling(draft)),
    withdrawStanding: (id) => signer.standings.withdraw(id),
    endKey: async (kid) => void (await told(signer.phones.endKey(kid))),
    keyScope: (user) => told(signer.phones.keyScope(user)),
    guardedOf: async (units) => signer.phones.guardedOf(units),
    health: async () => true,
  };
}

function rememberingBroker(sent: DeviceHouse['sent']): BrokerClient {
  return {
    publish: async (topic, payload) => void sent.push({ topic, payload: payload.toString() }),
    subscribe: () => undefined,
    connected: () => true,
    answers: () => Promise.resolve(true),
    close: async () => undefined,
  };
}

type Key = Awaited<ReturnType<typeof generateKey>>;

/** A device of a test: its key, and its identity once claimed. */
export interface TestDevice {
  key: Key;
  id: string;
  assignment: Assignment;
}

export async function statementOf(key: Key, kind: DeviceKind = 'speaker', serial = 'SN-1'): Promise<string> {
  const statement = { x: key.public.x, kind, serial, at: '1970-01-01T00:00:00.000Z' };
  return signDocument(statement, TYPES.claim, key.signing);
}

/** Posts as a device would. */
export async function post(house: DeviceHouse, url: string, payload: object) {
  return house.t.app.inject({ method: 'POST', url, payload });
}

/** Makes a code for a village and claims it with a new key. */
export async function claimSpeaker(
  house: DeviceHouse,
  unit: string,
  name = 'Cụm loa nhà văn hóa',
): Promise<TestDevice> {
  const made = await house.t.app.inject({
    method: 'POST',
    url: '/api/device-claims',
    headers: house.technician,
    payload: { unit, kind: 'speaker', name },
  });
  const key = await generateKey(true);
  const { code } = made.json<{ code: string }>();
  const claimed = await post(house, '/api/device/claim', { code, statement: await statementOf(key) });
  const reply = claimed.json<ClaimReply>();
  return { key, id: reply.device, assignment: await readAssignment(house, reply.assignment) };
}

export async function readAssignment(house: DeviceHouse, jws: string): Promise<Assignment> {
  const root = { kid: await kidOf(house.rootX), x: house.rootX };
  return verifyDocument(jws, { type: TYPES.assignment, schema: Assignment, keys: [root] });
}

/** Answers a challenge; the status of the login and, where it went well, the verified reply. */
export async function logIn(house: DeviceHouse, device: TestDevice, change: { boot?: string; nonce?: string } = {}) {
  const challenge = await post(house, '/api/device/challenge', { device: device.id });
  const nonce = change.nonce ?? challenge.json<{ nonce?: string }>().nonce ?? 'x'.repeat(43);
  const deviceNonce = randomBytes(24).toString('base64url');
  const answer = { device: device.id, nonce, deviceNonce, boot: change.boot ?? randomUUID(), software: 'test 1' };
  const signed = await signDocument(answer, TYPES.loginAnswer, device.key.signing);
  const response = await post(house, '/api/device/login', { answer: signed });
  const keys = device.assignment.keys.filter((key) => key.purposes.includes('login'));
  const expected = { type: TYPES.loginReply, schema: LoginReply, keys };
  const reply: Reply | null =
    response.statusCode === 200 ? await verifyDocument(response.json<{ reply: string }>().reply, expected) : null;
  return { status: response.statusCode, body: response.json<Record<string, unknown>>(), reply, nonce, deviceNonce };
}

export function buildReceipt(change: Partial<Receipt> = {}): Receipt {
  return {
    boot: '00000000-0000-4000-8000-00000000b001',
    seq: 0,
    kind: 'playing',
    order: '00000000-0000-4000-8000-00000000c001',
    slot: '2026-11-23T10:30:00.000Z',
    at: '2026-11-23T10:30:00.100Z',
    clockTrusted: true,
    attempt: 1,
    playedMs: null,
    reason: null,
    detail: null,
    ...change,
  };
}

export async function sendReceipts(house: DeviceHouse, device: TestDevice, receipts: Receipt[]) {
  const batch = await signDocument({ device: device.id, receipts }, TYPES.receipts, device.key.signing);
  return post(house, '/api/device/receipts', { batch });
}

/** What was refused so far: door and reason. */
export async function refusals({ t }: DeviceHouse): Promise<string[]> {
  const rows = await t.database.db.selectFrom('refused_messages').select(['door', 'reason']).orderBy('id').execute();
  return rows.map(({ door, reason }) => `${door} ${reason}`);
}
