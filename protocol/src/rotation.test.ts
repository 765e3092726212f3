import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LENGTH_SLACK_MS, partsAtTurn, turnFault, turnOfSession, turnsOf, type Turning } from './rotation.ts';

interface Named extends Turning {
  name: number;
}
const part = (kind: Turning['kind'], name = 0, durationMs = 60_000): Named => ({ kind, name, durationMs });
const kinds = fc.constantFrom<Turning['kind']>('chime', 'greeting', 'bulletin', 'bulletin', 'music', 'closing');
const editions = fc
  .array(kinds, { minLength: 1, maxLength: 12 })
  .map((drawn) => drawn.map((kind, name) => part(kind, name)))
  .filter((parts) => turnsOf(parts) >= 2);
const order = (parts: readonly Named[]): number[] =>
  parts.filter(({ kind }) => kind === 'bulletin').map(({ name }) => name);

describe('bulletins that take turns', () => {
  it('stand once in each place over every round of sessions, and equally often over any whole rounds', () => {
    fc.assert(
      fc.property(editions, fc.integer({ min: 1, max: 5 }), (parts, rounds) => {
        const turns = turnsOf(parts);
        for (let round = 0; round < rounds; round += 1) {
          const heard = Array.from({ length: turns }, (_, session) =>
            order(partsAtTurn(parts, turnOfSession(round * turns + session, turns))),
          );
          for (let place = 0; place < turns; place += 1) {
            expect(new Set(heard.map((names) => names[place])).size).toBe(turns);
          }
        }
      }),
    );
  });

  it('stand once in each place at each hour over as many rounds as turns, where a day has a round', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 8 }), (turns) => {
        for (let hour = 0; hour < turns; hour += 1) {
          const days = Array.from({ length: turns }, (_, day) => turnOfSession(day * turns + hour, turns));
          expect(new Set(days).size).toBe(turns);
        }
      }),
    );
  });

  it('change places among themselves alone: all else stays, and nothing is lost or doubled', () => {
    fc.assert(
      fc.property(editions, fc.nat(20), (parts, turn) => {
        const turned = partsAtTurn(parts, turn);
        expect(turned.map(({ kind }) => kind)).toEqual(parts.map(({ kind }) => kind));
        const byName = (all: readonly Named[]): number[] => all.map(({ name }) => name).toSorted((a, b) => a - b);
        expect(byName(turned)).toEqual(byName(parts));
        for (const [index, { kind, name }] of parts.entries())
          if (kind !== 'bulletin') expect(turned[index]?.name).toBe(name);
        expect(partsAtTurn(parts, 0)).toEqual(parts);
      }),
    );
  });

  it.each([
    ['one alone', [part('bulletin')], 2, 'too-few'],
    ['music does not count', [part('bulletin'), part('music')], 2, 'too-few'],
    ['three seconds apart', [part('bulletin'), part('bulletin', 1, 60_000 + LENGTH_SLACK_MS)], 2, null],
    ['more than that', [part('bulletin'), part('bulletin', 1, 60_001 + LENGTH_SLACK_MS)], 2, 'lengths'],
    ['a long greeting is no matter', [part('greeting', 0, 600_000), part('bulletin'), part('bulletin')], 4, null],
    ['half a round', [part('bulletin'), part('bulletin')], 3, 'sessions'],
    ['no session', [part('bulletin'), part('bulletin')], 0, 'sessions'],
  ] as const)('%s', (_what, parts, sessions, fault) => {
    expect(turnFault(parts, sessions)).toBe(fault);
  });
});
