import { z } from 'zod';
import { Receipt } from '@nguon/protocol/device.ts';
import { Id, Instant } from '@nguon/protocol/primitives.ts';

/** What became of one airing: written before its first sound and again at its end. */
export const StartLine = z.strictObject({
  key: z.string().max(100),
  order: Id,
  slot: Instant,
  attempts: z.int().min(0),
  outcome: z.enum(['playing', 'overridden', 'finished', 'interrupted', 'stopped', 'refused']),
});
export type StartLine = z.infer<typeof StartLine>;

/** One line of the ledger. Members of one line become true together: an airing's end and the receipt that tells it. */
export const LedgerLine = z.strictObject({
  start: StartLine.optional(),
  receipt: Receipt.optional(),
  /** Receipts that the province has, as `boot:seq`. */
  acknowledged: z.array(z.string()).optional(),
  /** Order whose sounds are all here, and was said to be. */
  ready: Id.optional(),
  /** Highest version of a unit's programme ever held. */
  version: z.strictObject({ unit: Id, version: z.int() }).optional(),
  /** Command that was obeyed or refused. */
  command: Id.optional(),
});
export type LedgerLine = z.infer<typeof LedgerLine>;

/** Identity of a receipt within its device. */
export function receiptKey(receipt: Pick<Receipt, 'boot' | 'seq'>): string {
  return `${receipt.boot}:${receipt.seq}`;
}

/** What the lines of a ledger come to. */
export class LedgerState {
  readonly starts = new Map<string, StartLine>();
  /** Not yet acknowledged, in the order of telling. */
  readonly pending = new Map<string, Receipt>();
  readonly ready = new Set<string>();
  readonly versions = new Map<string, number>();
  readonly commands = new Set<string>();

  apply(line: LedgerLine): void {
    if (line.start) this.starts.set(line.start.key, line.start);
    if (line.receipt) this.pending.set(receiptKey(line.receipt), line.receipt);
    for (const key of line.acknowledged ?? []) this.pending.delete(key);
    if (line.ready) this.ready.add(line.ready);
    if (line.version)
      this.versions.set(line.version.unit, Math.max(line.version.version, this.versions.get(line.version.unit) ?? 0));
    if (line.command) this.commands.add(line.command);
  }

  /** The fewest lines that say the same. What is long past is left out: it is in no programme any more. */
  compact(): LedgerLine[] {
    const lastSlot = [...this.starts.values()].reduce((last, { slot }) => Math.max(last, Date.parse(slot)), 0);
    const kept = [...this.starts.values()].filter(({ slot }) => Date.parse(slot) > lastSlot - REMEMBERED_MS);
    return [
      ...[...this.versions].map(([unit, version]) => ({ version: { unit, version } })),
      ...[...this.commands].slice(-REMEMBERED_COMMANDS).map((command) => ({ command })),
      ...[...this.ready].slice(-REMEMBERED_ORDERS).map((ready) => ({ ready })),
      ...kept.map((start) => ({ start })),
      ...[...this.pending.values()].map((receipt) => ({ receipt })),
    ];
  }
}

/** Measured from the latest start, not from the clock: a wrong clock must not make a device forget what it has played. */
const REMEMBERED_MS = 60 * 86_400_000;
const REMEMBERED_COMMANDS = 500;
const REMEMBERED_ORDERS = 10_000;
