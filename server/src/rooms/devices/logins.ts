import { randomBytes } from 'node:crypto';
import { LoginAnswer, type LoginReply } from '@nguon/protocol/device.ts';
import { TYPES, readUnverified, verifyDocument } from '@nguon/protocol/verify.ts';
import { Assignment } from '@nguon/protocol/programme.ts';
import { signBrokerPassword } from '../../lib/broker-password.ts';
import { Problem } from '../../lib/problem.ts';
import { inTransaction } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import { assignmentUrl, currentAssignment } from './assignments.ts';
import { insertNonce, noteBoot, readPointers, takeNonce } from './login-store.ts';
import { askApart, believe, refuse } from './refusals.ts';
import { LOGIN_MS, NONCE_MS, storableText } from './rules.ts';
import { noteContact, readStanding, type KeptAssignment } from './store.ts';

/** Where devices reach the broker over WebSocket, on the public address. */
export const BROKER_PATH = '/mqtt';

/** Gives a device a nonce to sign. Throws Problem `device-unknown`. */
export async function challenge(platform: Platform, device: string): Promise<{ nonce: string }> {
  if (!(await readStanding(platform.db, device))) throw await unknown(platform, device);
  const nonce = randomBytes(32).toString('base64url');
  const now = platform.clock.now();
  const expiresAt = new Date(now.getTime() + NONCE_MS);
  await inTransaction(platform.db, (tx) => insertNonce(tx, { nonce, device, expiresAt, now }));
  return { nonce };
}

/**
 * Lets a device in that signed its nonce: a trusted time, a short pass to the broker, where its assignment and programmes lie, all signed.
 * @returns the compact JWS of a LoginReply
 * @throws Problem `device-unknown`, `device-refused`, `unavailable`
 */
export async function logIn(platform: Platform, jws: string): Promise<{ reply: string }> {
  const expected = { type: TYPES.loginAnswer, schema: LoginAnswer };
  const claimed = await believe(platform, { door: 'login', device: null }, () => readUnverified(jws, expected).device);
  const device = await readStanding(platform.db, claimed);
  if (!device) throw await unknown(platform, claimed);
  const about = { door: 'login', device: device.id } as const;
  const answer = await believe(platform, about, () => verifyDocument(jws, { ...expected, keys: [device.key] }));
  if (!(await takeNonce(platform.db, answer.nonce, device.id, platform.clock.now()))) {
    throw await refuse(platform, { ...about, reason: 'nonce-unknown' });
  }
  const assignment = await currentAssignment(platform, device);
  const draft = await replyFor(platform, answer, assignment);
  const { jws: reply } = await askApart(() => platform.signer.signLoginReply(draft));
  const at = platform.clock.now();
  await inTransaction(platform.db, async (tx) => {
    await noteContact(tx, device.id, at);
    await noteBoot(tx, { device: device.id, boot: answer.boot, software: storableText(answer.software), at });
  });
  return { reply };
}

async function replyFor(platform: Platform, answer: LoginAnswer, assignment: KeptAssignment): Promise<LoginReply> {
  const secret = platform.config.handed.brokerSecret;
  if (secret === undefined) throw new Problem('unavailable', { part: 'bộ chuyển tin' });
  const units = unitsOf(assignment);
  const time = platform.clock.now();
  const exp = Math.floor((time.getTime() + LOGIN_MS) / 1000);
  return {
    device: answer.device,
    deviceNonce: answer.deviceNonce,
    time: time.toISOString(),
    brokerPath: BROKER_PATH,
    brokerPassword: await signBrokerPassword(secret, { sub: answer.device, role: 'device', units, exp }),
    expiresAt: new Date(exp * 1000).toISOString(),
    assignmentVersion: assignment.version,
    assignmentUrl: assignmentUrl(answer.device, assignment.version),
    programmes: await readPointers(platform.db, units),
  };
}

/** The units that the signed assignment names: what the device will follow, and so what it may hear. */
function unitsOf({ jws }: KeptAssignment): string[] {
  const assignment = readUnverified(jws, { type: TYPES.assignment, schema: Assignment });
  return assignment.units.map(({ unit }) => unit);
}

async function unknown(platform: Platform, device: string): Promise<Problem> {
  return refuse(platform, { door: 'login', device, reason: 'device-unknown' }, 'device-unknown');
}
