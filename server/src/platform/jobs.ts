import { PgBoss, fromKysely } from 'pg-boss';
import type { SendOptions } from 'pg-boss';
import type { Tx } from './db.ts';
import { takeUpAbandoned } from './jobs-abandoned.ts';
import { JOBS_SCHEMA } from './jobs-schema.ts';
import type { Log } from './log.ts';

export type JobsOptions = {
  readonly url: string;
  readonly log: Log;
  /** Milliseconds that the project's clock runs ahead of the database's; `startAfter` is given in the project's time. */
  readonly clockOffsetMs?: number;
  /** False for a process that only sends. Default true: cares for retries, lost workers and schedules. */
  readonly minds?: boolean;
};

export type EnqueueOptions = {
  /** Not before this instant of the project's clock. */
  readonly startAfter?: Date;
  /** A job that waits with the same key makes this one superfluous (only for queues declared `once: true`). */
  readonly key?: string;
  /** Higher goes first. Default 0. */
  readonly priority?: number;
};

export type QueueSettings = {
  /** Tries after the first. Default 12, with growing pauses up to a minute. */
  readonly retries?: number;
  /** Longest time of one try in seconds. Default 900. */
  readonly seconds?: number;
  /** At most one job per key waits; others of the same key are dropped. */
  readonly once?: boolean;
};

export type WorkSettings = QueueSettings & {
  /** Jobs of this queue done at the same time by this process. Default 1. */
  readonly concurrency?: number;
};

/** A failed try is repeated, so a handler must bear being run twice with the same data. */
export type JobHandler<T extends object> = (
  data: T,
  job: { readonly id: string; readonly abandoned: AbortSignal },
) => Promise<void>;

export type Jobs = {
  /**
   * Sends a job as part of the transaction: it exists if and only if `tx` commits. This is the outbox.
   * @returns the job's id; null when one with the same key already waits
   */
  enqueue<T extends object>(tx: Tx, queue: string, data: T, options?: EnqueueOptions): Promise<string | null>;
  /** Says who does a queue's jobs. Before or after start(). */
  work<T extends object>(queue: string, handler: JobHandler<T>, settings?: WorkSettings): void;
  /** A job on a schedule: five cron fields on the province's wall clock (of the database's time, offsets apart). */
  schedule(queue: string, cron: string): void;
  start(): Promise<void>;
  /** Waits up to 10 s for running jobs; those left are tried again by whoever starts next. */
  stop(): Promise<void>;
};

const ZONE = 'Asia/Ho_Chi_Minh';

/** Job queues in the database. The tables must have been made by migrate(). */
export function createJobs(options: JobsOptions): Jobs {
  const boss = openBoss(options);
  const queues = keepQueues(boss, options.log);
  let takeBack = async (): Promise<void> => {};
  return {
    async enqueue(tx, queue, data, sending = {}) {
      // Made on another connection and before the insert, so that the transaction never sees a missing queue.
      await queues.open(queue);
      return boss.send(queue, data, { ...toSendOptions(sending, options.clockOffsetMs ?? 0), db: fromKysely(tx) });
    },
    work: (queue, handler, settings = {}) => queues.know(queue, { settings, handler: handler as JobHandler<object> }),
    schedule: (queue, cron) => queues.know(queue, { cron }),
    async start() {
      await boss.start();
      if (options.minds ?? true) takeBack = await takeUpAbandoned(boss, options.url, options.log);
      await queues.begin();
    },
    async stop() {
      queues.end();
      await boss.stop({ graceful: true, timeout: 10_000 });
      await takeBack();
    },
  };
}

function openBoss(options: JobsOptions): PgBoss {
  const minds = options.minds ?? true;
  const boss = new PgBoss({
    connectionString: options.url,
    schema: JOBS_SCHEMA,
    application_name: 'nguon-jobs',
    max: 4,
    migrate: false,
    supervise: minds,
    schedule: minds,
    useListenNotify: minds,
    // A worker that was killed while others live is noticed within about 15 s.
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    cronMonitorIntervalSeconds: 15,
  });
  boss.on('error', (error) => options.log.warn({ err: error }, 'hàng đợi công việc / job queue'));
  return boss;
}

type Known = { readonly settings?: WorkSettings; readonly handler?: JobHandler<object>; readonly cron?: string };

/** Remembers what each queue is for; from begin() on, what is new is opened at once. */
function keepQueues(boss: PgBoss, log: Log) {
  const known = new Map<string, Known>();
  const opened = new Map<string, Promise<void>>();
  let begun = false;
  const open = (queue: string): Promise<void> => {
    const opening = opened.get(queue) ?? openQueue(boss, queue, known.get(queue)?.settings ?? {});
    opened.set(queue, opening);
    opening.catch(() => opened.delete(queue));
    return opening;
  };
  const begin = async (queue: string, { handler, settings, cron }: Known): Promise<void> => {
    await open(queue);
    if (handler !== undefined) await listen(boss, queue, handler, settings ?? {});
    if (cron !== undefined) await boss.schedule(queue, cron, {}, { tz: ZONE });
  };
  return {
    open,
    know(queue: string, what: Known): void {
      known.set(queue, { ...known.get(queue), ...what });
      if (!begun) return;
      begin(queue, what).catch((error: unknown) =>
        log.error({ err: error, queue }, 'không mở được hàng đợi / a queue could not be opened'),
      );
    },
    async begin(): Promise<void> {
      begun = true;
      await Promise.all([...known].map(([queue, what]) => begin(queue, what)));
    },
    end(): void {
      begun = false;
    },
  };
}

async function openQueue(boss: PgBoss, queue: string, settings: QueueSettings): Promise<void> {
  const limits = {
    retryLimit: settings.retries ?? 12,
    retryDelay: 1,
    retryBackoff: true,
    retryDelayMax: 60,
    expireInSeconds: settings.seconds ?? 900,
    heartbeatSeconds: 10,
    deleteAfterSeconds: 86_400,
    notify: true,
  };
  const policy = settings.once === true ? 'short' : 'standard';
  await boss.createQueue(queue, { ...limits, policy });
  await boss.updateQueue(queue, limits);
}

async function listen(boss: PgBoss, queue: string, handler: JobHandler<object>, settings: WorkSettings): Promise<void> {
  // Notices wake a worker at once; the poll is for what waits for its time: retries and startAfter.
  const options = {
    batchSize: 1,
    pollingIntervalSeconds: 2,
    notifyPollingIntervalSeconds: 2,
    localConcurrency: settings.concurrency ?? 1,
  };
  await boss.work<object>(queue, options, async (jobs) => {
    for (const job of jobs) await handler(job.data, { id: job.id, abandoned: job.signal });
  });
}

function toSendOptions(options: EnqueueOptions, offsetMs: number): SendOptions {
  return {
    ...(options.startAfter === undefined ? {} : { startAfter: new Date(options.startAfter.getTime() - offsetMs) }),
    ...(options.key === undefined ? {} : { singletonKey: options.key }),
    ...(options.priority === undefined ? {} : { priority: options.priority }),
  };
}
