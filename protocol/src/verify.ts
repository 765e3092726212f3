import { compactVerify, type CryptoKey, type JWK, importJWK } from 'jose';
import type { z } from 'zod';

/** Purposes of what the province and its devices sign. A document signed for one purpose is worthless for another. */
export const TYPES = {
  assignment: 'nguon-assignment+jws',
  programme: 'nguon-programme+jws',
  command: 'nguon-command+jws',
  loginReply: 'nguon-login-reply+jws',
  loginAnswer: 'nguon-login-answer+jws',
  receipts: 'nguon-receipts+jws',
  claim: 'nguon-claim+jws',
} as const;

/** What approvers' enrolled phones sign for the signer; no device ever reads one. */
export const PHONE_TYPES = {
  approval: 'nguon-approval+jws',
  enrolment: 'nguon-enrolment+jws',
  voucher: 'nguon-voucher+jws',
  permit: 'nguon-permit+jws',
  standing: 'nguon-standing+jws',
  notice: 'nguon-notice+jws',
} as const;
export type DocumentType = (typeof TYPES)[keyof typeof TYPES] | (typeof PHONE_TYPES)[keyof typeof PHONE_TYPES];

/** Largest signed document that anyone reads; a month of a busy commune's programme is some 300 KB. */
export const MAX_DOCUMENT_BYTES = 4 * 1024 * 1024;

/** Public half of an Ed25519 key as a JWK, with its kid. */
export interface PublicKey {
  kid: string;
  x: string;
}

/** Why a signed document was not believed; `reason` is for logs and receipts, never for officers' screens. */
export class RefusedDocument extends Error {
  readonly reason: string;
  constructor(reason: string, options?: ErrorOptions) {
    super(`signed document refused: ${reason}`, options);
    this.reason = reason;
  }
}

/**
 * Verifies a compact JWS as strictly as the format allows, then parses the very bytes that were verified.
 * `keys` are the keys that the reader trusts for this purpose; the header only names one of them.
 * Refuses: other shape, white space, non-canonical base64url (jose accepts 15 other last characters), other alg or typ, unknown kid, header
 * members beyond alg, kid, typ, duplicate JSON keys, bytes that JSON.stringify would not have written, a payload outside the schema.
 * Throws RefusedDocument.
 */
export async function verifyDocument<S extends z.ZodType>(
  jws: string,
  expected: { type: DocumentType; schema: S; keys: readonly PublicKey[] },
): Promise<z.output<S>> {
  const { kid } = readHeader(jws, expected.type);
  const key = expected.keys.find((candidate) => candidate.kid === kid);
  if (!key) throw new RefusedDocument('unknown-key');
  let payload: Uint8Array;
  try {
    payload = (await compactVerify(jws, await publicKey(key), { algorithms: ['Ed25519'] })).payload;
  } catch (cause) {
    throw new RefusedDocument('bad-signature', { cause });
  }
  const parsed = expected.schema.safeParse(parseExact(payload));
  if (!parsed.success) throw new RefusedDocument('wrong-content', { cause: parsed.error });
  return parsed.data;
}

/** The payload of a well-formed document before any key is known, for a claim that carries its own key. Nothing is believed yet. */
export function readUnverified<S extends z.ZodType>(
  jws: string,
  expected: { type: DocumentType; schema: S },
): z.output<S> {
  readHeader(jws, expected.type);
  const parsed = expected.schema.safeParse(parseExact(decode(jws.split('.')[1] ?? '')));
  if (!parsed.success) throw new RefusedDocument('wrong-content', { cause: parsed.error });
  return parsed.data;
}

function readHeader(jws: string, type: DocumentType): { kid: string } {
  if (jws.length > MAX_DOCUMENT_BYTES) throw new RefusedDocument('too-large');
  const parts = jws.split('.');
  if (parts.length !== 3 || parts.some((part) => !/^[A-Za-z0-9_-]+$/.test(part)))
    throw new RefusedDocument('wrong-shape');
  if (parts.some((part) => encode(decode(part)) !== part)) throw new RefusedDocument('not-canonical');
  const header = parseExact(decode(parts[0] ?? ''));
  if (!isHeader(header)) throw new RefusedDocument('wrong-header');
  if (header.alg !== 'Ed25519' || header.typ !== type) throw new RefusedDocument('wrong-purpose');
  return { kid: header.kid };
}

/** Text that differs from what JSON.stringify writes has white space, duplicate keys or escapes that two readers could read differently. */
function parseExact(bytes: Uint8Array): unknown {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const value: unknown = JSON.parse(text);
    if (JSON.stringify(value) === text) return value;
  } catch (cause) {
    throw new RefusedDocument('not-json', { cause });
  }
  throw new RefusedDocument('not-exact-json');
}

function isHeader(value: unknown): value is { alg: string; kid: string; typ: string } {
  if (typeof value !== 'object' || value === null) return false;
  const members = Object.entries(value);
  return (
    members.length === 3 &&
    members.every(([name, text]) => ['alg', 'kid', 'typ'].includes(name) && typeof text === 'string')
  );
}

function publicKey(key: PublicKey): Promise<CryptoKey | Uint8Array> {
  const jwk: JWK = { kty: 'OKP', crv: 'Ed25519', x: key.x };
  return importJWK(jwk, 'Ed25519');
}

/** Bytes → base64url without padding, the only spelling we accept. */
export function encode(bytes: Uint8Array): string {
  let binary = '';
  for (let start = 0; start < bytes.length; start += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(start, start + 0x8000));
  }
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** base64url → bytes. Lenient by itself: compare `encode(decode(text))` with the text. Throws RefusedDocument. */
export function decode(text: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) =>
      character.charCodeAt(0),
    );
  } catch (cause) {
    throw new RefusedDocument('wrong-shape', { cause });
  }
}
