import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, digestOf, sha256 } from './canonical.ts';
import { fourWords } from './words.ts';

const value = fc.letrec((tie) => ({
  any: fc.oneof(fc.string(), fc.maxSafeInteger(), fc.boolean(), fc.constant(null), tie('list'), tie('object')),
  list: fc.array(tie('any'), { maxLength: 4 }),
  object: fc.dictionary(fc.string(), tie('any'), { maxKeys: 4, noNullPrototype: true }),
})).any as fc.Arbitrary<Parameters<typeof canonicalJson>[0]>;

describe('canonicalJson', () => {
  it('does not depend on the order in which members were written', () => {
    expect(canonicalJson({ b: 1, a: [true, null, 'ố'] })).toBe('{"a":[true,null,"ố"],"b":1}');
    expect(canonicalJson({ a: 1, b: 2 })).toBe(canonicalJson({ b: 2, a: 1 }));
  });

  it('is JSON that reads back to the same value', () => {
    fc.assert(
      fc.property(value, (any) => {
        expect(JSON.parse(canonicalJson(any))).toEqual(JSON.parse(JSON.stringify(any)));
      }),
    );
  });

  it.each([0.5, Number.NaN, Infinity, 2 ** 53])('refuses %s, whose text depends on the writer', (number) => {
    expect(() => canonicalJson({ number })).toThrow(TypeError);
  });
});

describe('digests', () => {
  it('follow FIPS 180-4', async () => {
    expect(await sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(await digestOf({})).toBe(await sha256('{}'));
  });
});

describe('fourWords', () => {
  it('stand for both keys', async () => {
    const words = await fourWords('root', 'device');
    expect(words).toHaveLength(4);
    expect(await fourWords('root', 'device')).toEqual(words);
    expect(await fourWords('other', 'device')).not.toEqual(words);
  });
});
