import { occurrencesOf } from '@nguon/protocol/occurrence-programme.ts';
import type { Occurrence } from '@nguon/protocol/occurrence.ts';
import type { Assignment, OrderEntry, Programme } from '@nguon/protocol/programme.ts';
import { stopsOf } from '@nguon/protocol/stops.ts';
import type { Needed } from './downloads.ts';

/** What a speaker reads out of all its programmes together. */
export interface ProgrammeView {
  /** Everything audible, each within the span that its document speaks for. */
  occurrences: readonly Occurrence[];
  /** Orders stopped or recalled. */
  stopped: ReadonlySet<string>;
  /** Parts of editions that are left out while the rest goes on, by order. */
  leftOut: ReadonlyMap<string, ReadonlySet<number>>;
  /** Entries that sound here, by order. */
  orders: ReadonlyMap<string, OrderEntry>;
  /** Streams, by relay. */
  streams: ReadonlyMap<string, string>;
  /** Every sound that must be on disk, the one heard first at the head. */
  sounds: readonly Needed[];
}

/** The orders of a programme that a loudspeaker plays. */
export function audible(programme: Programme): OrderEntry[] {
  return programme.entries.filter(
    (entry): entry is OrderEntry =>
      entry.kind === 'order' && entry.request.channels.includes('speaker') && entry.request.sounds.length > 0,
  );
}

/** Reads verified programmes for a device with an assignment. */
export function buildView(programmes: readonly Programme[], assignment: Assignment): ProgrammeView {
  const orders = new Map(programmes.flatMap((programme) => audible(programme).map((entry) => [entry.order, entry])));
  const stops = stopsOf(programmes);
  const relays = programmes.flatMap((programme) => programme.entries.filter((entry) => entry.kind === 'relay'));
  return {
    occurrences: programmes.flatMap((programme) => spoken(programme, assignment)),
    stopped: stops.orders,
    leftOut: stops.parts,
    orders,
    streams: new Map(relays.map(({ relay, stream }) => [relay, stream])),
    sounds: [...orders.values()].flatMap(neededBy).sort((a, b) => a.firstAt - b.firstAt),
  };
}

function spoken(programme: Programme, assignment: Assignment): Occurrence[] {
  const [from, until] = [Date.parse(programme.from), Date.parse(programme.until)];
  return occurrencesOf(programme, assignment.units).filter(({ at }) => at >= from && at < until);
}

function neededBy(entry: OrderEntry): Needed[] {
  const firstAt = Math.min(...entry.slots.map(({ at }) => Date.parse(at)));
  return entry.request.sounds.map((sound) => ({ sound, order: entry.order, firstAt }));
}
