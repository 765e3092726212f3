import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DeviceCommand, LoginReply } from '@nguon/protocol/device.ts';
import type { AssignmentDraft } from '../lib/signing.ts';
import { coversQuietHours, judgeAssignment, judgeCommand, judgeLoginReply } from './document-policy.ts';
import { treeFault } from './territory-rules.ts';
import { NOON, PLACES, UNITS, buildAssignment, buildLimits, minutes } from './testing/drafts.ts';

const tree = new Map(UNITS.map((record) => [record.unit, record]));
const path = buildAssignment().units;

test.each<[string, Partial<AssignmentDraft>, string]>([
  ['a village speaker', {}, 'signed'],
  ['a commune board', { units: path.slice(1) }, 'signed'],
  ['a path that stops short', { units: path.slice(0, 2) }, 'outside-territory'],
  ['a path that leaves one out', { units: path.filter((_, index) => index !== 1) }, 'outside-territory'],
  [
    "another commune's programme",
    { units: path.with(1, { unit: PLACES.neighbour, level: 2, name: '' }) },
    'outside-territory',
  ],
  ['a false level', { units: path.with(0, { unit: PLACES.village, level: 0, name: '' }) }, 'outside-territory'],
  ['shorter quiet hours', { quietHours: { fromMinute: 23 * 60, toMinute: 5 * 60 } }, 'outside-limits'],
  ['no quiet hours', { quietHours: { fromMinute: 0, toMinute: 0 } }, 'outside-limits'],
  ['longer quiet hours', { quietHours: { fromMinute: 20 * 60, toMinute: 6 * 60 } }, 'signed'],
  ['a longer item', { longestItemMs: 45 * 60_000 + 1 }, 'outside-limits'],
  ['a louder voice', { volumeCeiling: 91 }, 'outside-limits'],
])('assignment: %s', (_name, change, expected) => {
  expect(judgeAssignment(buildAssignment(change), { limits: buildLimits(), tree })?.reason ?? 'signed').toBe(expected);
});

test('quiet hours cover a floor exactly when every minute of the floor is among them', () => {
  const minute = fc.integer({ min: 0, max: 1439 });
  const quiet = ({ fromMinute, toMinute }: { fromMinute: number; toMinute: number }, at: number) =>
    (at - fromMinute + 1440) % 1440 < (toMinute - fromMinute + 1440) % 1440;
  fc.assert(
    fc.property(minute, minute, minute, minute, (a, b, c, d) => {
      const hours = { fromMinute: a, toMinute: b };
      const floor = { fromMinute: c, toMinute: d };
      const every = Array.from({ length: 1440 }, (_, at) => at).every((at) => !quiet(floor, at) || quiet(hours, at));
      expect(coversQuietHours(hours, floor)).toBe(every);
    }),
  );
});

const reply = (change: Partial<LoginReply>): LoginReply => ({
  device: randomUUID(),
  deviceNonce: 'n'.repeat(22),
  time: minutes(0),
  brokerPath: '/mqtt',
  brokerPassword: 'password',
  expiresAt: minutes(30),
  assignmentVersion: 1,
  assignmentUrl: '/assignments/x/1.jws',
  programmes: [],
  ...change,
});
test.each<[string, Partial<LoginReply>, string]>([
  ['half an hour from now', {}, 'signed'],
  ['another time', { time: minutes(1) }, 'expired'],
  ['a pass for a day', { expiresAt: minutes(1440) }, 'outside-limits'],
  ['a pass that has ended', { expiresAt: minutes(-1) }, 'outside-limits'],
])('login: %s', (_name, change, expected) => {
  expect(judgeLoginReply(reply(change), { now: NOON })?.reason ?? 'signed').toBe(expected);
});

const command = (change: Partial<DeviceCommand>): DeviceCommand => ({
  id: randomUUID(),
  device: randomUUID(),
  notBefore: minutes(0),
  notAfter: minutes(2),
  action: { kind: 'restart' },
  ...change,
});
const tone = { kind: 'test-tone', durationMs: 3_000 } as const;
test.each<[string, Partial<DeviceCommand>, number, string]>([
  ['a restart', {}, 0, 'signed'],
  ['volume within the ceiling', { action: { kind: 'volume', percent: 90 } }, 0, 'signed'],
  ['volume above it', { action: { kind: 'volume', percent: 91 } }, 0, 'outside-limits'],
  ['a tone by day', { action: tone }, 0, 'signed'],
  ['a tone at 22:00', { action: tone, notBefore: minutes(298), notAfter: minutes(300) }, 298, 'quiet-hours'],
  ['one that waits an hour', { notAfter: minutes(60) }, 0, 'outside-limits'],
  ['one that is over', { notAfter: minutes(2) }, 3, 'expired'],
])('command: %s', (_name, change, at, expected) => {
  const facts = { now: Date.parse(minutes(at)), limits: buildLimits() };
  expect(judgeCommand(command(change), facts)?.reason ?? 'signed').toBe(expected);
});

test('a tree has each unit once, below a higher one', () => {
  expect(treeFault(UNITS)).toBeNull();
  expect(treeFault([...UNITS, ...UNITS.slice(0, 1)])).toContain('twice');
  expect(treeFault(UNITS.slice(1))).toContain('missing');
  expect(treeFault(UNITS.map((record) => ({ ...record, level: 1 })))).toContain('not above');
});
