import { forecast, type Forecast } from '@nguon/protocol/forecast.ts';
import { occurrencesOf } from '@nguon/protocol/occurrence-programme.ts';
import { buildIndex, type Occurrence } from '@nguon/protocol/occurrence.ts';
import type { Assignment, OrderEntry, Programme, RelayEntry } from '@nguon/protocol/programme.ts';
import type { Request } from '@nguon/protocol/request.ts';
import { DAY_MS, localDate, localInstant, zoneOffset } from '@nguon/protocol/wall-clock.ts';
import type { Platform } from '../../platform/platform.ts';
import { broadcastRulesFor, type Conflict } from '../requests/service.ts';
import { ancestorsOf, getUnits } from '../units/service.ts';
import { orderSlots, slotsBetween, type WeeklySlot } from './rules.ts';
import { type AiredOrder, ordersAired, placesToForesee } from './store-foresight.ts';

/** What is known of an occurrence when it is shown. */
export interface Titled {
  occurrence: Occurrence;
  kind: 'order' | 'relay';
  bulletin: string | null;
  title: string;
  /** Since when it is silent in this place: its order ended, or was stopped here. */
  silentSince: number | null;
}

/** A relay and the unit whose timetable keeps it. */
interface KeptRelay {
  unit: string;
  entry: RelayEntry;
}

const OFFSET = zoneOffset('Asia/Ho_Chi_Minh');

/**
 * Everything that a speaker of the unit is told by the programmes of its own unit and those above, and how resolve() settles it in
 * [from, to) (UTC milliseconds; begin at a local midnight).
 * @param timetable the weekly slots that hold there @param asked a request that is settled as if it were an order already
 */
export async function foresee(
  platform: Platform,
  unit: string,
  { from, to }: { from: number; to: number },
  timetable: readonly WeeklySlot[],
  asked?: AiredOrder,
): Promise<{ titled: Titled[]; foreseen: Forecast }> {
  const above = await ancestorsOf(platform.db, unit);
  const ids = above.map(({ id }) => id);
  const aired = await ordersAired(platform.db, ids, new Date(from), new Date(to), asked?.request.id ?? null);
  const told = { orders: asked ? [...aired, asked] : aired, relays: relaysBetween(timetable, from, to) };
  const units = above.map(({ id, level, name }) => ({ unit: id, level, name }));
  const all = units.flatMap((own) => tellingOf(own, units, told, platform.clock.now()));
  // One order aimed at a commune and at its district is told twice and plays once.
  const titled = [...new Map(all.map((one) => [one.occurrence.key, one])).values()]
    .filter(({ occurrence: { at, until } }) => at < to && until > from)
    .toSorted((a, b) => a.occurrence.at - b.occurrence.at);
  const standing = titled.filter(({ silentSince }) => silentSince === null).map(({ occurrence }) => occurrence);
  const rules = await broadcastRulesFor(platform.db, unit);
  return { titled, foreseen: forecast(buildIndex(standing), rules, from, to) };
}

/** What one unit's programme tells. */
function tellingOf(
  own: Assignment['units'][number],
  units: Assignment['units'],
  { orders, relays }: { orders: readonly AiredOrder[]; relays: readonly KeptRelay[] },
  now: Date,
): Titled[] {
  const carried = orders.filter((order) => order.unit === own.unit);
  const silent = new Map(carried.map((order) => [order.id, order.silentSince?.getTime() ?? null]));
  const kept = relays.filter((relay) => relay.unit === own.unit).map(({ entry }) => entry);
  const entries = [...carried.map(entryOf), ...kept];
  const names = new Map(entries.map(nameEntry));
  const at = now.toISOString();
  const stopped = carried.flatMap(({ id: order, leftOut: parts }) => (parts.length > 0 ? [{ order, at, parts }] : []));
  return occurrencesOf(programmeOf(own, entries, now, stopped), units).flatMap((occurrence): Titled[] => {
    const named = names.get(occurrence.order);
    return named ? [{ occurrence, ...named, silentSince: silent.get(occurrence.order) ?? null }] : [];
  });
}

