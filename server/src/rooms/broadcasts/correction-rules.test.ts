import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Played, RequestPart } from '@nguon/protocol/request.ts';
import {
  beforePart,
  comingOf,
  didSound,
  errorSentence,
  fallsShort,
  heardOf,
  proposeStarts,
  saidBy,
  type Airing,
  type Word,
} from './correction-rules.ts';

const OFFSET = 420;
const DAY = 86_400_000;
/** 17:00 in Viet Nam. */
const FIVE = Date.parse('2026-11-23T10:00:00.000Z');
const word = (change: Partial<Word> = {}): Word => ({
  unit: 'thôn 1',
  village: 'thôn 1',
  kind: 'finished',
  playedMs: 60_000,
  beganAt: FIVE,
  toldAt: FIVE + 90_000,
  leftOutAt: null,
  leftOut: [],
  ...change,
});
const airing = (change: Partial<Airing> = {}): Airing => ({
  order: 'o',
  at: FIVE,
  now: false,
  played: ALONE,
  place: null,
  words: [word()],
  ...change,
});
const sound = (durationMs: number) => ({ language: 'vi', sha256: 'a'.repeat(64), bytes: 1, durationMs });
const part = (sounds: number, more: Partial<RequestPart> = {}): RequestPart => {
  return { kind: 'bulletin', title: 't', text: '', bulletin: null, sounds, readings: 1, ...more };
};
const ALONE: Played = { sounds: [sound(60_000)], readings: 1 };
/** 10 s, twice 20 s, 5 s. */
const EDITION: Played = {
  sounds: [sound(10_000), sound(20_000), sound(5_000)],
  readings: 1,
  parts: [part(1), part(1, { readings: 2 }), part(1)],
};

describe('whether a loudspeaker sounded a bulletin', () => {
  it.each([
    ['to its end', {}, 0, true],
    ['still sounding', { kind: 'playing', playedMs: null }, 0, true],
    ['cut after a second', { kind: 'interrupted', playedMs: 1_000 }, 0, true],
    ['cut before its first sound', { kind: 'interrupted', playedMs: 0 }, 0, false],
    ['cut before this part of the edition', { kind: 'interrupted', playedMs: 20_000 }, 30_000, false],
    [
      'cut within this part, by its own count of sound without pauses',
      { kind: 'interrupted', playedMs: 30_500 },
      30_000,
      true,
    ],
    ['left out before it came', { leftOutAt: FIVE + 29_000 }, 30_000, false],
    ['left out in the pause before it', { leftOutAt: FIVE + 30_500 }, 30_000, false],
    ['stopped in its middle', { leftOutAt: FIVE + 40_000 }, 30_000, true],
    ['left out after the whole', { leftOutAt: FIVE + DAY }, 30_000, true],
    ['left out after its end was told', { toldAt: FIVE + 20_000, leftOutAt: FIVE + 25_000 }, 30_000, true],
    ['left out while it was told to sound', { kind: 'playing', toldAt: FIVE, leftOutAt: FIVE + 25_000 }, 30_000, false],
  ] as const)('%s: %#', (_name, change, soundMs, sounded) => {
    const pauses = soundMs === 0 ? 0 : 1_000;
    expect(didSound(word(change), { soundMs, elapsedMs: soundMs + pauses })).toBe(sounded);
  });

  it('begins where the parts before it, and the pause, have ended; what was left out is not counted on', () => {
    const before = (place: number, leftOut: number[] = []) => beforePart(EDITION, place, leftOut);
    expect([0, 1, 2].map((place) => before(place).elapsedMs)).toEqual([0, 11_000, 53_000]);
    expect([0, 1, 2].map((place) => before(place).soundMs)).toEqual([0, 10_000, 50_000]);
    expect(before(2, [1, 2])).toEqual({ soundMs: 10_000, elapsedMs: 11_000 });
    expect(beforePart({ sounds: [sound(1)], readings: 2 }, null, [])).toEqual({ soundMs: 0, elapsedMs: 0 });
  });

  it('is asked part by part: behind a part that was left out, less had to sound', () => {
    const cut = (leftOut: number[]) => word({ kind: 'interrupted', playedMs: 12_000, leftOut });
    const last = (leftOut: number[]) =>
      heardOf([airing({ played: EDITION, place: 2, words: [cut(leftOut)] })]).sessions;
    expect(last([])).toEqual([]);
    expect(last([1])).toHaveLength(1);
  });
});

describe('how often an error was heard', () => {
  it('counts sessions in which any loudspeaker sounded it, and villages once', () => {
    const silent = airing({ at: FIVE + DAY, words: [word({ kind: 'interrupted', playedMs: 0 })] });
    const twice = airing({
      words: [word(), word({ unit: 'thôn 2', village: 'thôn 2' }), word({ unit: 'xã', village: null })],
    });
    const heard = heardOf([airing({ at: FIVE + 2 * DAY }), twice, silent]);
    expect(heard.sessions.map(({ at }) => at)).toEqual([FIVE, FIVE + 2 * DAY]);
    expect(heard.villages).toEqual(['thôn 1', 'thôn 2']);
    expect([...heard.places]).toEqual([
      ['thôn 1', 2],
      ['thôn 2', 1],
      ['xã', 1],
    ]);
    expect(errorSentence(heard)).toBe('Bản sai đã phát 2 buổi ở 2 thôn.');
    expect(errorSentence(heardOf([silent]))).toBe('Chưa loa nào báo đã phát bản sai.');
    expect(errorSentence(heardOf([airing({ words: [word({ village: null })] })]))).toBe('Bản sai đã phát 1 buổi.');
  });

  it('counts a session once, said twice in an edition or by two orders', () => {
    const again = [
      airing({ place: 0, played: EDITION }),
      airing({ place: 2, played: EDITION }),
      airing({ order: 'p' }),
    ];
    const { sessions, places } = heardOf(again);
    expect([sessions.length, places.get('thôn 1')]).toEqual([1, 1]);
  });
});

