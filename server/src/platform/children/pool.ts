import type { ChildProcess } from 'node:child_process';
import type { Log } from '../log.ts';
import { type ChildLimits, spawnLimited } from './spawn.ts';

/** The part of the log that services with children use. */
export type ChildLog = Pick<Log, 'info' | 'warn' | 'error'>;

/** Why a job has no result. `code` is the child's own, or one of the `child-…` codes below. */
export class ChildFailure extends Error {
  readonly code: string;
  readonly details: Readonly<Record<string, string | number>>;
  constructor(code: string, details: Readonly<Record<string, string | number>>, message: string) {
    super(message);
    this.name = 'ChildFailure';
    this.code = code;
    this.details = details;
  }
}

export interface ChildPoolOptions {
  /** Short name for the log. */
  readonly name: string;
  /** Absolute path of the .ts program; it must call `serveJobs`. */
  readonly program: string;
  /** How many children at once. */
  readonly processes: number;
  readonly limits: ChildLimits;
  /** A child that did so many jobs is replaced, so that what native code leaks stays small. */
  readonly jobsPerChild: number;
  /** Jobs that may wait; one more is refused with `child-busy`. */
  readonly longestQueue: number;
  readonly log: ChildLog;
}

export interface JobOptions {
  /** Wall-clock limit of the job itself (its wait in the queue is not counted), in milliseconds. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

interface Task {
  readonly job: unknown;
  readonly options: JobOptions;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
  dropSignal: () => void;
}

interface Worker {
  readonly child: ChildProcess;
  ready: boolean;
  jobs: number;
  task: Task | undefined;
  timer: NodeJS.Timeout | undefined;
  /** Why we killed it ourselves, if we did. */
  verdict: ChildFailure | undefined;
  lastWords: string;
}

interface Reply {
  readonly ready?: true;
  readonly id?: number;
  readonly value?: unknown;
  readonly failure?: { code: string; details: Record<string, string | number>; message: string };
}

/** Children that die this often in a row before they are ready mean a broken installation, not bad luck. */
const STARTS_BEFORE_GIVING_UP = 3;
const START_LIMIT_MS = 60_000;

/**
 * A few child processes that do one job each at a time: started by the first job, so that they cost a starting server nothing, and warm
 * from then on. A job that crashes, hangs or eats its memory takes only its own child with it; the next job gets a fresh one.
 */
export class ChildPool {
  readonly #options: ChildPoolOptions;
  readonly #workers = new Set<Worker>();
  readonly #queue: Task[] = [];
  #failedStarts = 0;
  #stopped = false;

  constructor(options: ChildPoolOptions) {
    this.#options = options;
  }

