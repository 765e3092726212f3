import { occurrenceKey } from './occurrence.ts';
import type { Occurrence } from './occurrence.ts';
import type { Assignment, OrderEntry, Programme, RelayEntry } from './programme.ts';
import type { Slot } from './request.ts';
import { sessionMs } from './request.ts';
import type { Rules } from './resolve-chance.ts';
import { stopsOf } from './stops.ts';
import { zoneOffset } from './wall-clock.ts';

type Slotted = Pick<Occurrence, 'key' | 'order' | 'at' | 'until'>;

function slotted(order: string, slot: Slot): Slotted {
  const at = Date.parse(slot.at);
  return { key: occurrenceKey(order, at), order, at, until: Date.parse(slot.until) };
}

function airings(
  { request, order, turn, slots }: OrderEntry,
  level: number,
  issuedAt: number,
  leftOut?: ReadonlySet<number>,
): Occurrence[] {
  const durationMs = request.channels.includes('speaker') ? sessionMs(request, leftOut) : 0;
  if (durationMs === 0) return [];
  const { staleAfterMs, playThrough } = request;
  const notAfter = Date.parse(request.expiresAt);
  const common = { rank: request.class, level, turn, durationMs, continuous: false, playThrough };
  return slots.map((slot) => ({ ...slotted(order, slot), ...common, issuedAt, staleAfterMs, notAfter }));
}

/** A relay never goes stale: without a network there is nothing to hear of it. */
function relays(entry: RelayEntry, level: number, issuedAt: number): Occurrence[] {
  const common = { rank: 'relay', level, turn: 0, continuous: true, playThrough: false, issuedAt } as const;
  return entry.slots.map((slot) => {
    const times = slotted(entry.relay, slot);
    return { ...times, ...common, durationMs: times.until - times.at, staleAfterMs: null, notAfter: null };
  });
}

/**
 * The audible occurrences of one verified programme on a device; an edition is as long as what is left of it.
 * @param units the device's own unit and its ancestors with their levels: an order ranks by the unit in whose name it
 *   speaks, whichever unit's programme carries it; a unit that is none of these ranks as the programme's own
 */
export function occurrencesOf(programme: Programme, units: Assignment['units']): Occurrence[] {
  const issuedAt = Date.parse(programme.issuedAt);
  const stops = stopsOf([programme]);
  const levels = new Map(units.map(({ unit, level }) => [unit, level]));
  return programme.entries.flatMap((entry) => {
    if (entry.kind === 'relay') return relays(entry, programme.level, issuedAt);
    const level = levels.get(entry.request.unit) ?? programme.level;
    return airings(entry, level, issuedAt, stops.parts.get(entry.order));
  });
}

/** The rules that a device's assignment sets. */
export function rulesOf(assignment: Pick<Assignment, 'quietHours' | 'timeZone' | 'longestItemMs'>): Rules {
  const { quietHours, timeZone, longestItemMs } = assignment;
  const { fromMinute: quietFrom, toMinute: quietTo } = quietHours;
  return { quietFrom, quietTo, utcOffsetMinutes: zoneOffset(timeZone), longestItemMs };
}
