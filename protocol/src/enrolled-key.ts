import { z } from 'zod';
import { Id, Instant, Milliseconds, Sha256 } from './primitives.ts';
import { decode, encode } from './verify.ts';

/** kid of a key: the first 32 hexadecimal characters of the SHA-256 of its `x`. */
const Kid = z.string().regex(/^[0-9a-f]{32}$/);
/** Public half of an Ed25519 key, base64url. */
const PublicX = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
/** 32 bytes, base64url: a key made of a PIN, or the proof of one. */
export const Secret = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/** What an approver signs with the key of an enrolled phone (typ `nguon-approval+jws`): Duyệt, which the record repeats, or Trả lại. */
export const ApprovalStatement = z.strictObject({
  v: z.literal(1),
  decision: z.enum(['approve', 'return']),
  request: Id,
  digest: Sha256,
  step: z.int().min(1).max(5),
  approver: Id,
  channel: z.enum(['screen', 'link']),
  listenedMs: Milliseconds,
  at: Instant,
});
export type ApprovalStatement = z.infer<typeof ApprovalStatement>;

/** What a phone signs with its new key when it is enrolled: whose it is (typ `nguon-enrolment+jws`). */
export const Enrolment = z.strictObject({
  v: z.literal(1),
  user: Id,
  kid: Kid,
  x: PublicX,
  at: Instant,
});
export type Enrolment = z.infer<typeof Enrolment>;

/** "Xác nhận điện thoại mới": somebody enrolled answers for another's new key, over exactly these units (typ `nguon-voucher+jws`). */
export const Voucher = z.strictObject({
  v: z.literal(1),
  user: Id,
  kid: Kid,
  units: z.array(Id).min(1).max(200),
  voucher: Id,
  at: Instant,
});
export type Voucher = z.infer<typeof Voucher>;

/** An enrolled approver lets codes be read out in their name in one commune, until a date, so many a day (typ `nguon-permit+jws`). */
export const CodePermit = z.strictObject({
  v: z.literal(1),
  kind: z.literal('code'),
  id: Id,
  approver: Id,
  unit: Id,
  from: Instant,
  until: Instant,
  perDay: z.int().min(1).max(20),
});
export type CodePermit = z.infer<typeof CodePermit>;

/** Rounds of PBKDF2 (SHA-256): a second or two of a cheap phone, once per approval. */
const PIN_ROUNDS = 300_000;

/** The key that a PIN makes together with the phone's own kid. It is known to the phone while the PIN is typed, and to the signer. */
export async function pinKeyOf(pin: string, kid: string): Promise<string> {
  const text = new TextEncoder();
  const material = await crypto.subtle.importKey('raw', text.encode(pin.normalize('NFC')), 'PBKDF2', false, [
    'deriveBits',
  ]);
  const salt = text.encode(`nguon-pin ${kid}`);
  const bits = await crypto.subtle.deriveBits(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: PIN_ROUNDS },
    material,
    256,
  );
  return encode(new Uint8Array(bits));
}

/** Proof that the PIN was known when one document was signed: HMAC-SHA256 of the document. It is shown to the signer alone and never kept. */
export async function pinProofOf(pinKey: string, jws: string): Promise<string> {
  const key = await crypto.subtle.importKey('raw', decode(pinKey), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  return encode(new Uint8Array(await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(jws))));
}
