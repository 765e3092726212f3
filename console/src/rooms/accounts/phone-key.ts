import { pinKeyOf, pinProofOf } from '@nguon/protocol/enrolled-key.ts';
import type { SignedByPhone } from '@nguon/protocol/http/phones.ts';
import { generateKey, signDocument, type SigningKey } from '@nguon/protocol/sign.ts';
import { PHONE_TYPES } from '@nguon/protocol/verify.ts';

/** The key by which this browser approves for one person. It cannot be read out of the browser, only used. */
export interface PhoneKey {
  signing: SigningKey;
  x: string;
}

const DATABASE = 'nguon-phone';
const KEYS = 'keys';

/** The key of this browser for a person, or null. */
export async function readKey(user: string): Promise<PhoneKey | null> {
  return ((await withKeys('readonly', (store) => store.get(user))) as PhoneKey | undefined) ?? null;
}

/** Makes a key for a person and keeps it; the one before is forgotten. Throws where the browser has no Ed25519. */
export async function makeKey(user: string): Promise<PhoneKey> {
  const made = await generateKey(false);
  const key: PhoneKey = { signing: made.signing, x: made.public.x };
  await withKeys('readwrite', (store) => store.put(key, user));
  // Asked nicely, browsers keep it when the disk is full; a refusal changes nothing.
  await navigator.storage?.persist?.().catch(() => false);
  return key;
}

/** Forgets the key of a person on this browser. */
export async function forgetKey(user: string): Promise<void> {
  await withKeys('readwrite', (store) => store.delete(user));
}

/** Signs a statement with the key, and proves that the PIN was known. Takes a second or two on a cheap phone. */
export async function signWithPin(
  key: PhoneKey,
  type: (typeof PHONE_TYPES)[keyof typeof PHONE_TYPES],
  content: object,
  pin: string,
): Promise<SignedByPhone> {
  const document = await signDocument(content, type, key.signing);
  return { document, pin: await pinProofOf(await pinKeyOf(pin, key.signing.kid), document) };
}

/** What the phone says of itself when it is enrolled. */
export async function enrolmentOf(
  key: PhoneKey,
  user: string,
  at: string,
  pin: string,
): Promise<{ enrolment: string; pinKey: string }> {
  const { kid } = key.signing;
  const content = { v: 1, user, kid, x: key.x, at };
  return {
    enrolment: await signDocument(content, PHONE_TYPES.enrolment, key.signing),
    pinKey: await pinKeyOf(pin, kid),
  };
}

function withKeys<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(DATABASE, 1);
    opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore(KEYS));
    opening.addEventListener('error', () => reject(opening.error ?? new Error('no database')));
    opening.addEventListener('success', () => {
      const database = opening.result;
      const transaction = database.transaction(KEYS, mode);
      const request = act(transaction.objectStore(KEYS));
      transaction.addEventListener('complete', () => {
        database.close();
        resolve(request.result);
      });
      const fail = (): void => {
        database.close();
        reject(transaction.error ?? new Error('not kept'));
      };
      transaction.addEventListener('error', fail);
      transaction.addEventListener('abort', fail);
    });
  });
}
