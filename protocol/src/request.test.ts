import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from './canonical.ts';
import { playedSounds, Request, requestDigest, sessionMs, type RequestPart, type Sound } from './request.ts';
import { stopsOf } from './stops.ts';

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const HASH = 'a'.repeat(64);

/** A request as it was stored before there were editions. */
const STORED =
  '{"author":"00000000-0000-4000-8000-000000000008","channels":["speaker"],"class":"normal","expiresAt":"2026-12-02T10:00:00.000Z",' +
  '"id":"00000000-0000-4000-8000-000000000009","playThrough":false,"readings":2,' +
  `"revision":{"bulletin":"00000000-0000-4000-8000-000000000007","sha256":"${HASH}"},` +
  '"screen":{"picture":null,"text":"Mời họp.","title":"Họp thôn"},' +
  `"sounds":[{"bytes":9000,"durationMs":30000,"language":"vi","sha256":"${HASH}"}],"staleAfterMs":259200000,` +
  '"targets":["00000000-0000-4000-8000-000000000002"],"times":{"kind":"now","notAfter":"2026-11-25T12:00:00.000Z","windowMs":1800000},' +
  '"unit":"00000000-0000-4000-8000-000000000002","v":1}';

const sound = (durationMs: number, n = 1): Sound => ({
  language: 'vi',
  sha256: String(n).repeat(64),
  bytes: 9,
  durationMs,
});
const part = (sounds: number, readings = 1): RequestPart => ({
  kind: 'bulletin',
  title: 'Mục',
  text: '',
  bulletin: { bulletin: id(7), sha256: HASH },
  sounds,
  readings,
});

describe('a request', () => {
  it('of a single bulletin keeps the digest that it had before there were editions', async () => {
    const request = Request.parse(JSON.parse(STORED));
    expect(canonicalJson(request)).toBe(STORED);
    expect(await requestDigest(request)).toBe('7a8051c2455b7142df788f3f1005e53835f94a2cad8767e97df51e9532636682');
  });

  it('is refused as an edition whose sounds do not add up, that is read twice, or whose parts are null', () => {
    const plain = Request.parse(JSON.parse(STORED));
    const edition = { ...plain, readings: 1, sounds: [sound(1), sound(2)], parts: [part(1), part(1)] };
    expect(Request.safeParse(edition).success).toBe(true);
    expect(Request.safeParse({ ...edition, readings: 2 }).success).toBe(false);
    expect(Request.safeParse({ ...edition, parts: [part(1)] }).success).toBe(false);
    expect(Request.safeParse({ ...edition, parts: null }).success).toBe(false);
    expect(Request.safeParse({ ...edition, parts: [] }).success).toBe(false);
  });
});

describe('a session', () => {
  it('reads a single bulletin over and over, with all its languages each time', () => {
    const played = playedSounds({ sounds: [sound(1, 1), sound(2, 2)], readings: 2 });
    expect(played.map(({ sound: { durationMs }, part: place }) => [durationMs, place])).toEqual([
      [1, 0],
      [2, 0],
      [1, 0],
      [2, 0],
    ]);
  });

  it('reads each part of an edition as often as it says, before the next', () => {
    const edition = {
      sounds: [sound(1), sound(2), sound(3), sound(4)],
      readings: 1,
      parts: [part(1), part(2, 2), part(1)],
    };
    expect(playedSounds(edition).map(({ sound: { durationMs } }) => durationMs)).toEqual([1, 2, 3, 2, 3, 4]);
    expect(playedSounds(edition, new Set([1])).map(({ part: place }) => place)).toEqual([0, 2]);
    expect(sessionMs(edition)).toBe(15 + 5 * 1_000);
    expect(sessionMs(edition, new Set([0, 1, 2]))).toBe(0);
  });

  const editions = fc
    .array(
      fc.record({
        own: fc.array(fc.integer({ min: 1, max: 90_000 }), { minLength: 1, maxLength: 4 }),
        readings: fc.integer({ min: 1, max: 3 }),
      }),
      {
        minLength: 1,
        maxLength: 8,
      },
    )
    .map((rows) => ({
      sounds: rows.flatMap(({ own }) => own.map((ms) => sound(ms))),
      readings: 1,
      parts: rows.map(({ own, readings }) => part(own.length, readings)),
    }));
  const places = fc.uniqueArray(fc.integer({ min: 0, max: 7 }));

  it('is never longer for leaving a part out, keeps the order of the rest, and plays nothing of what is left out', () => {
    fc.assert(
      fc.property(editions, places, (edition, out) => {
        const leftOut = new Set(out);
        const [whole, rest] = [playedSounds(edition), playedSounds(edition, leftOut)];
        expect(rest).toEqual(whole.filter((played) => !leftOut.has(played.part)));
        expect(sessionMs(edition, leftOut)).toBeLessThanOrEqual(sessionMs(edition));
      }),
    );
  });
});

describe('stops', () => {
  it('add up over programmes; a whole order is told apart from parts of one', () => {
    const at = '2026-11-25T10:00:00.000Z';
    const { orders, parts } = stopsOf([
      {
        stopped: [
          { order: id(1), at },
          { order: id(2), at, parts: [0, 3] },
        ],
      },
      { stopped: [{ order: id(2), at, parts: [1] }] },
    ]);
    expect([...orders]).toEqual([id(1)]);
    expect([...parts].map(([order, places]) => [order, [...places]])).toEqual([[id(2), [0, 3, 1]]]);
  });
});