  /** Pids of the living children, for tests and for the machine room. */
  pids(): number[] {
    return [...this.#workers].map((worker) => worker.child.pid ?? 0);
  }

  /**
   * Does one job in a child.
   *
   * @param job anything that structured cloning can carry
   * @throws ChildFailure with the child's own code, or child-timeout, child-crashed, child-aborted, child-busy,
   *   child-unavailable (it cannot even start), child-stopped
   */
  run(job: unknown, options: JobOptions): Promise<unknown> {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    if (this.#stopped) reject(this.#failure('child-stopped'));
    else if (options.signal?.aborted) reject(this.#failure('child-aborted'));
    else if (this.#queue.length >= this.#options.longestQueue) reject(this.#failure('child-busy'));
    else this.#enqueue({ job, options, resolve, reject, dropSignal: () => undefined });
    return promise;
  }

  /** Kills the children and waits until they are gone. Waiting and running jobs fail with `child-stopped`. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const task of this.#queue.splice(0)) this.#settle(task, this.#failure('child-stopped'));
    const gone = [...this.#workers].map(
      (worker) => new Promise<void>((resolve) => worker.child.once('close', () => resolve())),
    );
    for (const worker of this.#workers) this.#kill(worker, this.#failure('child-stopped'));
    await Promise.all(gone);
  }

  #failure(code: string, details: Record<string, string | number> = {}): ChildFailure {
    return new ChildFailure(code, details, `${this.#options.name}: ${code}`);
  }

  #enqueue(task: Task): void {
    const signal = task.options.signal;
    if (signal) {
      const abort = (): void => this.#abort(task);
      signal.addEventListener('abort', abort, { once: true });
      task.dropSignal = () => signal.removeEventListener('abort', abort);
    }
    this.#queue.push(task);
    this.#failedStarts = 0;
    this.#fill();
    this.#dispatch();
  }

  #abort(task: Task): void {
    const place = this.#queue.indexOf(task);
    if (place >= 0) {
      this.#queue.splice(place, 1);
      this.#settle(task, this.#failure('child-aborted'));
      return;
    }
    for (const worker of this.#workers) {
      if (worker.task === task) this.#kill(worker, this.#failure('child-aborted'));
    }
  }

  #settle(task: Task, outcome: ChildFailure | { value: unknown }): void {
    task.dropSignal();
    if (outcome instanceof ChildFailure) task.reject(outcome);
    else task.resolve(outcome.value);
  }

  #fill(): void {
    while (!this.#stopped && this.#workers.size < this.#options.processes) this.#start();
  }

  #start(): void {
    const child = spawnLimited(this.#options.program, this.#options.limits);
    const worker: Worker = {
      child,
      ready: false,
      jobs: 0,
      task: undefined,
      timer: undefined,
      verdict: undefined,
      lastWords: '',
    };
    this.#workers.add(worker);
    worker.timer = setTimeout(() => this.#kill(worker, this.#failure('child-timeout')), START_LIMIT_MS);
    child.stderr?.on('data', (chunk: Buffer) => {
      worker.lastWords = (worker.lastWords + chunk.toString()).slice(-2000);
    });
    child.on('message', (message) => this.#hear(worker, message as Reply));
    // Without a listener a failed spawn or a write to a dead channel would bring down the server.
    child.on('error', (error) => {
      worker.lastWords += error.message;
      if (child.pid === undefined) this.#bury(worker, null, null);
    });
    child.once('close', (code, signal) => this.#bury(worker, code, signal));
  }

  #hear(worker: Worker, reply: Reply): void {
    clearTimeout(worker.timer);
    if (reply.ready) {
      worker.ready = true;
      this.#failedStarts = 0;
    } else if (worker.task) {
      const task = worker.task;
      worker.task = undefined;
      if (reply.failure) {
        const { code, details, message } = reply.failure;
        this.#settle(task, new ChildFailure(code, details, message));
      } else this.#settle(task, { value: reply.value });
      // Idle now: closing the channel lets it end by itself, and its successor starts at once.
      if (worker.jobs >= this.#options.jobsPerChild) this.#retire(worker);
    }
    this.#dispatch();
  }

  #retire(worker: Worker): void {
    worker.ready = false;
    this.#workers.delete(worker);
    worker.child.kill('SIGKILL');
    this.#fill();
  }

  #dispatch(): void {
    for (const worker of this.#workers) {
      if (!worker.ready || worker.task || worker.verdict) continue;
      const task = this.#queue.shift();
      if (!task) return;
      worker.task = task;
      worker.jobs += 1;
      const limit = task.options.timeoutMs;
      worker.timer = setTimeout(() => this.#kill(worker, this.#failure('child-timeout', { limitMs: limit })), limit);
      worker.child.send({ id: worker.jobs, job: task.job });
    }
  }

  #kill(worker: Worker, verdict: ChildFailure): void {
    worker.verdict ??= verdict;
    worker.child.kill('SIGKILL');
  }

  #bury(worker: Worker, code: number | null, signal: string | null): void {
    clearTimeout(worker.timer);
    if (!this.#workers.delete(worker)) return;
    if (!worker.ready) this.#failedStarts += 1;
    const end = { exit: code ?? -1, signal: signal ?? '', lastWords: worker.lastWords.slice(-300) };
    if (!worker.verdict) this.#options.log.warn({ child: this.#options.name, ...end }, 'child died');
    if (worker.task) this.#settle(worker.task, worker.verdict ?? this.#failure('child-crashed', end));
    if (this.#failedStarts < STARTS_BEFORE_GIVING_UP) this.#fill();
    else if (this.#workers.size === 0) this.#giveUp(end);
  }

  #giveUp(end: Record<string, string | number>): void {
    this.#options.log.error({ child: this.#options.name, ...end }, 'child cannot start');
    for (const task of this.#queue.splice(0)) this.#settle(task, this.#failure('child-unavailable', end));
  }
}
