/**
 * Every MQTT topic of the system, and who may use it. The one file with a topic string.
 * Identities are UUIDs or `server`, so that the characters `+ # / . * >` can never occur in a level.
 */
const ROOT = 'nguon/1';

/** Leaves below a device's own branch: what the server says to it, and its own status. */
export type DeviceLeaf = 'assignment' | 'command' | 'status';

/** Hint that a unit has a newer programme (payload: ProgrammePush). */
export function unitProgrammeTopic(unit: string): string {
  return `${ROOT}/units/${level(unit)}/programme`;
}

/** Everything said to the devices of one unit. */
export function unitFilter(unit: string): string {
  return `${ROOT}/units/${level(unit)}/#`;
}

/** A device's own branch: `assignment` and `command` come from the server, `status` from the device. */
export function deviceTopic(device: string, leaf: DeviceLeaf): string {
  return `${ROOT}/devices/${level(device)}/${leaf}`;
}

/** Everything in a device's own branch. */
export function deviceFilter(device: string): string {
  return `${ROOT}/devices/${level(device)}/#`;
}

/** The server's ear for all devices' status. */
export const ALL_STATUS = `${ROOT}/devices/+/status`;

/** Order from the server to our broker to drop a client whose identity has ended, and to take no password of it (payload: {"client": id}). */
export const BROKER_DISCONNECT = `${ROOT}/broker/disconnect`;

/** The server asks our broker for an acknowledgement, to see that it lives. Nobody listens. */
export const BROKER_ALIVE = `${ROOT}/broker/alive`;

/** Everything of ours; only the server's identity may subscribe to it or publish below it. */
export const EVERYTHING = `${ROOT}/#`;

/** The device that a status topic speaks of, or null when the topic is another. */
export function deviceOfStatus(topic: string): string | null {
  return /^nguon\/1\/devices\/([0-9a-f-]{36})\/status$/.exec(topic)?.[1] ?? null;
}

function level(identity: string): string {
  if (!/^[0-9a-zA-Z-]{1,64}$/.test(identity)) throw new TypeError('not an identity that may stand in a topic');
  return identity;
}
