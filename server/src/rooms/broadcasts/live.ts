import type { LiveEvent } from '@nguon/protocol/http/broadcasts.ts';
import type { Platform } from '../../platform/platform.ts';
import { READERS } from './policy.ts';
import { ordersAt, type ReadingScope, readingScope, unitsAt, type Whereabouts } from './store-live.ts';

/** Somebody who looks at a screen now. */
interface Onlooker {
  person: string;
  scope: ReadingScope;
  send: (event: LiveEvent) => void;
}

export interface Live {
  /** Tells of changes that the person may see, until the returned function is called. */
  look(person: string, send: (event: LiveEvent) => void): Promise<() => void>;
  /** Reads a person's grants anew. */
  renew(person: string): Promise<void>;
  close(): void;
}

/** Changes are gathered for so long: a hundred receipts of one slot are one event. */
const GATHER_MS = 300;

/**
 * Tells onlookers what changed, each by the units of their grants. What changed is asked of the database once for all of them, not once for
 * each.
 */
export function openLive(platform: Platform): Live {
  const onlookers = new Set<Onlooker>();
  const changed = { orders: new Set<string>(), units: new Set<string>() };
  let gathering: NodeJS.Timeout | undefined;
  const tellAll = (): void => {
    for (const { send } of onlookers) send({ kind: 'everything' });
  };
  const tellGathered = async (): Promise<void> => {
    const [orders, units] = [take(changed.orders), take(changed.units)];
    if (onlookers.size === 0) return;
    for (const place of await ordersAt(platform.db, orders))
      tellWhereSeen(onlookers, place, { kind: 'order', id: place.id });
    for (const place of await unitsAt(platform.db, units))
      tellWhereSeen(onlookers, place, { kind: 'programme', unit: place.id });
  };
  const note = (set: Set<string>, what: string | null): void => {
    if (what === null) return tellAll();
    if (onlookers.size === 0) return;
    set.add(what);
    gathering ??= setTimeout(() => {
      gathering = undefined;
      tellGathered().catch((error: unknown) => {
        platform.log.warn({ err: error }, 'live events');
        tellAll();
      });
    }, GATHER_MS);
  };
  const ends = [
    platform.notices.hear('orders', (order) => note(changed.orders, order)),
    platform.notices.hear('receipts', (order) => note(changed.orders, order)),
    platform.notices.hear('programmes', (unit) => note(changed.units, unit)),
  ];
  return {
    async look(person, send) {
      const onlooker = { person, send, scope: await readingScope(platform.db, person, READERS) };
      onlookers.add(onlooker);
      return () => void onlookers.delete(onlooker);
    },
    async renew(person) {
      const scope = await readingScope(platform.db, person, READERS);
      for (const onlooker of onlookers) if (onlooker.person === person) onlooker.scope = scope;
    },
    close() {
      clearTimeout(gathering);
      for (const end of ends) end();
    },
  };
}

function tellWhereSeen(onlookers: ReadonlySet<Onlooker>, { aimed, within }: Whereabouts, event: LiveEvent): void {
  for (const { scope, send } of onlookers) {
    if (within.some((unit) => scope.roots.has(unit)) || aimed.some((unit) => scope.above.has(unit))) send(event);
  }
}

/** Empties a set; only what is an id, since others may speak on the database's channels. */
function take(set: Set<string>): string[] {
  const taken = [...set].filter((id) => /^[0-9a-f-]{36}$/.test(id));
  set.clear();
  return taken;
}
