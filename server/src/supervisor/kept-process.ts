import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { Log } from '../platform/log.ts';

export type Program = {
  /** Short name for logs and for people. */
  readonly name: string;
  /** Absolute path of the .ts file, then its arguments. */
  readonly command: readonly [string, ...string[]];
  /** Variables, asked at each start. They are the child's whole environment. */
  readonly environment: () => Record<string, string>;
  /** Told each time the child is ready, with the address that it printed. */
  readonly onReady?: (url: string) => void;
};

/** A program that runs until it is stopped, whatever happens to its process. */
export type KeptProcess = {
  readonly name: string;
  pid(): number | undefined;
  /** Ends the process in order and does not start it again. */
  stop(): Promise<void>;
  /** Ends it in order and starts it anew, with fresh variables. */
  restart(): void;
};

export type Patience = {
  /** Pause before the first new start in milliseconds; doubled each time until it is ready again. */
  readonly first: number;
  readonly most: number;
  /** Longest time from start to ready. */
  readonly ready: number;
  /** Longest time from SIGTERM to SIGKILL. */
  readonly stop: number;
  /** Failed starts before the very first ready line after which we give up. */
  readonly tries: number;
};

const PATIENCE: Patience = { first: 200, most: 10_000, ready: 60_000, stop: 12_000, tries: 3 };

const ReadyLine = z.object({ ready: z.literal(true), url: z.string() });

type State = {
  child?: ChildProcess;
  stopping: boolean;
  restarting: boolean;
  wasReady: boolean;
  failures: number;
  timer?: NodeJS.Timeout;
};

/**
 * Starts a program and keeps it running: after each end it is started again, with growing pauses.
 * @returns once it is ready for the first time
 * @throws Error when it cannot be started at all
 */
export function keepProcess(program: Program, log: Log, patience: Patience = PATIENCE): Promise<KeptProcess> {
  const state: State = { stopping: false, restarting: false, wasReady: false, failures: 0 };
  const kept: KeptProcess = {
    name: program.name,
    pid: () => state.child?.pid,
    async stop() {
      state.stopping = true;
      clearTimeout(state.timer);
      await endChild(state.child, patience.stop);
    },
    restart() {
      state.restarting = true;
      void endChild(state.child, patience.stop);
    },
  };
  return new Promise((settle, fail) => {
    const begin = (): void => {
      state.child = spawnProgram(program, log, patience, (url) => {
        state.wasReady = true;
        state.failures = 0;
        program.onReady?.(url);
        settle(kept);
      });
      state.child.once('exit', (code, signal) => {
        const how = signal ?? `code ${code}`;
        if (state.stopping) return;
        if (!state.wasReady && state.failures + 1 >= patience.tries)
          return fail(new Error(`${program.name}: không khởi động được (${how}) / cannot be started (${how})`));
        const pause = state.restarting ? 0 : Math.min(patience.most, patience.first * 2 ** state.failures);
        if (!state.restarting)
          log.error(
            { program: program.name, code, signal, pause },
            `${program.name} đã dừng bất ngờ (${how}), sẽ chạy lại / ended unexpectedly, will be started again`,
          );
        state.failures += state.restarting ? 0 : 1;
        state.restarting = false;
        state.timer = setTimeout(begin, pause);
      });
    };
    begin();
  });
}

function spawnProgram(program: Program, log: Log, patience: Patience, onReady: (url: string) => void): ChildProcess {
  const child = spawn(process.execPath, [...program.command], {
    env: program.environment(),
    // The channel closes when this process dies: that is how a child notices (platform/parent.ts).
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    // Its own session, so that Ctrl-C in the terminal reaches only the supervisor, which stops its children in order.
    detached: true,
  });
  child.on('error', (error) => log.error({ err: error, program: program.name }, 'child process'));
  const late = setTimeout(() => child.kill('SIGKILL'), patience.ready);
  child.once('exit', () => clearTimeout(late));
  if (child.stdout === null) throw new Error('no standard output');
  createInterface({ input: child.stdout }).on('line', (line) => {
    const ready = readyLine(line);
    if (ready === null) return log.debug({ program: program.name }, line);
    clearTimeout(late);
    log.debug({ program: program.name, pid: child.pid, url: ready }, 'ready');
    onReady(ready);
  });
  return child;
}

function readyLine(line: string): string | null {
  if (!line.startsWith('{')) return null;
  try {
    return ReadyLine.safeParse(JSON.parse(line)).data?.url ?? null;
  } catch {
    return null;
  }
}

async function endChild(child: ChildProcess | undefined, patience: number): Promise<void> {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((settle) => child.once('exit', () => settle()));
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), patience);
  await ended;
  clearTimeout(late);
}
