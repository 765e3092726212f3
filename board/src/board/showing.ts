import type { Assignment, OrderEntry, Programme } from '@nguon/protocol/programme.ts';
import { stopsOf } from '@nguon/protocol/stops.ts';

/** One approved item on the board. */
export interface Item {
  order: string;
  digest: string;
  title: string;
  text: string;
  picture: { sha256: string; alternative: string } | null;
  /** In whose name it speaks; empty when that is none of the board's own units. */
  issuer: string;
  priority: boolean;
}

/** What a board shows from an instant on, and when it must look again (epoch milliseconds). */
export interface Showing {
  items: Item[];
  nextChangeAt: number;
}

/** What a decision is made of besides the documents. Instants are UTC epoch milliseconds. */
export interface Moment {
  at: number;
  clockTrusted: boolean;
  lastContactAt: number | null;
}

const DAY_MS = 86_400_000;

/**
 * What a board shows at a moment: approved items for boards from the start of their first slot until they expire; not what was stopped, not
 * past the end of its document, not past its stale time without contact. Without a trusted clock nothing. Priority first, then by level of the
 * issuer (province first), then the older start.
 */
export function showingAt(programmes: readonly Programme[], units: Assignment['units'], moment: Moment): Showing {
  const nothing: Showing = { items: [], nextChangeAt: moment.at + DAY_MS };
  if (!moment.clockTrusted) return nothing;
  const stops = stopsOf(programmes);
  const found = new Map<string, { order: string; items: Item[]; level: number; from: number }>();
  let nextChangeAt = nothing.nextChangeAt;
  for (const programme of programmes) {
    for (const entry of programme.entries) {
      if (entry.kind !== 'order' || !entry.request.channels.includes('board') || stops.orders.has(entry.order))
        continue;
      const { from, until } = spanOf(entry, programme, moment.lastContactAt);
      for (const edge of [from, until]) if (edge > moment.at) nextChangeAt = Math.min(nextChangeAt, edge);
      if (moment.at < from || moment.at >= until) continue;
      const unit = units.find((own) => own.unit === entry.request.unit);
      const items = itemsOf(entry, unit?.name ?? '', stops.parts.get(entry.order));
      const { order } = entry;
      if (items.length > 0) found.set(order, { order, items, level: unit?.level ?? programme.level, from });
    }
  }
  const sorted = [...found.values()].sort(
    (a, b) =>
      Number(b.items[0]?.priority) - Number(a.items[0]?.priority) ||
      a.level - b.level ||
      a.from - b.from ||
      (a.order < b.order ? -1 : 1),
  );
  return { items: sorted.flatMap(({ items }) => items), nextChangeAt };
}

/** From when until when one programme lets an item be seen. */
function spanOf(entry: OrderEntry, programme: Programme, contact: number | null): { from: number; until: number } {
  const { staleAfterMs, expiresAt } = entry.request;
  const from = Math.min(...entry.slots.map(({ at }) => Date.parse(at)));
  const heard = Math.max(Date.parse(programme.issuedAt), contact ?? -Infinity);
  const stale = staleAfterMs === null ? Infinity : heard + staleAfterMs;
  return { from, until: Math.min(Date.parse(expiresAt), Date.parse(programme.until), stale) };
}

/** An edition is shown as the bulletins in it that are not left out, each by itself; its own words only when it has some. */
function itemsOf({ order, digest, request }: OrderEntry, issuer: string, leftOut?: ReadonlySet<number>): Item[] {
  const { title, text, picture } = request.screen;
  const own = { order, digest, title, text, picture, issuer, priority: request.class === 'priority' };
  if (request.parts === undefined) return [own];
  const said = request.parts.filter((part, place) => part.text !== '' && leftOut?.has(place) !== true);
  const parts = said.map((part) => ({ ...own, title: part.title, text: part.text, picture: null }));
  return text === '' ? parts : [own, ...parts];
}
