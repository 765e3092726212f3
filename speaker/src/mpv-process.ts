import { type ChildProcess, spawn } from 'node:child_process';
import type { Duplex } from 'node:stream';
import { z } from 'zod';

const Message = z.object({
  request_id: z.number().optional(),
  error: z.string().optional(),
  event: z.string().optional(),
  name: z.string().optional(),
  data: z.unknown().optional(),
  reason: z.string().optional(),
  file_error: z.string().optional(),
  playlist_entry_id: z.number().optional(),
});
/** One line that mpv says. */
export type MpvMessage = z.infer<typeof Message>;

/** What never changes. Nothing of the user's configuration, no scripts, no downloader, no window; it ends when the pipe ends. */
const FIXED = [
  '--no-config',
  '--no-ytdl',
  '--load-scripts=no',
  '--idle=yes',
  '--no-terminal',
  '--no-video',
  '--audio-display=no',
  '--gapless-audio=no',
  '--volume-max=100',
  '--network-timeout=10',
  '--demuxer-max-bytes=2MiB',
  '--demuxer-max-back-bytes=0',
  '--input-ipc-client=fd://3',
];

/**
 * One mpv, spoken to in JSON lines over an inherited pipe, so that nobody else can speak to it and it cannot outlive its parent.
 * `onMessage` hears events; `onExit` is called once, with a sentence.
 */
export class MpvProcess {
  readonly #child: ChildProcess;
  readonly #pipe: Duplex;
  readonly #answers = new Map<number, (message: MpvMessage) => void>();
  #nextId = 1;
  #exited = false;

  constructor(
    path: string,
    options: readonly string[],
    onMessage: (message: MpvMessage) => void,
    onExit: (why: string) => void,
  ) {
    this.#child = spawn(path, [...FIXED, ...options], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
    this.#pipe = this.#child.stdio[3] as Duplex;
    const gone = (why: string): void => {
      if (this.#exited) return;
      this.#exited = true;
      for (const answer of this.#answers.values()) answer({ error: why });
      this.#answers.clear();
      onExit(why);
    };
    this.#child.once('error', (error) => gone(error.message));
    this.#child.once('exit', (code, signal) => gone(`mpv ended (${signal ?? code})`));
    this.#pipe.on('error', () => this.kill());
    readLines(this.#pipe, (line) => this.#hear(line, onMessage));
  }

  /** Whether it can still be spoken to. */
  get alive(): boolean {
    return !this.#exited;
  }

  /** Gives a command and resolves with mpv's word: "success" or why not. */
  command(...words: (string | number | boolean)[]): Promise<string> {
    if (this.#exited) return Promise.resolve('mpv ended');
    const id = this.#nextId++;
    return new Promise((resolve) => {
      this.#answers.set(id, (message) => resolve(message.error ?? 'success'));
      this.#pipe.write(`${JSON.stringify({ command: words, request_id: id })}\n`);
    });
  }

  /** Ends it at once. */
  kill(): void {
    this.#child.kill('SIGKILL');
  }

  #hear(line: string, onMessage: (message: MpvMessage) => void): void {
    const message = parseMessage(line);
    if (!message) return;
    if (message.event !== undefined) onMessage(message);
    else if (message.request_id !== undefined) {
      this.#answers.get(message.request_id)?.(message);
      this.#answers.delete(message.request_id);
    }
  }
}

function readLines(stream: Duplex, onLine: (line: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  });
}

function parseMessage(line: string): MpvMessage | null {
  try {
    return Message.parse(JSON.parse(line));
  } catch {
    return null;
  }
}
