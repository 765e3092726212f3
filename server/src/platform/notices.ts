import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Log } from './log.ts';

/** What is told over the database: which orders changed, which have receipts, which units have a new programme. */
export type Channel = 'orders' | 'receipts' | 'programmes';

/** @param payload what was said; null: the connection was lost and something may have been missed */
export type Hearer = (payload: string | null) => void;

export interface Notices {
  /** Hears a channel from now on. The connection is made at the first call. Returns what ends it. */
  hear(channel: Channel, hearer: Hearer): () => void;
  close(): Promise<void>;
}

const CHANNELS: readonly Channel[] = ['orders', 'receipts', 'programmes'];
const LONGEST_PAUSE_MS = 10_000;

/**
 * Hears what transactions tell when they commit (pg_notify), on one connection of its own for the whole process, made anew when it is lost.
 * Notices are hints: nothing that matters rests on them.
 */
export function createNotices(url: string, log: Log): Notices {
  const hearers = new Map<Channel, Set<Hearer>>(CHANNELS.map((channel) => [channel, new Set()]));
  const ended = new AbortController();
  let life: Promise<void> | undefined;
  const tell = (channel: Channel, payload: string | null): void => {
    for (const hearer of hearers.get(channel) ?? []) hearer(payload);
  };
  const live = async (): Promise<void> => {
    for (let losses = 0; !ended.signal.aborted; losses += 1) {
      try {
        await listen(url, tell, ended.signal, losses > 0);
      } catch (error) {
        log.warn({ err: error }, 'mất kết nối nghe tin / the listening connection was lost');
      }
      const pause = Math.random() * Math.min(LONGEST_PAUSE_MS, 500 * 2 ** Math.min(losses, 5));
      await sleep(pause, undefined, { signal: ended.signal }).catch(() => {});
    }
  };
  return {
    hear(channel, hearer) {
      hearers.get(channel)?.add(hearer);
      life ??= live();
      return () => void hearers.get(channel)?.delete(hearer);
    },
    async close() {
      ended.abort();
      await life;
    },
  };
}

/** Listens until the connection is lost (throws) or the end is asked for. */
async function listen(
  url: string,
  tell: (channel: Channel, payload: string | null) => void,
  ended: AbortSignal,
  again: boolean,
): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'nguon-notices',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  });
  const over = new Promise<void>((settle, fail) => {
    client.once('error', fail);
    client.once('end', () => fail(new Error('closed by the database')));
    ended.addEventListener('abort', () => settle(), { once: true });
  });
  // Whoever loses the connection while it is still being made is told by connect() itself.
  over.catch(() => {});
  client.on('notification', ({ channel, payload }) => {
    if (CHANNELS.includes(channel as Channel)) tell(channel as Channel, payload ?? '');
  });
  try {
    await client.connect();
    for (const channel of CHANNELS) await client.query(`listen ${channel}`);
    if (again) for (const channel of CHANNELS) tell(channel, null);
    await over;
  } finally {
    client.removeAllListeners('end');
    client.on('error', () => {});
    await client.end().catch(() => {});
  }
}
