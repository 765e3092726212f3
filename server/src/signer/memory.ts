import { join } from 'node:path';
import { z } from 'zod';
import { Id, Instant, Sha256 } from '@nguon/protocol/primitives.ts';
import { Slot } from '@nguon/protocol/request.ts';
import { openJournal } from '../platform/durable-journal.ts';

const HOUR_MS = 3_600_000;

const Released = z.strictObject({
  kind: z.literal('released'),
  order: Id,
  request: Id,
  digest: Sha256,
  approvals: Sha256,
  now: Slot.nullable(),
  /** Unit in whose name it speaks: what the hourly limit counts by. */
  requester: Id,
  at: Instant,
  /** Released by a code that was read out. */
  byCode: z.boolean().default(false),
  /** Nothing of it can be signed after this, so it need not be remembered much longer. */
  expiresAt: Instant,
});
type Released = z.infer<typeof Released>;

/** Without `parts` the whole order. */
const Stopped = z.strictObject({
  kind: z.literal('stopped'),
  unit: Id,
  order: Id,
  at: Instant,
  parts: z.array(z.int().min(0)).min(1).exactOptional(),
});
const Line = z.discriminatedUnion('kind', [Released, Stopped]);
type Line = z.infer<typeof Line>;

/** What the signer has released and stopped, so that nothing is replayed and nothing stopped comes back. */
export interface Memory {
  readonly byOrder: ReadonlyMap<string, Released>;
  readonly byRequest: ReadonlyMap<string, Released>;
  /** Orders that were stopped in a unit. */
  stoppedIn(unit: string): ReadonlySet<string>;
  /** Parts of editions that were stopped in a unit, by order. */
  stoppedPartsIn(unit: string): ReadonlyMap<string, ReadonlySet<number>>;
  /** Orders of a requesting unit that were released within the hour before. */
  releasedWithinHour(requester: string, now: Date): number;
  /** Requests of a unit that codes released within the day before. */
  codesWithinDay(requester: string, now: Date): number;
  /** On disk when it resolves; what is known already costs nothing. */
  remember(
    released: readonly Omit<Released, 'kind'>[],
    stopped: readonly Omit<z.infer<typeof Stopped>, 'kind'>[],
  ): Promise<void>;
  close(): Promise<void>;
}

/** Opens the memory of a folder; what expired a month ago or was stopped a year ago is left out. Throws JournalDamaged. */
export async function openMemory(folder: string, now: Date): Promise<Memory> {
  const journal = await openJournal(join(folder, 'orders.jsonl'), Line, (lines) =>
    lines.filter((line) => isWorthKeeping(line, now)),
  );
  const byOrder = new Map<string, Released>();
  const byRequest = new Map<string, Released>();
  const stops = new Map<string, Set<string>>();
  const partStops = new Map<string, Map<string, Set<number>>>();
  const obey = (line: Line): void => {
    if (line.kind === 'released') {
      byOrder.set(line.order, line);
      byRequest.set(line.request, line);
    } else if (line.parts) {
      const inUnit = partStops.get(line.unit) ?? new Map<string, Set<number>>();
      partStops.set(line.unit, inUnit);
      inUnit.set(line.order, new Set([...(inUnit.get(line.order) ?? []), ...line.parts]));
    } else {
      const stopped = stops.get(line.unit) ?? new Set();
      stops.set(line.unit, stopped.add(line.order));
    }
  };
  const isKnown = ({ unit, order, parts }: Omit<z.infer<typeof Stopped>, 'kind' | 'at'>): boolean => {
    if (!parts) return stops.get(unit)?.has(order) === true;
    const known = partStops.get(unit)?.get(order);
    return parts.every((place) => known?.has(place) === true);
  };
  for (const line of journal.entries) obey(line);
  const released = (requester: string, now: Date, spanMs: number): Released[] => {
    const since = new Date(now.getTime() - spanMs).toISOString();
    // A clock that was set back a little must not empty the hour.
    const until = new Date(now.getTime() + HOUR_MS).toISOString();
    return [...byOrder.values()].filter((line) => line.requester === requester && line.at > since && line.at <= until);
  };
  return {
    byOrder,
    byRequest,
    stoppedIn: (unit) => stops.get(unit) ?? new Set(),
    stoppedPartsIn: (unit) => partStops.get(unit) ?? new Map(),
    releasedWithinHour: (requester, at) => released(requester, at, HOUR_MS).length,
    codesWithinDay: (requester, at) => released(requester, at, 24 * HOUR_MS).filter(({ byCode }) => byCode).length,
    async remember(orders, stopped) {
      const lines: Line[] = [
        ...orders.map((line) => ({ kind: 'released' as const, ...line })),
        ...stopped.filter((line) => !isKnown(line)).map((line) => ({ kind: 'stopped' as const, ...line })),
      ];
      for (const line of lines) obey(line);
      await journal.append(lines);
    },
    close: () => journal.close(),
  };
}

function isWorthKeeping(line: Line, now: Date): boolean {
  const days = (count: number): number => count * 24 * HOUR_MS;
  if (line.kind === 'released') return Date.parse(line.expiresAt) > now.getTime() - days(31);
  return Date.parse(line.at) > now.getTime() - days(366);
}