describe('what a request says', () => {
  const bulletin = (id: string) => ({ bulletin: id, sha256: 'b'.repeat(64) });
  const screen = { title: 'Tên', text: 'Lời', picture: null };

  it('is its bulletin, or each bulletin of an edition once and never its music', () => {
    expect(saidBy({ revision: bulletin('b'), screen })).toEqual([{ bulletin: 'b', title: 'Tên', text: 'Lời' }]);
    const parts = [
      part(1, { kind: 'chime' }),
      part(1, { bulletin: bulletin('c'), title: 'Một', text: 'Lời một' }),
      part(1, { bulletin: bulletin('d'), title: 'Hai', text: 'Lời hai' }),
      part(1, { bulletin: bulletin('c'), title: 'Một', text: 'Lời một' }),
    ];
    expect(saidBy({ revision: bulletin('edition'), screen, parts })).toEqual([
      { bulletin: 'c', title: 'Một', text: 'Lời một' },
      { bulletin: 'd', title: 'Hai', text: 'Lời hai' },
    ]);
  });
});

describe('how often a correction will be heard', () => {
  const heard = {
    places: new Map([
      ['thôn 1', 2],
      ['thôn 2', 1],
    ]),
  };

  it('is counted place by place, and a session once whatever orders say it then', () => {
    const everywhere = ['thôn 1', 'thôn 2'];
    const tomorrow = { at: FIVE + DAY, units: everywhere };
    expect(comingOf(heard, [])).toEqual({ asked: 0, uncovered: 2 });
    expect(comingOf(heard, [tomorrow, tomorrow])).toEqual({ asked: 1, uncovered: 1 });
    expect(comingOf(heard, [tomorrow, { at: FIVE + 2 * DAY, units: ['thôn 1'] }])).toEqual({ asked: 2, uncovered: 0 });
    expect(comingOf(heard, [tomorrow, { at: FIVE + 2 * DAY, units: ['thôn 2'] }])).toEqual({ asked: 2, uncovered: 1 });
    expect(
      comingOf(heard, [
        { at: 1, units: ['thôn 1'] },
        { at: 2, units: ['thôn 1'] },
      ]),
    ).toEqual({ asked: 2, uncovered: 1 });
  });
});

describe('when its correction is heard', () => {
  const morning = FIVE - 12 * 3_600_000 + 15 * 60_000;
  const ahead = [1, 2, 3].flatMap((day) => [morning + day * DAY, FIVE + day * DAY]);

  it('is in the next slots of the same hours, and for "Phát ngay" in the next that is left', () => {
    const sessions = [
      { at: morning, now: false },
      { at: FIVE, now: false },
      { at: FIVE - DAY, now: false },
      { at: FIVE + 7_000, now: true },
    ];
    expect(proposeStarts(sessions, ahead, OFFSET)).toEqual([
      morning + DAY,
      FIVE + DAY,
      morning + 2 * DAY,
      FIVE + 2 * DAY,
    ]);
    expect(proposeStarts([{ at: FIVE + 3_600_000, now: false }], ahead, OFFSET)).toEqual([morning + DAY]);
  });

  it('is as often as the error as long as there are slots, each taken once', () => {
    const hour = fc.integer({ min: 0, max: 23 });
    const session = fc.record({ at: hour.map((at) => FIVE + at * 3_600_000), now: fc.boolean() });
    const slot = fc.integer({ min: 24, max: 400 }).map((hours) => FIVE + hours * 3_600_000);
    fc.assert(
      fc.property(fc.array(session, { maxLength: 12 }), fc.uniqueArray(slot, { maxLength: 40 }), (sessions, slots) => {
        const starts = proposeStarts(sessions, slots, OFFSET);
        expect(starts).toHaveLength(Math.min(sessions.length, slots.length));
        expect(new Set(starts).size).toBe(starts.length);
        expect(starts.every((start) => slots.includes(start))).toBe(true);
        expect(starts).toEqual(starts.toSorted((a, b) => a - b));
      }),
    );
  });

  it('falls short with fewer sessions or without a place that heard the error, and never where nothing was heard', () => {
    const error = {
      sessions: [
        { at: FIVE, now: false },
        { at: FIVE + DAY, now: true },
      ],
    };
    expect([fallsShort(error, 2, 0), fallsShort(error, 5, 0)]).toEqual([false, false]);
    expect([fallsShort(error, 1, 0), fallsShort(error, 2, 1)]).toEqual([true, true]);
    expect(fallsShort({ sessions: [] }, 0, 0)).toBe(false);
  });
});
