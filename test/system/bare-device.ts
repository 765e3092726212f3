import { randomBytes, randomUUID } from 'node:crypto';
import { type MqttClient, connect } from 'mqtt';
import {
  type ClaimReply,
  LoginReply,
  type LoginReply as Reply,
  type Receipt,
  parseClaimString,
} from '../../protocol/src/device.ts';
import type { DeviceKind } from '../../protocol/src/programme.ts';
import { type SigningKey, generateKey, signDocument } from '../../protocol/src/sign.ts';
import { type DocumentType, TYPES, encode, readUnverified } from '../../protocol/src/verify.ts';
import { claimStringFor } from './desk.ts';
import type { Answer, House, Person } from './house.ts';

/** A device that is no more than its key: it says what a test wants it to say. */
export interface BareDevice {
  id: string;
  signing: SigningKey;
}

/** What the doors for devices answer: a problem's code and parameters, or what was asked. */
export type Said = Answer<{
  code?: string;
  parameters?: { reason?: string };
  nonce?: string;
  reply?: string;
  stored?: number;
}>;

/** Posts as a device would. */
export async function tell(house: Pick<House, 'url'>, door: string, body: object): Promise<Said> {
  const answer = await fetch(`${house.url}/api/device/${door}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as Said['body'] };
}

/** Claims a place with a new key. */
export async function claimBare(house: House, technician: Person, unit: string, name: string): Promise<BareDevice> {
  const claim = parseClaimString(await claimStringFor(technician, unit, name));
  const key = await generateKey(true);
  const statement = await signDocument(statementOf(key.public.x), TYPES.claim, key.signing);
  const { status, body } = await tell(house, 'claim', { code: claim?.code, statement });
  if (status !== 200) throw new Error(`claim: ${status} ${JSON.stringify(body)}`);
  return { id: (body as unknown as ClaimReply).device, signing: key.signing };
}

/** What a new device says of itself. */
export function statementOf(x: string, kind: DeviceKind = 'speaker') {
  return { x, kind, serial: 'thử-01', at: '1970-01-01T00:00:00.000Z' };
}

/** An answer to a challenge, before it is signed. */
export function answerOf(device: string, nonce: string) {
  return { device, nonce, deviceNonce: randomBytes(24).toString('base64url'), boot: randomUUID(), software: 'thử 1' };
}

/** Logs in as a device does. Throws when it is refused. */
export async function enterBare(house: House, device: BareDevice): Promise<Reply> {
  const { body: challenge } = await tell(house, 'challenge', { device: device.id });
  const answer = answerOf(device.id, challenge.nonce ?? '');
  const { status, body } = await tell(house, 'login', {
    answer: await signDocument(answer, TYPES.loginAnswer, device.signing),
  });
  if (body.reply === undefined) throw new Error(`login: ${status} ${JSON.stringify(body)}`);
  return readUnverified(body.reply, { type: TYPES.loginReply, schema: LoginReply });
}

/** Connects to the broker through the public port. Rejects with what the broker says. */
export async function connectBare(house: House, clientId: string, password: string): Promise<MqttClient> {
  const client = connect(`${house.url.replace('http', 'ws')}/mqtt`, {
    clientId,
    username: clientId,
    password,
    protocolVersion: 4,
    reconnectPeriod: 0,
  });
  client.on('error', () => undefined);
  await new Promise<void>((settle, fail) => {
    client.once('connect', () => settle());
    client.once('error', fail);
    client.once('close', () => fail(new Error('closed')));
  });
  return client;
}

/** Waits until a connection has ended. */
export function closed(client: MqttClient): Promise<void> {
  return client.connected ? new Promise((settle) => client.once('close', () => settle())) : Promise.resolve();
}

/** What the broker grants for a filter: 0 or 1, or 128 for a refusal. */
export function granted(client: MqttClient, filter: string): Promise<number | undefined> {
  return new Promise((settle) => {
    client.subscribe(filter, { qos: 1 }, (_error, _grants, packet) => settle(Number(packet?.granted[0])));
  });
}

/** A receipt of an order that began. */
export function receiptOf(over: Partial<Receipt> = {}): Receipt {
  const at = new Date().toISOString();
  return {
    boot: randomUUID(),
    seq: 0,
    kind: 'playing',
    order: randomUUID(),
    slot: at,
    at,
    clockTrusted: true,
    attempt: 1,
    playedMs: null,
    reason: null,
    detail: null,
    ...over,
  };
}

/** The same signature in another spelling: base64url has four for the last character of 64 bytes. */
export function spelledAnew(jws: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return jws.slice(0, -1) + alphabet[alphabet.indexOf(jws.at(-1) ?? 'A') + 1];
}

/** Signs a text in which one key stands twice, with the right key and for the right purpose. */
export async function signTwice(value: object, type: DocumentType, signing: SigningKey): Promise<string> {
  const text = JSON.stringify(value);
  const first = /^\{("[^"]+":[^,]+),/.exec(text)?.[1] ?? '';
  const bytes = (words: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(words);
  const header = encode(bytes(JSON.stringify({ alg: 'Ed25519', kid: signing.kid, typ: type })));
  const body = `${header}.${encode(bytes(`{${first},${text.slice(1)}`))}`;
  const signature = await crypto.subtle.sign('Ed25519', signing.key, bytes(body));
  return `${body}.${encode(new Uint8Array(signature))}`;
}
