import { type FileHandle, open } from 'node:fs/promises';
import type { NotPlayedReason, Receipt } from '@nguon/protocol/device.ts';
import { readText, writeWhole } from './disk.ts';
import { LedgerLine, LedgerState, type StartLine, receiptKey } from './ledger-lines.ts';

/** A receipt before it is numbered. */
export type Telling = Omit<Receipt, 'boot' | 'seq'>;

/** What is told of a document, a sound file or a command that concerns no airing. */
export interface Note {
  kind: Receipt['kind'];
  order: string | null;
  reason: NotPlayedReason | null;
  detail: string | null;
}

/** How long the file may grow before it is written anew. */
const COMPACT_BYTES = 1024 * 1024;

/**
 * The speaker's memory that outlives it: what was started, what is still to be told, which versions and commands were seen. Append-only and
 * fsynced, one line per fact; `write` resolves when the line is on disk. A line torn by a loss of power never happened.
 */
export class Ledger {
  /** Called when a receipt was written. */
  onReceipt: () => void = () => undefined;
  readonly #path: string;
  readonly #boot: string;
  #seq = 0;
  #state = new LedgerState();
  #file: FileHandle;
  #bytes: number;
  /** The last write failed and may have left half a line: the next one begins on a new line. */
  #torn = false;
  #waiting: { line: LedgerLine; done: () => void; failed: (error: unknown) => void }[] = [];
  #flushing: Promise<void> | null = null;

  private constructor(path: string, boot: string, state: LedgerState, file: FileHandle, bytes: number) {
    this.#path = path;
    this.#boot = boot;
    this.#state = state;
    this.#file = file;
    this.#bytes = bytes;
  }

  /** Opens or makes the ledger at a path for one life (`boot`) of the device. */
  static async open(path: string, boot: string): Promise<Ledger> {
    const state = new LedgerState();
    const text = (await readText(path)) ?? '';
    for (const line of text.split('\n')) {
      const read = readLine(line);
      if (read) state.apply(read);
    }
    const { file, bytes, fresh } = await rewrite(path, state);
    return new Ledger(path, boot, fresh, file, bytes);
  }

  get starts(): ReadonlyMap<string, StartLine> {
    return this.#state.starts;
  }

  get ready(): ReadonlySet<string> {
    return this.#state.ready;
  }

  get commands(): ReadonlySet<string> {
    return this.#state.commands;
  }

  /** Highest version of a unit's programme ever held here, 0 for none. */
  version(unit: string): number {
    return this.#state.versions.get(unit) ?? 0;
  }

  /** Receipts that nobody has acknowledged, oldest first, at most `limit`. */
  pending(limit: number): Receipt[] {
    return [...this.#state.pending.values()].slice(0, limit);
  }

  /** How many receipts wait. */
  get pendingCount(): number {
    return this.#state.pending.size;
  }

  /** Writes facts and, in the same line, what is to be told of them. Rejects when the disk does. */
  async write(facts: Omit<LedgerLine, 'receipt' | 'acknowledged'>, telling?: Telling): Promise<void> {
    await this.#append(telling ? { ...facts, receipt: { boot: this.#boot, seq: this.#seq++, ...telling } } : facts);
  }

  /** Forgets receipts that the province has. */
  async acknowledge(receipts: readonly Receipt[]): Promise<void> {
    if (receipts.length > 0) await this.#append({ acknowledged: receipts.map(receiptKey) });
  }

  /** Waits for what is being written and closes the file. */
  async close(): Promise<void> {
    while (this.#flushing) await this.#flushing;
    await this.#file.close();
  }

  #append(line: LedgerLine): Promise<void> {
    return new Promise((done, failed) => {
      this.#waiting.push({ line, done, failed });
      this.#flushing ??= this.#flush().finally(() => {
        this.#flushing = null;
      });
    });
  }

  /** Lines that come while one is on its way to disk share the next fsync. */
  async #flush(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0);
      const text = batch.map(({ line }) => `${JSON.stringify(line)}\n`).join('');
      const bytes = Buffer.from(this.#torn ? `\n${text}` : text);
      try {
        this.#torn = true;
        await this.#file.appendFile(bytes);
        await this.#file.datasync();
        this.#torn = false;
        this.#bytes += bytes.length;
        for (const { line, done } of batch) {
          this.#state.apply(line);
          if (line.receipt) this.onReceipt();
          done();
        }
        if (this.#bytes > COMPACT_BYTES) await this.#compact();
      } catch (error) {
        for (const { failed } of batch) failed(error);
      }
    }
  }

  async #compact(): Promise<void> {
    const old = this.#file;
    const { file, bytes, fresh } = await rewrite(this.#path, this.#state);
    this.#file = file;
    // Against rewriting at each line when what must be kept is itself long.
    this.#bytes = Math.min(bytes, COMPACT_BYTES / 2);
    this.#state = fresh;
    await old.close();
  }
}

async function rewrite(
  path: string,
  state: LedgerState,
): Promise<{ file: FileHandle; bytes: number; fresh: LedgerState }> {
  const lines = state.compact();
  const fresh = new LedgerState();
  for (const line of lines) fresh.apply(line);
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  await writeWhole(path, text, 0o600);
  return { file: await open(path, 'a'), bytes: Buffer.byteLength(text), fresh };
}

function readLine(text: string): LedgerLine | null {
  try {
    return LedgerLine.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
