import type { DeviceStatus } from '@nguon/protocol/device.ts';

/** A device says that it lives each so often. */
export const HEARTBEAT_MS = 60_000;
/** One missed heartbeat and some seconds for the network. */
const LATE_AFTER_MS = HEARTBEAT_MS * 1.5;
/** Three missed heartbeats. */
export const OFFLINE_AFTER_MS = HEARTBEAT_MS * 3;

/** How long a claim code can be used. */
export const CLAIM_CODE_MS = 15 * 60_000;
/** How long a challenge can be answered. */
export const NONCE_MS = 60_000;
/** How long a login and its broker password hold. */
export const LOGIN_MS = 30 * 60_000;

/** Characters of claim codes: none that looks or sounds like another (no 0 O, 1 I L, 2 Z, 5 S, 8 B). 25^8 codes. */
export const CODE_ALPHABET = 'ACDEFGHJKMNPQRTUVWXY34679';

export type DeviceState = 'online' | 'late' | 'offline' | 'never' | 'revoked';

/** What is known of a device's life. */
export interface Life {
  revoked: boolean;
  /** Last word of its status, null before the first. */
  status: { online: boolean; receivedAt: Date } | null;
  /** Last login, status or receipts. */
  lastContactAt: Date | null;
}

/**
 * Whether a device is reachable. A last will means offline at once; a device that logged in but whose status was not heard yet is late,
 * not dead.
 */
export function deviceState({ revoked, status, lastContactAt }: Life, now: Date): DeviceState {
  if (revoked) return 'revoked';
  if (lastContactAt === null) return 'never';
  const silence = now.getTime() - (status?.receivedAt ?? lastContactAt).getTime();
  if (status !== null && !status.online) return 'offline';
  if (silence >= OFFLINE_AFTER_MS) return 'offline';
  return status !== null && silence < LATE_AFTER_MS ? 'online' : 'late';
}

/** A status as it was heard. */
export interface Heard {
  status: Pick<DeviceStatus, 'online' | 'boot' | 'session'>;
  receivedAt: Date;
}

/**
 * Whether a status replaces the one that is known. Within a boot the session decides, so that the last will of a lost connection cannot
 * overtake the next one's status. A login makes its boot the known one (session −1); another boot's status counts only when it lives
 * and the known one has been silent long enough to be dead, as after a restored backup.
 */
export function supersedes(known: Heard | null, next: Heard): boolean {
  if (known === null) return true;
  if (known.status.boot === next.status.boot) return next.status.session >= known.status.session;
  const silence = next.receivedAt.getTime() - known.receivedAt.getTime();
  return next.status.online && silence >= OFFLINE_AFTER_MS;
}

const EARLIEST = Date.UTC(1970, 0, 1);
const LATEST = Date.UTC(2200, 0, 1);

/** A device's instant as the database can hold it: a clock of the year 0 or 9999 becomes the nearest bound, and the batch goes through. */
export function storableInstant(instant: string): Date {
  return new Date(Math.min(Math.max(Date.parse(instant), EARLIEST), LATEST));
}

/** Text as the database can hold it: without the character NUL. */
export function storableText(text: string): string {
  return text.replaceAll('\0', '');
}
