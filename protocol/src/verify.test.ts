import fc from 'fast-check';
import { CompactSign } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { generateKey, signDocument, type SigningKey } from './sign.ts';
import { decode, encode, type PublicKey, RefusedDocument, TYPES, verifyDocument } from './verify.ts';

const schema = z.strictObject({ unit: z.string(), version: z.int() });
const content = { unit: 'a', version: 1 };
let signer: SigningKey;
let keys: PublicKey[];
let good: string;

beforeAll(async () => {
  const pair = await generateKey(false);
  signer = pair.signing;
  keys = [pair.public];
  good = await signDocument(content, TYPES.programme, signer);
});

/** Signs exactly these bytes under exactly this header, as a careless or hostile writer could. */
async function signRaw(text: string, header: Record<string, unknown> = {}): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  const full = { alg: 'Ed25519', kid: signer.kid, typ: TYPES.programme, ...header };
  return new CompactSign(bytes).setProtectedHeader(full).sign(signer.key);
}

async function refusal(jws: string, type: (typeof TYPES)[keyof typeof TYPES] = TYPES.programme): Promise<string> {
  try {
    await verifyDocument(jws, { type, schema, keys });
  } catch (error) {
    if (error instanceof RefusedDocument) return error.reason;
    throw error;
  }
  return 'believed';
}

describe('verifyDocument', () => {
  it('believes what was signed for the purpose by a trusted key', async () => {
    await expect(verifyDocument(good, { type: TYPES.programme, schema, keys })).resolves.toEqual(content);
  });

  it('refuses every other last character of the signature', async () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const others = [...alphabet].map((letter) => good.slice(0, -1) + letter).filter((text) => text !== good);
    for (const text of others) expect(['not-canonical', 'bad-signature']).toContain(await refusal(text));
    expect(others).toHaveLength(63);
  });

  it.each([
    ['trailing white space', (jws: string) => `${jws}\n`, 'wrong-shape'],
    ['padding', (jws: string) => `${jws}=`, 'wrong-shape'],
    ['a fourth part', (jws: string) => `${jws}.AAAA`, 'wrong-shape'],
    ['an empty payload', (jws: string) => jws.replace(/\.[^.]+\./, '..'), 'wrong-shape'],
    ['nothing', () => '', 'wrong-shape'],
  ])('refuses %s', async (_what, change, reason) => {
    expect(await refusal(change(good))).toBe(reason);
  });

  it('refuses a document signed for another purpose', async () => {
    expect(await refusal(await signDocument(content, TYPES.command, signer))).toBe('wrong-purpose');
    expect(await refusal(good, TYPES.assignment)).toBe('wrong-purpose');
  });

  it('refuses a key that is not trusted, also when it claims a trusted kid', async () => {
    const stranger = await generateKey(false);
    expect(await refusal(await signDocument(content, TYPES.programme, stranger.signing))).toBe('unknown-key');
    const disguised = { kid: signer.kid, key: stranger.signing.key };
    expect(await refusal(await signDocument(content, TYPES.programme, disguised))).toBe('bad-signature');
  });

  it.each([
    ['duplicate keys', '{"unit":"a","unit":"b","version":1}'],
    ['white space', '{ "unit":"a","version":1}'],
    ['needless escapes', '{"unit":"\\u0061","version":1}'],
    ['a float spelling', '{"unit":"a","version":1.0}'],
    ['a prototype', '{"__proto__":{"x":1},"unit":"a","version":1}'],
    ['a byte order mark', '\uFEFF{"unit":"a","version":1}'],
  ])('refuses %s even when rightly signed', async (_what, text) => {
    expect(['not-exact-json', 'not-json', 'wrong-content']).toContain(await refusal(await signRaw(text)));
  });

  it('refuses header members beyond alg, kid and typ', async () => {
    expect(await refusal(await signRaw(JSON.stringify(content), { jwk: {} }))).toBe('wrong-header');
  });

  it('refuses content outside the schema', async () => {
    expect(await refusal(await signRaw('{"unit":"a","version":1,"more":true}'))).toBe('wrong-content');
  });

  it('refuses any change of any character', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.constantFrom(...'AZaz09-_.'), async (place, letter) => {
        const changed = good.slice(0, place) + letter + good.slice(place + 1);
        expect((await refusal(changed)) === 'believed').toBe(changed === good);
      }),
      { numRuns: 300 },
    );
  });
});

describe('base64url', () => {
  it('keeps any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect([...decode(encode(bytes))]).toEqual([...bytes]);
      }),
    );
  });
});
