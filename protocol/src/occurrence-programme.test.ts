import { describe, expect, it } from 'vitest';
import { occurrencesOf, rulesOf } from './occurrence-programme.ts';
import { Programme } from './programme.ts';
import type { Request } from './request.ts';

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const [PROVINCE, COMMUNE, VILLAGE, ORDER, RELAY] = [id(1), id(2), id(3), id(4), id(5)];
const SLOT = { at: '2026-11-25T23:00:00.000Z', until: '2026-11-25T23:10:00.000Z' };
const sha256 = 'a'.repeat(64);

const units = [
  { unit: VILLAGE, level: 3, name: 'Thôn' },
  { unit: COMMUNE, level: 2, name: 'Xã' },
  { unit: PROVINCE, level: 0, name: 'Tỉnh' },
];

function buildRequest(part: Partial<Request> = {}): Request {
  return {
    v: 1,
    id: id(9),
    unit: PROVINCE,
    author: id(8),
    revision: { bulletin: id(7), sha256 },
    class: 'priority',
    screen: { title: 'Thông báo', text: '', picture: null },
    sounds: [{ language: 'vi', sha256, bytes: 9, durationMs: 60_000 }],
    targets: [COMMUNE],
    channels: ['speaker'],
    times: { kind: 'slots', slots: [SLOT] },
    readings: 2,
    playThrough: true,
    staleAfterMs: 1000,
    expiresAt: '2026-11-26T00:00:00.000Z',
    ...part,
  };
}

function buildProgramme(request: Request): Programme {
  const approval = {
    digest: sha256,
    step: 1,
    approver: id(6),
    at: SLOT.at,
    channel: 'screen',
    listenedMs: 1,
    signature: null,
  };
  return Programme.parse({
    v: 1,
    unit: COMMUNE,
    level: 2,
    version: 1,
    issuedAt: '2026-11-25T00:00:00.000Z',
    from: '2026-11-25T00:00:00.000Z',
    until: '2026-12-25T00:00:00.000Z',
    entries: [
      { kind: 'order', order: ORDER, digest: sha256, request, approvals: [approval], slots: [SLOT], turn: 3 },
      { kind: 'relay', relay: RELAY, title: 'VOV', stream: 'http://localhost/vov', slots: [SLOT] },
    ],
    stopped: [],
  });
}

describe('the occurrences of a programme', () => {
  const at = Date.parse(SLOT.at);
  const until = Date.parse(SLOT.until);

  it('are one for each slot of each audible order, ranked by the unit in whose name it speaks', () => {
    const [order] = occurrencesOf(buildProgramme(buildRequest()), units);
    expect(order).toEqual({
      key: `${ORDER}@${at}`,
      order: ORDER,
      rank: 'priority',
      level: 0,
      turn: 3,
      at,
      until,
      durationMs: 121_000,
      continuous: false,
      playThrough: true,
      issuedAt: Date.parse('2026-11-25T00:00:00.000Z'),
      staleAfterMs: 1000,
      notAfter: Date.parse('2026-11-26T00:00:00.000Z'),
    });
  });

  it('rank as the programme’s own where the unit is a stranger', () => {
    const [order] = occurrencesOf(buildProgramme(buildRequest({ unit: id(77) })), units);
    expect(order?.level).toBe(2);
  });

  it('have relays as evergreen streams from slot to slot', () => {
    const relay = occurrencesOf(buildProgramme(buildRequest()), units)[1];
    expect(relay).toMatchObject({
      order: RELAY,
      rank: 'relay',
      continuous: true,
      durationMs: 600_000,
      staleAfterMs: null,
    });
  });

  it.each([{ sounds: [] }, { channels: ['board' as const] }])('leave out what makes no sound here: %j', (part) => {
    const ranks = occurrencesOf(buildProgramme(buildRequest(part)), units).map(({ rank }) => rank);
    expect(ranks).toEqual(['relay']);
  });
});

describe('an edition in a programme', () => {
  const part = { kind: 'bulletin', title: 'Mục', text: '', bulletin: null, sounds: 1, readings: 1 } as const;
  const sound = { language: 'vi', sha256, bytes: 9, durationMs: 60_000 };
  const edition = buildRequest({
    readings: 1,
    sounds: [sound, { ...sound, durationMs: 30_000 }],
    parts: [
      { ...part, kind: 'chime' },
      { ...part, readings: 2 },
    ],
  });
  const lengths = (...parts: number[]): number[] => {
    const stopped = parts.length > 0 ? [{ order: ORDER, at: SLOT.at, parts }] : [];
    const occurrences = occurrencesOf({ ...buildProgramme(edition), stopped }, units);
    return occurrences.flatMap(({ order, durationMs }) => (order === ORDER ? [durationMs] : []));
  };

  it('is one occurrence, as long as its parts, their readings and the pauses', () => {
    expect(lengths()).toEqual([60_000 + 2 * 30_000 + 2 * 1_000]);
  });

  it('is shorter by what was stopped in it, and no occurrence when nothing is left', () => {
    expect(lengths(0)).toEqual([61_000]);
    expect(lengths(1)).toEqual([60_000]);
    expect(lengths(0, 1)).toEqual([]);
  });
});

describe('the rules of an assignment', () => {
  it('are minutes of the local day of its zone', () => {
    const quietHours = { fromMinute: 1320, toMinute: 300 };
    const rules = rulesOf({ quietHours, timeZone: 'Asia/Ho_Chi_Minh', longestItemMs: 5 });
    expect(rules).toEqual({ quietFrom: 1320, quietTo: 300, utcOffsetMinutes: 420, longestItemMs: 5 });
  });
});
