import { DeviceStatus } from '@nguon/protocol/device.ts';
import { deviceOfStatus } from '@nguon/protocol/topics.ts';
import { inTransaction } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import { dropFromBroker } from './pushes.ts';
import { recordRefusal } from './refusals.ts';
import { storableInstant, storableText, supersedes, type Heard } from './rules.ts';
import { lockStatuses, readRevoked, writeStatuses } from './status-store.ts';

/** A status as it was heard, with all that it says. */
export interface HeardStatus extends Heard {
  device: string;
  status: DeviceStatus;
}

/** Statuses are written together: so often, or when so many wait. */
const WRITE_EVERY_MS = 250;
const WRITE_AT = 1_000;
/** Devices whose statuses wait while the database is away; more are dropped, since the next heartbeat says it again. */
const MOST_WAITING = 20_000;
/** Unreadable messages that are recorded per second; a device gone mad must not fill the disk. */
const REFUSALS_PER_SECOND = 5;

/** Takes statuses from the broker and writes the latest of each device in batches. */
export interface StatusInbox {
  take(topic: string, payload: Uint8Array): Promise<void>;
  /** Writes what waits. For tests, and at the end. */
  flush(): Promise<void>;
  stop(): Promise<void>;
}

/** Opens an inbox with its timer. */
export function openStatusInbox(platform: Platform): StatusInbox {
  const waiting = new Map<string, HeardStatus>();
  let writing: Promise<void> = Promise.resolve();
  let recorded = 0;
  const flush = (): Promise<void> => {
    writing = writing.then(() => writeWaiting(platform, waiting));
    return writing;
  };
  const timer = setInterval(() => {
    recorded = Math.max(0, recorded - (REFUSALS_PER_SECOND * WRITE_EVERY_MS) / 1_000);
    if (waiting.size > 0) void flush();
  }, WRITE_EVERY_MS);
  timer.unref();
  return {
    flush,
    async take(topic, payload) {
      const device = deviceOfStatus(topic);
      if (device === null) return;
      const heard = readStatus(device, payload, platform.clock.now());
      if (heard === null) {
        recorded += 1;
        if (recorded <= REFUSALS_PER_SECOND)
          await recordRefusal(platform, { door: 'status', device, reason: 'wrong-content' });
        return;
      }
      if (!supersedes(waiting.get(device) ?? null, heard) || (waiting.size >= MOST_WAITING && !waiting.has(device)))
        return;
      waiting.set(device, heard);
      if (waiting.size === WRITE_AT) void flush();
    },
    async stop() {
      clearInterval(timer);
      await flush();
    },
  };
}

function readStatus(device: string, payload: Uint8Array, receivedAt: Date): HeardStatus | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(payload);
    const status = DeviceStatus.parse(JSON.parse(text));
    return { device, receivedAt, status: { ...status, software: storableText(status.software) } };
  } catch {
    return null;
  }
}

/** Writes what waits; while the database is away it waits on. */
async function writeWaiting(platform: Platform, waiting: Map<string, HeardStatus>): Promise<void> {
  const batch = [...waiting.values()].slice(0, WRITE_AT);
  for (const { device } of batch) waiting.delete(device);
  try {
    const revoked = await writeBatch(platform, batch);
    for (const device of revoked) {
      await recordRefusal(platform, { door: 'status', device, reason: 'device-unknown' });
      await dropFromBroker(platform, device);
    }
  } catch (error) {
    platform.log.warn(
      { err: error, devices: batch.length },
      'chưa ghi được trạng thái thiết bị / statuses not written yet',
    );
    // What came meanwhile is newer.
    for (const heard of batch) if (!waiting.has(heard.device)) waiting.set(heard.device, heard);
  }
}

/** Returns the devices that speak though they were revoked. */
async function writeBatch(platform: Platform, batch: readonly HeardStatus[]): Promise<string[]> {
  if (batch.length === 0) return [];
  const devices = batch.map(({ device }) => device).toSorted();
  return inTransaction(platform.db, async (tx) => {
    const known = await lockStatuses(tx, devices);
    const accepted = batch.filter((heard) => supersedes(known.get(heard.device) ?? null, heard));
    await writeStatuses(
      tx,
      accepted.map((heard) => ({ ...heard, at: storableInstant(heard.status.at) })),
    );
    return readRevoked(tx, devices);
  });
}
