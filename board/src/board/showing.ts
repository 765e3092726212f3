import type { Assignment, OrderEntry, Programme } from '@nguon/protocol/programme.ts';
import { stoppedOrders } from '../link/programmes.ts';

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
  const stopped = stoppedOrders(programmes);
  const found = new Map<string, { item: Item; level: number; from: number }>();
  let nextChangeAt = nothing.nextChangeAt;
  for (const programme of programmes) {
    for (const entry of programme.entries) {
      if (entry.kind !== 'order' || !entry.request.channels.includes('board') || stopped.has(entry.order)) continue;
      const { from, until } = spanOf(entry, programme, moment.lastContactAt);
      for (const edge of [from, until]) if (edge > moment.at) nextChangeAt = Math.min(nextChangeAt, edge);
      if (moment.at < from || moment.at >= until) continue;
      const unit = units.find((own) => own.unit === entry.request.unit);
      found.set(entry.order, { item: itemOf(entry, unit?.name ?? ''), level: unit?.level ?? programme.level, from });
    }
  }
  const sorted = [...found.values()].sort(
    (a, b) =>
      Number(b.item.priority) - Number(a.item.priority) ||
      a.level - b.level ||
      a.from - b.from ||
      (a.item.order < b.item.order ? -1 : 1),
  );
  return { items: sorted.map(({ item }) => item), nextChangeAt };
}

/** From when until when one programme lets an item be seen. */
function spanOf(entry: OrderEntry, programme: Programme, contact: number | null): { from: number; until: number } {
  const { staleAfterMs, expiresAt } = entry.request;
  const from = Math.min(...entry.slots.map(({ at }) => Date.parse(at)));
  const heard = Math.max(Date.parse(programme.issuedAt), contact ?? -Infinity);
  const stale = staleAfterMs === null ? Infinity : heard + staleAfterMs;
  return { from, until: Math.min(Date.parse(expiresAt), Date.parse(programme.until), stale) };
}

function itemOf({ order, digest, request }: OrderEntry, issuer: string): Item {
  const { title, text, picture } = request.screen;
  return { order, digest, title, text, picture, issuer, priority: request.class === 'priority' };
}
