import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NoticeStatement } from '@nguon/protocol/notice.ts';
import {
  isTaken,
  leftOf,
  longestNoticeMs,
  otherThan,
  readingsOf,
  phoneState,
  refusalOfDay,
  refusalOfPhone,
  WRONG_PINS,
  type PhoneFacts,
} from './rules.ts';

const AT = new Date('2026-12-01T02:00:00.000Z');
const ID = '00000000-0000-4000-8000-000000000001';
const OTHER = '00000000-0000-4000-8000-000000000002';
const facts = fc.record<PhoneFacts>({
  kid: fc.option(fc.constant('a'.repeat(32))),
  confirmedAt: fc.option(fc.constant(AT)),
  wrongPins: fc.nat(WRONG_PINS * 2),
});

describe('the phone of a village head', () => {
  it.each<[string, PhoneFacts, string, string | undefined]>([
    ['not opened yet', { kid: null, confirmedAt: null, wrongPins: 0 }, 'none', 'notice-phone-other'],
    ['not confirmed', { kid: 'k', confirmedAt: null, wrongPins: 0 }, 'waiting', 'notice-phone-waiting'],
    ['confirmed', { kid: 'k', confirmedAt: AT, wrongPins: WRONG_PINS - 1 }, 'standing', undefined],
    ['locked', { kid: 'k', confirmedAt: AT, wrongPins: WRONG_PINS }, 'locked', 'notice-phone-locked'],
  ])('%s', (_name, phone, state, code) => {
    expect(phoneState(phone)).toBe(state);
    expect(refusalOfPhone(phone)?.code).toBe(code);
  });

  it('does something only with a key, confirmed, and with fewer wrong PINs than lock it', () => {
    fc.assert(
      fc.property(facts, (phone) => {
        const may = phone.kid !== null && phone.confirmedAt !== null && phone.wrongPins < WRONG_PINS;
        expect(refusalOfPhone(phone) === null).toBe(may);
      }),
    );
  });
});

describe('what a phone signed', () => {
  const said: NoticeStatement = { v: 1, act: 'send', head: ID, notice: ID, of: 'a'.repeat(64), at: AT.toISOString() };
  const { act, head, notice, of } = said;
  it.each<[string, Partial<NoticeStatement>, string | null]>([
    ['just this, now', {}, null],
    ['a slow network', { at: '2026-12-01T01:55:00.000Z' }, null],
    ['another act', { act: 'draft' }, 'act'],
    ["another person's", { head: OTHER }, 'head'],
    ['another notice', { notice: OTHER }, 'notice'],
    ['other words', { of: 'b'.repeat(64) }, 'of'],
    ['of before', { at: '2026-12-01T01:54:59.999Z' }, 'at'],
    ['of later', { at: '2026-12-01T02:05:00.001Z' }, 'at'],
  ])('%s', (_name, change, expected) => {
    expect(otherThan({ ...said, ...change }, { act, head, notice, of }, AT)).toBe(expected);
  });
});

describe('sending a notice', () => {
  const before = (ms: number): Date => new Date(AT.getTime() - ms);
  it.each<[string, Parameters<typeof isTaken>[0], boolean]>([
    ['not yet', { sentAt: null, request: null }, false],
    ['going on', { sentAt: before(59_999), request: null }, true],
    ['lost with its server', { sentAt: before(60_000), request: null }, false],
    ['done', { sentAt: before(86_400_000), request: ID }, true],
  ])('%s', (_name, notice, expected) => {
    expect(isTaken(notice, AT)).toBe(expected);
  });
});

describe('the notices of a day', () => {
  it('never go beyond their count, and slips cost no more than some drafts', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 }), fc.nat(60), fc.nat(60), (perDay, sent, drafted) => {
        const refusal = refusalOfDay({ perDay, sent, drafted });
        expect(leftOf({ perDay, sent })).toBe(Math.max(0, perDay - sent));
        expect(refusal?.code).toBe(sent >= perDay || drafted >= perDay * 5 ? 'notices-of-day-used' : undefined);
      }),
    );
  });
});

describe('how long a notice is, and how often it is read', () => {
  it.each([
    [30_000, 120_000, 2],
    // Both readings and the pause between them.
    [59_500, 120_000, 2],
    [59_501, 120_000, 1],
    [30_000, 60_000, 1],
  ] as const)('%i ms in %i ms: %i times', (soundMs, longestMs, readings) => {
    expect(readingsOf(soundMs, longestMs)).toBe(readings);
  });

  it.each([
    [1_200_000, 120_000],
    [45_000, 45_000],
  ])('is at most that of the place (%i ms) and of any notice: %i ms', (longestItemMs, longest) => {
    expect(longestNoticeMs({ longestItemMs })).toBe(longest);
  });
});
