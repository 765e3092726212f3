import { mkdir } from 'node:fs/promises';
import { pino } from 'pino';
import type { Logger, StreamEntry } from 'pino';
import { createStream } from 'rotating-file-stream';
import type { LogLevel } from '../config.ts';

export type Log = Logger;

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
 * Opens the log of one process: JSON lines in `<folder>/<name>.log`, which is laid aside as `<name>.1.log` at 20 MB (ten older ones
 * are kept), and one short line for a person on standard error (standard output is for the ready line).
 */
export async function openLog(options: LogOptions): Promise<Log> {
  const level = options.level ?? 'info';
  const streams: StreamEntry[] = [];
  if (options.folder !== undefined) {
    // What people did and where from is for the operator alone.
    await mkdir(options.folder, { recursive: true, mode: 0o700 });
    // Null asks for the file that is written now, a number for one that was laid aside.
    const fileName = (age: number | Date | null): string =>
      age === null ? `${options.name}.log` : `${options.name}.${Number(age)}.log`;
    streams.push({ level, stream: createStream(fileName, { path: options.folder, size: '20M', rotate: 10 }) });
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
