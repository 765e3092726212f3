import { randomUUID } from 'node:crypto';
import type { DeviceCommand } from '@nguon/protocol/device.ts';
import type { CommandBody, DeviceRow } from '@nguon/protocol/http/devices.ts';
import { deviceTopic } from '@nguon/protocol/topics.ts';
import { Problem } from '../../lib/problem.ts';
import { inTransaction, type Tx } from '../../platform/db.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { authorise } from '../accounts/service.ts';
import { record } from '../audit/service.ts';
import { signAssignment } from './assignments.ts';
import { listDevices, type DeviceWish } from './list-store.ts';
import { DEVICE_KEEPERS, DEVICE_VIEWERS } from './policy.ts';
import { presentDevice } from './present.ts';
import { dropFromBroker, pushAssignment } from './pushes.ts';
import { askApart } from './refusals.ts';
import { insertAssignment, moveDevice, readScoped, revokeDevice, type KeptDevice } from './store.ts';

/** A command is obeyed within this time or not at all. */
const COMMAND_MS = 60_000;
/** A device's clock may be behind by this much. */
const CLOCK_SLACK_MS = 30_000;
const TEST_TONE_MS = 3_000;

/** Devices that a person may see, with state and last contact. */
export async function viewDevices(
  platform: Platform,
  actor: Actor,
  wish: Pick<DeviceWish, 'unit' | 'device' | 'revoked'>,
): Promise<DeviceRow[]> {
  const rows = await listDevices(platform.db, { person: actor.user, roles: DEVICE_VIEWERS, ...wish });
  const now = platform.clock.now();
  return rows.map((row) => presentDevice(row, now));
}

/** One device that a person may see. Throws Problem `not-found`. */
export async function viewDevice(platform: Platform, actor: Actor, id: string): Promise<DeviceRow> {
  const [row] = await viewDevices(platform, actor, { device: id, revoked: true });
  if (!row) throw new Problem('not-found');
  return row;
}

/**
 * Commands a connected device: volume, test tone, restart. Signed, dated, never kept: a device that is away does not obey later.
 * @throws Problem `not-found`, `signer-refused` (a tone in quiet hours), `unavailable`
 */
export async function commandDevice(
  platform: Platform,
  actor: Actor,
  id: string,
  body: CommandBody,
): Promise<{ command: string; notAfter: string }> {
  const device = await readKept(platform, actor, id);
  const now = platform.clock.now();
  const command: DeviceCommand = {
    id: randomUUID(),
    device: id,
    notBefore: new Date(now.getTime() - CLOCK_SLACK_MS).toISOString(),
    notAfter: new Date(now.getTime() + COMMAND_MS).toISOString(),
    action: body.kind === 'test-tone' ? { ...body, durationMs: TEST_TONE_MS } : body,
  };
  const { jws } = await askApart(() => platform.signer.signCommand(command));
  const details = { command: command.id, ...body };
  await inTransaction(platform.db, (tx) => note(tx, platform, { actor, act: 'device.commanded', device, details }));
  await askApart(() => platform.broker.publish(deviceTopic(id, 'command'), jws));
  return { command: command.id, notAfter: command.notAfter };
}

/**
 * Gives a device another place: its new assignment is signed, kept, and pushed if it is connected.
 * @throws Problem `not-found`, `forbidden` for a unit outside the technician's, `signer-refused`, `unavailable`
 */
export async function placeDevice(
  platform: Platform,
  actor: Actor,
  id: string,
  place: { unit: string; name: string },
): Promise<DeviceRow> {
  const device = await readKept(platform, actor, id);
  await authorise(platform.db, actor, DEVICE_KEEPERS, place.unit);
  const assignment = await signAssignment(platform, { ...device, ...place });
  await inTransaction(platform.db, async (tx) => {
    await moveDevice(tx, id, place);
    await insertAssignment(tx, id, assignment, platform.clock.now());
    const details = { from: device.unit, to: place.unit, name: place.name };
    await note(tx, platform, { actor, act: 'device.placed', device, details });
  });
  await pushAssignment(platform, id, assignment);
  return viewDevice(platform, actor, id);
}

/** Ends a device: its key counts no more, it is dropped from the broker and gets no new password. Throws Problem `not-found`. */
export async function endDevice(platform: Platform, actor: Actor, id: string): Promise<void> {
  const device = await readKept(platform, actor, id);
  await inTransaction(platform.db, async (tx) => {
    if (!(await revokeDevice(tx, id, actor.user, platform.clock.now()))) throw new Problem('not-found');
    await note(tx, platform, { actor, act: 'device.revoked', device, details: { name: device.name } });
  });
  await dropFromBroker(platform, id);
}

async function readKept(platform: Platform, actor: Actor, id: string): Promise<KeptDevice> {
  const device = await readScoped(platform.db, id, actor.user, DEVICE_KEEPERS);
  if (!device) throw new Problem('not-found');
  return device;
}

async function note(
  tx: Tx,
  platform: Platform,
  {
    actor,
    act,
    device,
    details,
  }: { actor: Actor; act: string; device: KeptDevice; details: Record<string, string | number> },
): Promise<void> {
  const who = { id: actor.user, name: actor.name };
  const subject = { kind: 'device', id: device.id };
  await record(tx, { actor: who, act, subject, unit: device.unit, details }, platform.clock.now());
}
