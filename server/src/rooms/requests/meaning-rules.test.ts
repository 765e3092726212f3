import type { PartKind } from '@nguon/protocol/request.ts';
import { expect, it } from 'vitest';
import { foreignSounds, heardSound, meaningKey, refusalOfMeaning } from './meaning-rules.ts';

const sha = (letter: string): string => letter.repeat(64);
const sound = (letter: string, language: string, durationMs = 10_000) => {
  return { sha256: sha(letter), language, durationMs, bytes: 1000 };
};
const revision = { bulletin: '00000000-0000-7000-8000-000000000001', sha256: sha('1') };
const said = { bulletin: '00000000-0000-7000-8000-000000000002', sha256: sha('2') };
const part = (kind: PartKind, sounds: number, bulletin: typeof said | null = null) => {
  return { kind, title: kind, text: '', sounds, bulletin, readings: 1 };
};

it('asks for no confirmation of what is spoken in Vietnamese', () => {
  expect(foreignSounds({ revision, sounds: [sound('a', 'vi')] })).toEqual([]);
  expect(refusalOfMeaning([], new Set())).toBeNull();
});

it('knows where each foreign sound stands', () => {
  const found = foreignSounds({ revision, sounds: [sound('a', 'vi'), sound('b', 'tyz', 4_000), sound('c', 'mww')] });
  expect(found.map(({ language, fromMs, toMs }) => [language, fromMs, toMs])).toEqual([
    ['tyz', 10_000, 14_000],
    ['mww', 14_000, 24_000],
  ]);
  expect(found.every(({ bulletin }) => bulletin === revision.bulletin)).toBe(true);
});

it('gives each sound of an edition to the bulletin that says it', () => {
  const sounds = [sound('a', 'vi'), sound('b', 'vi'), sound('c', 'tyz'), sound('e', 'tyz'), sound('d', 'tyz')];
  const parts = [part('chime', 1), part('bulletin', 2, said), part('music', 1), part('closing', 1)];
  const found = foreignSounds({ revision, sounds, parts });
  expect(found.map((one) => [one.sha256[0], one.bulletin, one.revision])).toEqual([
    ['c', said.bulletin, said.sha256],
    ['d', revision.bulletin, revision.sha256],
  ]);
});

it('names each language once until every sound is confirmed', () => {
  const found = foreignSounds({ revision, sounds: [sound('b', 'tyz'), sound('c', 'tyz'), sound('d', 'mww')] });
  expect(refusalOfMeaning(found, new Set())?.toBody().title).toContain('tiếng Tày, tiếng Mông');
  expect(refusalOfMeaning(found, new Set(found.slice(0, 2).map(meaningKey)))?.toBody().title).toContain(
    'bản tiếng Mông',
  );
  expect(refusalOfMeaning(found, new Set(found.map(meaningKey)))).toBeNull();
});

it.each([
  [[{ fromMs: 0, toMs: 10_000 }], false],
  [[{ fromMs: 10_000, toMs: 20_000 }], true],
  [[{ fromMs: 10_400, toMs: 30_000 }], true],
  [[{ fromMs: 10_600, toMs: 30_000 }], false],
  [
    [
      { fromMs: 0, toMs: 15_000 },
      { fromMs: 14_000, toMs: 19_900 },
    ],
    true,
  ],
])('counts only what was heard of the sound itself: %j', (heard, enough) => {
  expect(heardSound(heard, { fromMs: 10_000, toMs: 20_000 })).toBe(enough);
});
