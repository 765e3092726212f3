import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { UNITS, buildOrder, slotsAt, expectSoon } from '../../test/system/province-stub.ts';
import { claimSpeaker } from './claim.ts';
import { askRunning } from './control.ts';
import { RefusedDocument } from '@nguon/protocol/verify.ts';
import type { Speaker } from './speaker.ts';
import { Lab } from './testing/lab.ts';

let lab: Lab;
let device: string;
let speaker: Speaker;

beforeEach(async () => {
  lab = await Lab.open();
  device = await lab.claim('one');
  speaker = (await lab.run('one')).speaker;
  await expectSoon('it is connected', () => speaker.report().connected);
});

afterEach(async () => {
  await lab.close();
});

const details = (): string[] => [...lab.province.receipts.values()].map(({ detail }) => detail ?? '');
const minuteOfDay = (at: number): number => Math.floor(((at + 7 * 3_600_000) % 86_400_000) / 60_000);

/** The new assignment is held, and the connection that it asks for stands. */
async function followsAssignment(): Promise<void> {
  await expectSoon('it has the new assignment', () =>
    lab.log.lines.some((line) => line.startsWith('assignment {"version":2}')),
  );
  await expectSoon('it is connected anew', () =>
    lab.log.lines.some((line) => line.startsWith('push-connected {"session":2}')),
  );
}

test('volume is set by command, never above the ceiling', async () => {
  await lab.province.command(device, { kind: 'volume', percent: 35 });
  await expectSoon('it is 35', () => speaker.report().status.volume === 35);
  await lab.province.command(device, { kind: 'volume', percent: 100 });
  await expectSoon('it is the ceiling', () => speaker.report().status.volume === 80);
  await lab.province.assign({ volumeCeiling: 50 });
  await expectSoon('it follows a lower ceiling', () => speaker.report().status.volume === 50);
});

test('a command is obeyed once, in its time, and only by its device', async () => {
  const once = await lab.province.command(device, { kind: 'restart' });
  await expectSoon('it was asked to restart', () => lab.restarts === 1);
  await lab.province.command(device, { kind: 'restart' }, { id: once.id });
  const past = new Date(lab.province.now() - 60_000).toISOString();
  await lab.province.command(device, { kind: 'restart' }, { notAfter: past });
  await expectSoon('the late one is recorded', () => details().includes('command: outside-its-time'));
  await lab.province.command(device, { kind: 'restart' }, { device: randomUUID() });
  await expectSoon('the foreign one is recorded', () => details().includes('command: other-device'));
  expect(lab.restarts).toBe(1);
});

test('the test tick sounds by day and is refused in quiet hours', async () => {
  expect(await askRunning(lab.config('one').dir, { do: 'test-tone' })).toEqual({ refused: null });
  const minute = minuteOfDay(lab.province.now());
  await lab.province.assign({ quietHours: { fromMinute: minute, toMinute: (minute + 60) % 1440 } });
  await followsAssignment();
  await lab.province.command(device, { kind: 'test-tone', durationMs: 500 });
  await expectSoon('it is refused', () => details().includes('command: test-tone: quiet-hours'));
});

test('an item that would run into quiet hours is refused by the device alone', async () => {
  const minute = minuteOfDay(lab.province.now() + 120_000);
  await lab.province.assign({ quietHours: { fromMinute: minute, toMinute: (minute + 60) % 1440 } });
  await followsAssignment();
  const sound = lab.province.addSound(Buffer.from('long'), 180_000);
  const order = await buildOrder([sound], { times: slotsAt(lab.province.now(), [0], 190_000) });
  await lab.province.publish(lab.province.programme(UNITS.commune, [order]));
  await expectSoon('it is refused', () =>
    lab.province.told(order.order).some(({ reason }) => reason === 'quiet-hours'),
  );
  expect(lab.province.told(order.order).map(({ kind }) => kind)).not.toContain('playing');
});

test('quiet hours that come with a new assignment cut what is playing', async () => {
  const order = await buildOrder([lab.province.addSound(Buffer.from('long'), 60_000)]);
  await lab.province.publish(lab.province.programme(UNITS.commune, [order]));
  await expectSoon('it plays', () => speaker.report().status.playing !== null);
  const minute = minuteOfDay(lab.province.now());
  await lab.province.assign({ quietHours: { fromMinute: minute, toMinute: (minute + 60) % 1440 } });
  await expectSoon('it is silent', () => speaker.report().status.playing === null);
  await expectSoon('it is told', () => lab.province.told(order.order).some(({ reason }) => reason === 'quiet-hours'));
});

test('an item longer than the assignment allows is refused', async () => {
  await lab.province.assign({ longestItemMs: 30_000 });
  await followsAssignment();
  const order = await buildOrder([lab.province.addSound(Buffer.from('long'), 60_000)]);
  await lab.province.publish(lab.province.programme(UNITS.commune, [order]));
  await expectSoon('it is refused', () => lab.province.told(order.order).some(({ reason }) => reason === 'too-long'));
});

test('a unit that is taken away is no longer followed', async () => {
  const order = await buildOrder([lab.province.addSound(Buffer.from('long'), 60_000)]);
  await lab.province.publish(lab.province.programme(UNITS.commune, [order]));
  await expectSoon('it plays', () => speaker.report().status.playing !== null);
  await lab.province.assign({ units: [{ unit: UNITS.province, level: 0, name: 'Tỉnh Thử' }] });
  await expectSoon('it is silent', () => speaker.report().status.playing === null);
  await expectSoon('it is connected with its new units', () => speaker.report().connected);
});

test('whoever answers without the root key of the claim string is refused', async () => {
  const claim = (await lab.province.claimString()).replace(/\.[0-9a-f]{64}\./, `.${'d'.repeat(64)}.`);
  const options = { serial: 's', again: false, at: new Date().toISOString() };
  const refused = claimSpeaker(lab.config('two').dir, claim, options);
  await expect(refused).rejects.toThrow(RefusedDocument);
  await expect(claimSpeaker(lab.config('one').dir, claim, options)).rejects.toThrow(/claimed already/);
});

test('a second speaker on the same folder is refused', async () => {
  await expect(lab.run('one')).rejects.toThrow(/running on .* already/);
});

test('two units carry the same province order: it sounds once, and a higher class interrupts', async () => {
  const long = await buildOrder([lab.province.addSound(Buffer.from('long'), 20_000)], {
    targets: [UNITS.province, UNITS.commune],
    unit: UNITS.province,
  });
  await lab.province.publish(lab.province.programme(UNITS.commune, [long]));
  await lab.province.publish(lab.province.programme(UNITS.province, [long]));
  await expectSoon('it plays', () => speaker.report().status.playing?.order === long.order);
  const short = await buildOrder([lab.province.addSound(Buffer.from('short'), 300)], { class: 'priority' });
  await lab.province.publish(lab.province.programme(UNITS.commune, [long, short]));
  await expectSoon('the priority item has finished', () =>
    lab.province.told(short.order).some(({ kind }) => kind === 'finished'),
  );
  await expectSoon('the other starts again', () => speaker.report().status.playing?.order === long.order);
  await expectSoon(
    'that is told',
    () => lab.province.told(long.order).filter(({ kind }) => kind === 'playing').length === 2,
  );
  const told = lab.province.told(long.order).map(({ kind, reason, attempt }) => [kind, reason, attempt]);
  expect(told.slice(2)).toEqual([
    ['playing', null, 1],
    ['interrupted', 'higher-class', 1],
    ['playing', null, 2],
  ]);
});
