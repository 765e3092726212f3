import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';

/** What one child may use. */
export interface ChildLimits {
  /** V8's old generation, in MiB (`--max-old-space-size`). */
  readonly heapMb: number;
  /** All private writable memory, native code's included, in MiB (RLIMIT_DATA). */
  readonly dataMb: number;
  /** Largest file it may write, in MiB (RLIMIT_FSIZE). */
  readonly fileMb: number;
}

const SHELL = '/bin/sh';

/**
 * Starts a Node program as a child with limits and without the parent's environment (it holds secrets).
 * Address space cannot be limited (WebAssembly reserves gigabytes that it never touches), private writable
 * memory can: the shell sets the limits and then becomes Node, so that the pid is Node's own.
 *
 * @param program absolute path of a .ts file
 * @returns the process, with an IPC channel (structured clones) and a piped standard error
 */
export function spawnLimited(program: string, limits: ChildLimits): ChildProcess {
  const node = [`--max-old-space-size=${limits.heapMb}`, '--disable-warning=ExperimentalWarning', program];
  const command = [process.execPath, ...node];
  const limited = process.platform === 'linux' && existsSync(SHELL);
  // dash counts -d in KiB and -f in blocks of 512 bytes; no core files: they would hold what people recorded. Where the
  // operator's own limit is lower already, setting ours fails and theirs stays.
  const set = { c: 0, d: limits.dataMb * 1024, f: limits.fileMb * 2048 };
  const script = `${Object.entries(set)
    .map(([name, value]) => `ulimit -${name} ${value} 2>/dev/null; `)
    .join('')}exec "$@"`;
  const argv = limited ? [SHELL, '-c', script, 'sh', ...command] : command;
  const [file, ...args] = argv as [string, ...string[]];
  return spawn(file, args, {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced',
    env: { LANG: 'C.UTF-8', TZ: 'UTC' },
  });
}
