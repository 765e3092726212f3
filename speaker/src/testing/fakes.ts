import type { Occurrence } from '@nguon/protocol/occurrence.ts';
import type { Receipt } from '@nguon/protocol/device.ts';
import type { Telling } from '../ledger.ts';
import type { LedgerLine, StartLine } from '../ledger-lines.ts';
import type { Ending, Player, PlayOrder, Sounding } from '../player.ts';

/** A player that plays nothing, for as long as a test says, and remembers what it was asked. */
export class FakePlayer implements Player {
  readonly played: string[] = [];
  /** Length of what is at a path or address, in milliseconds; a failure is a sentence. */
  lengthOf: (path: string) => number | string = () => 1_000;
  volume = 100;

  play(order: PlayOrder, onSound: () => void): Sounding {
    const target = order.source.kind === 'file' ? order.source.path : order.source.url;
    this.played.push(order.fromMs > 0 ? `${target}+${order.fromMs}` : target);
    const { promise, resolve } = Promise.withResolvers<Ending>();
    const startedAt = performance.now();
    const length = this.lengthOf(target);
    const position = (): number => Math.round(performance.now() - startedAt);
    if (typeof length === 'number') {
      onSound();
      setTimeout(
        () => resolve({ how: 'finished', playedMs: length - order.fromMs, detail: null }),
        length - order.fromMs,
      );
    } else resolve({ how: 'failed', playedMs: 0, detail: length });
    const stop = async (): Promise<void> => {
      resolve({ how: 'stopped', playedMs: position(), detail: null });
      await promise;
    };
    return { ended: promise, positionMs: position, stop };
  }

  setVolume(percent: number): void {
    this.volume = percent;
  }

  async close(): Promise<void> {
    this.volume = 0;
  }
}

/** A ledger without a disk. */
export class FakeLedger {
  readonly starts = new Map<string, StartLine>();
  readonly told: Telling[] = [];

  async write(facts: LedgerLine, telling?: Telling): Promise<void> {
    if (facts.start) this.starts.set(facts.start.key, facts.start);
    if (telling) this.told.push(telling);
  }

  /** `kind` or `kind:reason` of what was told of an order. */
  words(order: string): string[] {
    return this.told.flatMap((one: Pick<Receipt, 'order' | 'kind' | 'reason'>) =>
      one.order === order ? [one.reason === null ? one.kind : `${one.kind}:${one.reason}`] : [],
    );
  }
}

/** An occurrence of an order named by one letter, at so many seconds after an instant. */
export function occurrence(order: string, at: number, over: Partial<Occurrence> = {}): Occurrence {
  return {
    key: `${order}@${at}`,
    order,
    rank: 'normal',
    level: 2,
    turn: 0,
    at,
    until: at + 60_000,
    durationMs: 10_000,
    continuous: false,
    playThrough: false,
    issuedAt: at - 3_600_000,
    staleAfterMs: 72 * 3_600_000,
    notAfter: null,
    ...over,
  };
}
