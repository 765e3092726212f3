import { occurrencesOf } from '@nguon/protocol/occurrence-programme.ts';
import type { Occurrence } from '@nguon/protocol/occurrence.ts';
import type { Assignment, Programme } from '@nguon/protocol/programme.ts';
import { stopsOf } from '@nguon/protocol/stops.ts';

/** What the programmes of a loudspeaker come to. */
export interface Plan {
  occurrences: readonly Occurrence[];
  /** Orders stopped or recalled. */
  stopped: ReadonlySet<string>;
  /** Parts of editions that are left out while the rest goes on, by order. */
  leftOut: ReadonlyMap<string, ReadonlySet<number>>;
  /** Title of an order or relay, for the screen. */
  titles: ReadonlyMap<string, string>;
  /** Stream of a relay. */
  streams: ReadonlyMap<string, string>;
}

/**
 * Reads verified programmes for a device. A slot counts while its document speaks for some of it: an order by "Phát ngay" starts at its last
 * approval, which is before the document that carries it was made.
 */
export function planOf(programmes: readonly Programme[], units: Assignment['units']): Plan {
  const entries = programmes.flatMap((programme) => programme.entries);
  const stops = stopsOf(programmes);
  const relays = entries.filter((entry) => entry.kind === 'relay');
  return {
    occurrences: programmes.flatMap((programme) => {
      const [from, until] = [Date.parse(programme.from), Date.parse(programme.until)];
      return occurrencesOf(programme, units).filter((o) => o.until > from && o.at < until);
    }),
    stopped: stops.orders,
    leftOut: stops.parts,
    titles: new Map(
      entries.map((entry) =>
        entry.kind === 'relay' ? [entry.relay, entry.title] : [entry.order, entry.request.screen.title],
      ),
    ),
    streams: new Map(relays.map(({ relay, stream }) => [relay, stream])),
  };
}

/** The next start after an instant that nothing has stopped; null when there is none. */
export function nextStart(plan: Plan, at: number): Occurrence | null {
  const coming = plan.occurrences.filter((o) => o.at > at && !plan.stopped.has(o.order));
  return coming.reduce<Occurrence | null>((first, o) => (first === null || o.at < first.at ? o : first), null);
}
