import { type NotPlayedReason, Receipt } from '@nguon/protocol/device.ts';
import type { Outcome } from '@nguon/protocol/resolve.ts';
import type { Change, Database } from './database.ts';

/** What became of one airing: on disk before its first sound, and again at its end. */
export interface StartLine {
  key: string;
  order: string;
  slot: string;
  attempts: number;
  outcome: Outcome;
}

/** A receipt before it is numbered. */
export type Telling = Omit<Receipt, 'boot' | 'seq'>;

/** What is told of a document, a file or a command that concerns no airing. */
export interface Note {
  kind: Receipt['kind'];
  order: string | null;
  reason: NotPlayedReason | null;
  detail: string | null;
}

/** Things that become true together, with what is told of them. */
export interface Facts {
  start?: StartLine;
  /** A newer programme: its unit, version and signed text. */
  programme?: { unit: string; version: number; jws: string };
  /** Order that was said to be ready. */
  ready?: string;
  /** Command that was obeyed or refused. */
  command?: string;
}

/** Measured from the latest start, not from the clock: a wrong clock must not make a device forget what it has played. */
const REMEMBERED_MS = 60 * 86_400_000;
const MOST_SEEN = 5_000;

/** The memory that outlives a page: what was started, what is still to be told, which versions and commands were seen. */
export class Ledger {
  /** Called when a receipt was written. */
  onReceipt: () => void = () => undefined;
  readonly #database: Database;
  readonly #boot: string;
  readonly #starts = new Map<string, StartLine>();
  readonly #versions = new Map<string, number>();
  readonly #pending = new Map<string, Receipt>();
  readonly #ready = new Set<string>();
  readonly #commands = new Set<string>();
  #seq = 0;
  #count = 0;

  private constructor(database: Database, boot: string) {
    this.#database = database;
    this.#boot = boot;
  }

  /** Reads what earlier lives kept; `boot` names this one. */
  static async open(database: Database, boot: string): Promise<Ledger> {
    const ledger = new Ledger(database, boot);
    for (const [key, value] of await database.all('starts')) ledger.#starts.set(key, value as StartLine);
    for (const [unit, version] of await database.all('versions')) ledger.#versions.set(unit, Number(version));
    for (const [key] of await database.all('seen')) ledger.#see(key);
    for (const [key, value] of await database.all('receipts')) {
      const receipt = Receipt.safeParse(value);
      if (receipt.success) ledger.#pending.set(key, receipt.data);
      ledger.#count = Math.max(ledger.#count, Number(key));
    }
    await ledger.#forgetOld();
    return ledger;
  }

  get starts(): ReadonlyMap<string, StartLine> {
    return this.#starts;
  }

  get ready(): ReadonlySet<string> {
    return this.#ready;
  }

  get commands(): ReadonlySet<string> {
    return this.#commands;
  }

  /** Highest version of a unit's programme ever held here, 0 for none. */
  version(unit: string): number {
    return this.#versions.get(unit) ?? 0;
  }

  /** Receipts that nobody has acknowledged, oldest first, at most `limit`. */
  pending(limit: number): Receipt[] {
    return [...this.#pending.values()].slice(0, limit);
  }

  /** How many receipts wait. */
  get pendingCount(): number {
    return this.#pending.size;
  }

  /** Writes facts and what is told of them in one stroke; resolves when both are on disk. */
  async write(facts: Facts, ...tellings: Telling[]): Promise<void> {
    const receipts = tellings.map((telling): [string, Receipt] => {
      this.#count += 1;
      const receipt = { boot: this.#boot, seq: this.#seq, ...telling };
      this.#seq += 1;
      return [String(this.#count).padStart(12, '0'), receipt];
    });
    await this.#database.write([
      ...changesOf(facts),
      ...receipts.map(([key, value]): Change => ({ store: 'receipts', key, value })),
    ]);
    const { start, programme, ready, command } = facts;
    if (start) this.#starts.set(start.key, start);
    if (programme) this.#versions.set(programme.unit, programme.version);
    if (ready) this.#ready.add(ready);
    if (command) this.#commands.add(command);
    for (const [key, receipt] of receipts) this.#pending.set(key, receipt);
    if (receipts.length > 0) this.onReceipt();
  }

  /** Forgets receipts that the province has. */
  async acknowledge(receipts: readonly Receipt[]): Promise<void> {
    const told = new Set(receipts);
    const keys = [...this.#pending].filter(([, receipt]) => told.has(receipt)).map(([key]) => key);
    await this.#database.write(keys.map((key) => ({ store: 'receipts', key, value: undefined })));
    for (const key of keys) this.#pending.delete(key);
  }

  #see(key: string): void {
    const [what, id] = key.split(' ');
    if (id) (what === 'ready' ? this.#ready : this.#commands).add(id);
  }

  async #forgetOld(): Promise<void> {
    const lastSlot = Math.max(0, ...[...this.#starts.values()].map(({ slot }) => Date.parse(slot)));
    const old = [...this.#starts.values()].filter(({ slot }) => Date.parse(slot) <= lastSlot - REMEMBERED_MS);
    for (const { key } of old) this.#starts.delete(key);
    const changes = old.map(({ key }): Change => ({ store: 'starts', key, value: undefined }));
    const seen = (await this.#database.all('seen')) as [string, number][];
    const oldest = seen.toSorted(([, a], [, b]) => a - b).slice(0, Math.max(0, seen.length - MOST_SEEN));
    await this.#database.write([
      ...changes,
      ...oldest.map(([key]): Change => ({ store: 'seen', key, value: undefined })),
    ]);
  }
}

function changesOf({ start, programme, ready, command }: Facts): Change[] {
  const changes: Change[] = [];
  if (start) changes.push({ store: 'starts', key: start.key, value: start });
  if (programme) {
    changes.push({ store: 'programmes', key: programme.unit, value: programme.jws });
    changes.push({ store: 'versions', key: programme.unit, value: programme.version });
  }
  if (ready) changes.push({ store: 'seen', key: `ready ${ready}`, value: Date.now() });
  if (command) changes.push({ store: 'seen', key: `command ${command}`, value: Date.now() });
  return changes;
}