/** A request may name hundreds of places; beyond these nobody reads on. */
const PLACES_FORESEEN = 12;

/**
 * Where a request would make something lose, or lose itself, if it were approved now: shown to its approver.
 * Looks first at places below its targets that have an order of their own at that time, then at the targets.
 * @param timetablesOf the weekly slots that hold in each of some units
 */
export async function conflictsOf(
  platform: Platform,
  request: Request,
  timetablesOf: (units: readonly string[]) => Promise<Map<string, WeeklySlot[]>>,
): Promise<Conflict[]> {
  const slots = request.channels.includes('speaker') ? (orderSlots(request.times, platform.clock.now()) ?? []) : [];
  if (slots.length === 0) return [];
  const first = Math.min(...slots.map((slot) => Date.parse(slot.at)));
  const span = { from: midnightBefore(first), to: Math.max(...slots.map((slot) => Date.parse(slot.until))) };
  const places = await placesToForesee(platform.db, request.targets, slots, PLACES_FORESEEN);
  const timetables = await timetablesOf(places);
  const found = new Map<string, Conflict>();
  for (const { id, name } of await getUnits(platform.db, places)) {
    const asked = { id: request.id, unit: id, turn: 0, request, slots, silentSince: null, leftOut: [] };
    const { titled, foreseen } = await foresee(platform, id, span, timetables.get(id) ?? [], asked);
    const own = new Set(titled.filter(({ occurrence }) => occurrence.order === request.id).map(keyOf));
    for (const { key, by, at, reason } of foreseen.losses) {
      // What others do to each other is not this approver's question.
      if (reason !== 'conflict' || (!own.has(key) && (by === null || !own.has(by)))) continue;
      const loss = { unitName: name, at: new Date(at).toISOString() };
      found.set(`${id} ${key}`, { ...loss, loser: titleOf(titled, key), winner: titleOf(titled, by) });
    }
  }
  return [...found.values()];
}

/** Title of an occurrence by its key; "mục khác" when it is not known. */
export function titleOf(titled: readonly Titled[], key: string | null): string {
  return titled.find(({ occurrence }) => occurrence.key === key)?.title ?? 'mục khác';
}

/** The last local midnight at or before an instant. */
export function midnightBefore(at: number): number {
  return localInstant(localDate(at, OFFSET), 0, OFFSET);
}

function keyOf({ occurrence }: Titled): string {
  return occurrence.key;
}

function entryOf({ id, turn, request, slots }: AiredOrder): OrderEntry {
  return { kind: 'order', order: id, digest: '', request, approvals: [], slots, turn };
}

function relaysBetween(timetable: readonly WeeklySlot[], from: number, to: number): KeptRelay[] {
  const dated = slotsBetween(timetable, from - DAY_MS, to, OFFSET);
  return timetable.flatMap(({ id, unit, title, stream }): KeptRelay[] => {
    const slots = dated
      .filter(({ slot }) => slot.id === id)
      .map(({ at, until }) => ({ at: new Date(at).toISOString(), until: new Date(until).toISOString() }));
    if (stream === null || slots.length === 0) return [];
    return [{ unit, entry: { kind: 'relay', relay: id, title, stream, slots } }];
  });
}

function programmeOf(
  { unit, level }: Assignment['units'][number],
  entries: Programme['entries'],
  now: Date,
  stopped: Programme['stopped'],
): Programme {
  const issuedAt = now.toISOString();
  return { v: 1, unit, level, version: 1, issuedAt, from: issuedAt, until: issuedAt, entries, stopped };
}

function nameEntry(entry: Programme['entries'][number]): [string, Pick<Titled, 'kind' | 'bulletin' | 'title'>] {
  if (entry.kind === 'relay') return [entry.relay, { kind: 'relay', bulletin: null, title: entry.title }];
  const { revision, screen } = entry.request;
  return [entry.order, { kind: 'order', bulletin: revision.bulletin, title: screen.title }];
}
