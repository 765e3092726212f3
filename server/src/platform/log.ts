import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pino } from 'pino';
import type { DestinationStream, Logger, StreamEntry } from 'pino';
import type { LogLevel } from '../config.ts';

export type Log = Logger;

/** The package brings no types. */
type OpenRoll = (options: {
  file: string;
  extension: string;
  size: string;
  mkdir: boolean;
  limit: { count: number; removeOtherLogFiles: boolean };
}) => Promise<DestinationStream>;
const openRoll = createRequire(import.meta.url)('pino-roll') as OpenRoll;

export type LogOptions = {
  /** Name of the process; also the name of its file. */
  readonly name: string;
  /** Folder of the rotated JSON files; absent: terminal only. */
  readonly folder?: string;
  readonly level?: LogLevel;
  /** Least level that is also shown on the terminal (standard error). Default `info`. */
  readonly terminal?: LogLevel | 'silent';
};

/**
 * Opens the log of one process: JSON lines in `<folder>/<name>.<n>.log`, a new file each 20 MB and ten kept,
 * and one short line for a person on standard error (standard output is for the ready line).
 */
export async function openLog(options: LogOptions): Promise<Log> {
  const level = options.level ?? 'info';
  const streams: StreamEntry[] = [];
  if (options.folder !== undefined) {
    // What people did and where from is for the operator alone.
    await mkdir(options.folder, { recursive: true, mode: 0o700 });
    const file = join(options.folder, options.name);
    const limit = { count: 10, removeOtherLogFiles: true };
    streams.push({ level, stream: await openRoll({ file, extension: '.log', size: '20m', mkdir: true, limit }) });
  }
  const terminal = options.terminal ?? 'info';
  if (terminal !== 'silent')
    streams.push({ level: terminal, stream: { write: (line) => void process.stderr.write(humanLine(line)) } });
  return pino(
    { name: options.name, level, base: { name: options.name, pid: process.pid }, redact: REDACTED },
    pino.multistream(streams),
  );
}

/** A log that keeps nothing, for tests and one-shot commands. */
export function silentLog(): Log {
  return pino({ level: 'silent' });
}

/** Names under which a secret could slip into a log line. */
const REDACTED = [
  'password',
  'token',
  'secret',
  'cookie',
  'authorization',
  '*.password',
  '*.token',
  '*.secret',
  '*.cookie',
  '*.authorization',
];

const LABELS: Record<number, string> = { 10: '', 20: '', 30: '', 40: 'CẢNH BÁO ', 50: 'LỖI ', 60: 'LỖI NẶNG ' };

/** Turns a pino line into `HH:MM:SS [name] message (cause)`. */
export function humanLine(line: string): string {
  const entry = JSON.parse(line) as {
    time: number;
    level: number;
    name?: string;
    msg?: string;
    err?: { message?: string };
  };
  const time = new Date(entry.time).toLocaleTimeString('en-GB', { timeZone: 'Asia/Ho_Chi_Minh' });
  const cause = entry.err?.message && entry.err.message !== entry.msg ? ` (${entry.err.message})` : '';
  return `${time} [${entry.name ?? ''}] ${LABELS[entry.level] ?? ''}${entry.msg ?? ''}${cause}\n`;
}
