import { forecast, type Forecast } from '@nguon/protocol/forecast.ts';
import { occurrencesOf } from '@nguon/protocol/occurrence-programme.ts';
import { buildIndex, type Occurrence } from '@nguon/protocol/occurrence.ts';
import type { OrderEntry, Programme } from '@nguon/protocol/programme.ts';
import type { Request } from '@nguon/protocol/request.ts';
import type { Platform } from '../../platform/platform.ts';
import { broadcastRulesFor, type Conflict } from '../requests/service.ts';
import { ancestorsOf, getUnits } from '../units/service.ts';
import { draftProgramme } from './programmes.ts';
import { orderSlots } from './rules.ts';

/** What is known of an occurrence when it is shown. */
export interface Titled {
  occurrence: Occurrence;
  kind: 'order' | 'relay';
  bulletin: string | null;
  title: string;
}

/** A request as if it were an order already, carried by one unit's programme. */
interface Asked {
  unit: string;
  entry: OrderEntry;
}

/**
 * Everything that a speaker of the unit is told, from the drafts of its own unit and those above, and how resolve() settles it in
 * [from, to) (UTC milliseconds).
 */
export async function foresee(
  platform: Platform,
  unit: string,
  from: number,
  to: number,
  asked?: Asked,
): Promise<{ titled: Titled[]; foreseen: Forecast }> {
  const titled: Titled[] = [];
  for (const { id, level, name } of await ancestorsOf(platform.db, unit)) {
    const draft = await draftProgramme(platform, platform.db, id);
    const entries = asked?.unit === id ? [...draft.entries, asked.entry] : draft.entries;
    const names = new Map(entries.map(nameEntry));
    const programme = { ...draft, entries, version: 1, issuedAt: platform.clock.now().toISOString() };
    for (const occurrence of occurrencesOf(programme, [{ unit: id, level, name }])) {
      const known = names.get(occurrence.order);
      if (known) titled.push({ occurrence, ...known });
    }
  }
  const rules = await broadcastRulesFor(platform.db, unit);
  const index = buildIndex(titled.map(({ occurrence }) => occurrence));
  return {
    titled: titled.toSorted((a, b) => a.occurrence.at - b.occurrence.at),
    foreseen: forecast(index, rules, from, to),
  };
}

/** A request may name hundreds of places; those beyond these are settled alike by the same documents. */
const PLACES_FORESEEN = 12;

/**
 * Where a request would make something lose, or lose itself, if it were approved now: shown to its approver.
 * Looks at the first places it names.
 */
export async function conflictsOf(platform: Platform, request: Request): Promise<Conflict[]> {
  const slots = orderSlots(request.times, platform.clock.now()) ?? [];
  if (slots.length === 0) return [];
  const from = Math.min(...slots.map((slot) => Date.parse(slot.at)));
  const until = Math.max(...slots.map((slot) => Date.parse(slot.until)));
  const entry: OrderEntry = { kind: 'order', order: request.id, digest: '', request, approvals: [], slots, turn: 0 };
  const conflicts: Conflict[] = [];
  for (const { id, name } of await getUnits(platform.db, request.targets.slice(0, PLACES_FORESEEN))) {
    const { titled, foreseen } = await foresee(platform, id, from, until, { unit: id, entry });
    for (const loss of foreseen.losses.filter(({ reason }) => reason === 'conflict')) {
      const at = new Date(loss.at).toISOString();
      conflicts.push({ unitName: name, at, loser: titleOf(titled, loss.key), winner: titleOf(titled, loss.by) });
    }
  }
  return conflicts;
}

/** Title of an occurrence by its key; "mục khác" when it is not known. */
export function titleOf(titled: readonly Titled[], key: string | null): string {
  return titled.find(({ occurrence }) => occurrence.key === key)?.title ?? 'mục khác';
}

function nameEntry(entry: Programme['entries'][number]): [string, Omit<Titled, 'occurrence'>] {
  if (entry.kind === 'relay') return [entry.relay, { kind: 'relay', bulletin: null, title: entry.title }];
  const { revision, screen } = entry.request;
  return [entry.order, { kind: 'order', bulletin: revision.bulletin, title: screen.title }];
}
