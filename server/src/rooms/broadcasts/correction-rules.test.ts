import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Played } from '@nguon/protocol/request.ts';
import {
  didSound,
  errorSentence,
  fallsShort,
  heardOf,
  offsetOf,
  proposeStarts,
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
  leftOutAt: null,
  ...change,
});
const airing = (change: Partial<Airing> = {}): Airing => ({
  order: 'o',
  at: FIVE,
  now: false,
  offsetMs: 0,
  words: [word()],
  ...change,
});

describe('whether a loudspeaker sounded a bulletin', () => {
  it.each([
    ['to its end', {}, 0, true],
    ['still sounding', { kind: 'playing', playedMs: null }, 0, true],
    ['cut after a second', { kind: 'interrupted', playedMs: 1_000 }, 0, true],
    ['cut before its first sound', { kind: 'interrupted', playedMs: 0 }, 0, false],
    ['cut before this part of the edition', { kind: 'interrupted', playedMs: 20_000 }, 30_000, false],
    ['cut within this part', { kind: 'interrupted', playedMs: 31_000 }, 30_000, true],
    ['left out before it came', { leftOutAt: FIVE + 29_000 }, 30_000, false],
    ['stopped in its middle', { leftOutAt: FIVE + 40_000 }, 30_000, true],
    ['left out after the whole', { leftOutAt: FIVE + DAY }, 30_000, true],
  ] as const)('%s: %#', (_name, change, offsetMs, sounded) => {
    expect(didSound(word(change), offsetMs)).toBe(sounded);
  });

  it('begins where the parts before it, and the pause, have ended', () => {
    const sound = (durationMs: number) => ({ language: 'vi', sha256: 'a'.repeat(64), bytes: 1, durationMs });
    const part = (sounds: number, readings = 1) => {
      return { kind: 'bulletin' as const, title: 't', text: '', bulletin: null, sounds, readings };
    };
    const edition: Played = {
      sounds: [sound(10_000), sound(20_000), sound(5_000)],
      readings: 1,
      parts: [part(1), part(1, 2), part(1)],
    };
    expect([0, 1, 2].map((place) => offsetOf(edition, place))).toEqual([0, 11_000, 53_000]);
    expect(offsetOf({ sounds: [sound(1)], readings: 2 }, null)).toBe(0);
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
    expect(heard.units).toEqual(['thôn 1', 'thôn 2', 'xã']);
    expect(errorSentence(heard)).toBe('Bản sai đã phát 2 buổi ở 2 thôn.');
    expect(errorSentence(heardOf([silent]))).toBe('Chưa loa nào báo đã phát bản sai.');
    expect(errorSentence(heardOf([airing({ words: [word({ village: null })] })]))).toBe('Bản sai đã phát 1 buổi.');
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
