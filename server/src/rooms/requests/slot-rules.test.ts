import { describe, expect, it } from 'vitest';
import { waitingSlots, type Waiting } from './slot-rules.ts';

const slot = (hour: number) => ({
  at: `2026-11-23T${String(hour).padStart(2, '0')}:00:00.000Z`,
  until: `2026-11-23T${String(hour).padStart(2, '0')}:30:00.000Z`,
});
const one = (id: string, hours: number[], unit = 'A'): Waiting => ({
  id,
  unit,
  unitName: `Xã ${unit}`,
  times: { kind: 'slots', slots: hours.map(slot) },
  listenMs: 1_000,
});
const now: Waiting = { ...one('ngay', []), times: { kind: 'now', windowMs: 1, notAfter: '2026-11-23T12:00:00.000Z' } };
const at = (time: string) => new Date(`2026-11-23T${time}:00.000Z`);

describe('requests that go together', () => {
  it.each<[string, Waiting[], string, [string, string[]][]]>([
    ['two of one unit for one slot', [one('a', [10]), one('b', [10])], '09:00', [['10', ['a', 'b']]]],
    ['not one alone', [one('a', [10]), one('b', [11])], '09:00', []],
    ['not those of different units', [one('a', [10]), one('b', [10], 'B')], '09:00', []],
    ['not "Phát ngay"', [one('a', [10]), now, { ...now, id: 'ngay hai' }], '09:00', []],
    [
      'in the order given, the sooner slot first',
      [one('d', [11]), one('b', [10]), one('c', [11]), one('a', [10])],
      '09:00',
      [
        ['10', ['b', 'a']],
        ['11', ['d', 'c']],
      ],
    ],
    [
      'one for several slots with the first that is not over',
      [one('a', [10, 11]), one('b', [11])],
      '10:30',
      [['11', ['a', 'b']]],
    ],
    ['while the slot still lasts', [one('a', [10, 11]), one('b', [10])], '10:29', [['10', ['a', 'b']]]],
    ['nothing once it is over', [one('a', [10]), one('b', [10])], '10:30', []],
  ])('are %s', (_name, waiting, time, expected) => {
    const found = waitingSlots(waiting, at(time));
    expect(found.map((each) => [each.at.slice(11, 13), each.requests])).toEqual(expected);
    for (const each of found) expect(each.listenMs).toBe(each.requests.length * 1_000);
  });
});
