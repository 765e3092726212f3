import type { Programme } from './programme.ts';

/** What some programmes together silence. */
export interface Stops {
  /** Whole orders. */
  readonly orders: ReadonlySet<string>;
  /** Places of stopped parts, by the order of their edition. */
  readonly parts: ReadonlyMap<string, ReadonlySet<number>>;
}

/** Everything that is stopped or recalled, whichever of the programmes says so. */
export function stopsOf(programmes: readonly Pick<Programme, 'stopped'>[]): Stops {
  const orders = new Set<string>();
  const parts = new Map<string, Set<number>>();
  for (const { order, parts: places } of programmes.flatMap(({ stopped }) => stopped)) {
    if (places === undefined) orders.add(order);
    else parts.set(order, new Set([...(parts.get(order) ?? []), ...places]));
  }
  return { orders, parts };
}
