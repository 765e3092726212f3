import { randomBytes } from 'node:crypto';
import { ChallengeReply, type LoginAnswer, LoginReply, SignedLoginReply } from '@nguon/protocol/device.ts';
import { signDocument } from '@nguon/protocol/sign.ts';
import { RefusedDocument, TYPES, verifyDocument } from '@nguon/protocol/verify.ts';
import type { Ticks } from './clock.ts';
import { type Identity, trustedKeys } from './identity.ts';
import { postJson } from './web.ts';

/** What this program calls itself towards the province. */
export const SOFTWARE = 'nguon-speaker 0.1.0';

/** A verified reply and how long the question was under way, in milliseconds. */
export interface Login {
  reply: LoginReply;
  roundTripMs: number;
}

/**
 * Proves the device's key to the province and hears the time, the pass to the broker and what is new.
 * The reply counts only when it repeats the nonce that was made for this very question, so that no old reply can set the clock.
 * Throws RefusedDocument, RefusedByServer, or the error of the network.
 */
export async function logIn(identity: Identity, boot: string, ticks: Ticks): Promise<Login> {
  const { device, address } = identity;
  const { nonce } = ChallengeReply.parse(await postJson(address, '/api/device/challenge', { device }));
  const deviceNonce = randomBytes(24).toString('base64url');
  const answer: LoginAnswer = { device, nonce, deviceNonce, boot, software: SOFTWARE };
  const signed = await signDocument(answer, TYPES.loginAnswer, identity.key);
  const askedAt = ticks.monotonic();
  const body = SignedLoginReply.parse(await postJson(address, '/api/device/login', { answer: signed }));
  const roundTripMs = ticks.monotonic() - askedAt;
  const keys = trustedKeys(identity.assignment, 'login');
  const reply = await verifyDocument(body.reply, { type: TYPES.loginReply, schema: LoginReply, keys });
  if (reply.deviceNonce !== deviceNonce || reply.device !== device)
    throw new RefusedDocument('answer-to-another-question');
  return { reply, roundTripMs };
}
