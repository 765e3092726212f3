import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  CODE_ALPHABET,
  OFFLINE_AFTER_MS,
  deviceState,
  storableInstant,
  supersedes,
  type Heard,
  type Life,
} from './rules.ts';

const NOW = new Date('2026-11-23T10:00:00.000Z');
const ago = (seconds: number): Date => new Date(NOW.getTime() - seconds * 1_000);
const life = (change: Partial<Life>): Life => ({ revoked: false, status: null, lastContactAt: null, ...change });

test.each<[string, Life, string]>([
  ['claimed, never heard', life({}), 'never'],
  ['logged in just now, no status yet', life({ lastContactAt: ago(5) }), 'late'],
  ['logged in, and then nothing', life({ lastContactAt: ago(180) }), 'offline'],
  [
    'a heartbeat a minute ago',
    life({ status: { online: true, receivedAt: ago(62) }, lastContactAt: ago(62) }),
    'online',
  ],
  ['one heartbeat missed', life({ status: { online: true, receivedAt: ago(90) }, lastContactAt: ago(90) }), 'late'],
  [
    'three heartbeats missed',
    life({ status: { online: true, receivedAt: ago(180) }, lastContactAt: ago(2) }),
    'offline',
  ],
  ['its last will came', life({ status: { online: false, receivedAt: ago(1) }, lastContactAt: ago(1) }), 'offline'],
  ['revoked', life({ revoked: true, status: { online: true, receivedAt: ago(1) }, lastContactAt: ago(1) }), 'revoked'],
])('state: %s', (_name, known, expected) => {
  expect(deviceState(known, NOW)).toBe(expected);
});

const heard = (boot: string, session: number, online: boolean, seconds: number): Heard => ({
  status: { boot, session, online },
  receivedAt: ago(seconds),
});
test.each<[string, Heard | null, Heard, boolean]>([
  ['the first', null, heard('a', 0, true, 0), true],
  ['the next heartbeat', heard('a', 1, true, 60), heard('a', 1, true, 0), true],
  ['the last will of this session', heard('a', 1, true, 60), heard('a', 1, false, 0), true],
  ['a late last will of the session before', heard('a', 2, true, 1), heard('a', 1, false, 0), false],
  ['a late last will of an earlier boot', heard('b', 0, true, 1), heard('a', 9, false, 0), false],
  ['a late heartbeat of an earlier boot after a login', heard('b', -1, false, 1), heard('a', 9, true, 0), false],
  ['the first status after a login', heard('b', -1, false, 1), heard('b', 0, true, 0), true],
  [
    'another boot after long silence, as after a restored backup',
    heard('a', 5, true, OFFLINE_AFTER_MS / 1_000),
    heard('b', 0, true, 0),
    true,
  ],
  ['a dead word of another boot after long silence', heard('a', 5, true, 9_999), heard('b', 0, false, 0), false],
])('status: %s', (_name, known, next, expected) => {
  expect(supersedes(known, next)).toBe(expected);
});

test('in whatever order the messages of one boot come, the highest session has the last word', () => {
  const message = fc.record({ session: fc.integer({ min: 0, max: 5 }), online: fc.boolean() });
  fc.assert(
    fc.property(fc.array(message, { minLength: 1 }), (messages) => {
      let known: Heard | null = null;
      for (const { session, online } of messages) {
        const next = heard('a', session, online, 0);
        if (supersedes(known, next)) known = next;
      }
      expect(known?.status.session).toBe(Math.max(...messages.map(({ session }) => session)));
    }),
  );
});

test('instants of broken clocks become storable', () => {
  expect(storableInstant('0000-01-01T00:00:00.000Z').toISOString()).toBe('1970-01-01T00:00:00.000Z');
  expect(storableInstant('9999-12-31T23:59:59.999Z').toISOString()).toBe('2200-01-01T00:00:00.000Z');
  expect(storableInstant('2038-01-19T03:14:08.000Z').toISOString()).toBe('2038-01-19T03:14:08.000Z');
});

test('no two characters of claim codes look or sound alike', () => {
  expect(new Set(CODE_ALPHABET).size).toBe(CODE_ALPHABET.length);
  for (const pair of ['0O', '1IL', '2Z', '5S', '8B']) {
    expect([...pair].filter((character) => CODE_ALPHABET.includes(character)).length).toBeLessThanOrEqual(1);
  }
});
