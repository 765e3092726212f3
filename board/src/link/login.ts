import { ChallengeReply, type LoginAnswer, LoginReply, SignedLoginReply } from '@nguon/protocol/device.ts';
import { signDocument } from '@nguon/protocol/sign.ts';
import { RefusedDocument, TYPES, encode, verifyDocument } from '@nguon/protocol/verify.ts';
import type { Ticks } from './clock.ts';
import { type Identity, trustedKeys } from './identity.ts';
import { postJson } from './web.ts';

/** A verified reply and how long the question was under way, in milliseconds. */
export interface Login {
  reply: LoginReply;
  roundTripMs: number;
}

/**
 * Proves the device's key and hears the time, the pass to the broker and what is new. The reply counts only when it repeats the nonce made
 * for this very question: no old reply can set the clock. Throws RefusedDocument, RefusedByServer, or the error of the network.
 */
export async function logIn(
  identity: Identity,
  life: { boot: string; software: string },
  ticks: Ticks,
): Promise<Login> {
  const { device, key } = identity;
  const { nonce } = ChallengeReply.parse(await postJson('/api/device/challenge', { device }));
  const deviceNonce = encode(crypto.getRandomValues(new Uint8Array(24)));
  const answer: LoginAnswer = { device, nonce, deviceNonce, ...life };
  const signed = await signDocument(answer, TYPES.loginAnswer, key.signing);
  const askedAt = ticks.monotonic();
  const body = SignedLoginReply.parse(await postJson('/api/device/login', { answer: signed }));
  const roundTripMs = ticks.monotonic() - askedAt;
  const keys = trustedKeys(identity.assignment, 'login');
  const reply = await verifyDocument(body.reply, { type: TYPES.loginReply, schema: LoginReply, keys });
  if (reply.deviceNonce !== deviceNonce || reply.device !== device)
    throw new RefusedDocument('answer-to-another-question');
  return { reply, roundTripMs };
}
