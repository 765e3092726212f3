import { CompactSign, type CryptoKey } from 'jose';
import { sha256 } from './canonical.ts';
import type { DocumentType, PublicKey } from './verify.ts';

/** A private key and the kid by which readers know its public half. */
export interface SigningKey {
  kid: string;
  key: CryptoKey;
}

/** Signs a JSON value for one purpose, as the compact JWS that `verifyDocument` accepts. */
export async function signDocument(value: unknown, type: DocumentType, signer: SigningKey): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  return new CompactSign(bytes).setProtectedHeader({ alg: 'Ed25519', kid: signer.kid, typ: type }).sign(signer.key);
}

/** kid of a public key: the first 32 hexadecimal characters of the SHA-256 of its base64url `x` (a label, not a secret). */
export async function kidOf(x: string): Promise<string> {
  return (await sha256(x)).slice(0, 32);
}

/** New Ed25519 key pair. Not extractable unless it must be written to a key file. */
export async function generateKey(extractable: boolean): Promise<{ signing: SigningKey; public: PublicKey }> {
  const pair = (await crypto.subtle.generateKey('Ed25519', extractable, ['sign', 'verify'])) as CryptoKeyPair;
  const jwk = await crypto.subtle.exportKey('jwk', pair.publicKey);
  const x = jwk.x ?? '';
  const kid = await kidOf(x);
  return { signing: { kid, key: pair.privateKey }, public: { kid, x } };
}
