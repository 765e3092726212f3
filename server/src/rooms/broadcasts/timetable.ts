import type { Timetable } from '@nguon/protocol/http/broadcasts.ts';
import type { Forecast } from '@nguon/protocol/forecast.ts';
import { DAY_MS, localDate, localInstant, zoneOffset } from '@nguon/protocol/wall-clock.ts';
import { spokenDay } from '../../lib/spoken-time.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { authorise, mayAct } from '../accounts/service.ts';
import { getUnit } from '../units/service.ts';
import { broadcastRulesFor } from '../requests/service.ts';
import { foresee, type Titled, titleOf } from './foresight.ts';
import { READERS, TIMETABLE_KEEPERS } from './policy.ts';
import { type DatedSlot, slotsBetween, timeOf } from './rules.ts';
import { timetablesOf } from './store-timetables.ts';

type Day = Timetable['days'][number];

const OFFSET = zoneOffset('Asia/Ho_Chi_Minh');

/**
 * The timetable of a unit for some days: its slots, and what resolve() foresees in them for a speaker there.
 * A unit without bulletin slots of its own shows those of the nearest unit above that has some; relays come from all units above.
 * @param query first day (YYYY-MM-DD, default today) and number of days
 * @throws Problem `forbidden` outside the person's units
 */
export async function readTimetable(
  platform: Platform,
  actor: Actor,
  unit: string,
  query: { from?: string | undefined; days: number },
): Promise<Timetable> {
  const { db } = platform;
  const { name } = await getUnit(db, unit);
  await authorise(db, actor, READERS, unit);
  const now = platform.clock.now().getTime();
  const first = localInstant(query.from ?? localDate(now, OFFSET), 0, OFFSET);
  const last = first + query.days * DAY_MS;
  const weekly = (await timetablesOf(db, [unit])).get(unit) ?? [];
  const slots = slotsBetween(weekly, first, last, OFFSET);
  const seen = await foresee(platform, unit, { from: first, to: last }, weekly);
  const { quietFrom, quietTo } = await broadcastRulesFor(db, unit);
  return {
    unit,
    unitName: name,
    quietHours: { from: timeOf(quietFrom), to: timeOf(quietTo) },
    mayEdit: await mayAct(db, actor, TIMETABLE_KEEPERS, unit),
    days: Array.from({ length: query.days }, (_, day) => presentDay(first + day * DAY_MS, slots, seen, now)),
  };
}

function presentDay(
  from: number,
  slots: readonly DatedSlot[],
  { titled, foreseen }: { titled: readonly Titled[]; foreseen: Forecast },
  now: number,
): Day {
  const within = (at: number): boolean => at >= from && at < from + DAY_MS;
  return {
    date: localDate(from, OFFSET),
    label: spokenDay(new Date(from)),
    slots: slots.filter((slot) => within(slot.at)).map((slot) => presentSlot(slot, titled)),
    plays: titled
      .filter(({ occurrence }) => within(occurrence.at))
      .map((play) => presentPlay(play, titled, foreseen, now)),
  };
}

function presentSlot(dated: DatedSlot, titled: readonly Titled[]): Day['slots'][number] {
  const taken = titled
    .filter(({ kind, occurrence, silentSince }) => {
      return kind === 'order' && silentSince === null && occurrence.at === dated.at;
    })
    .reduce((sum, { occurrence }) => sum + occurrence.durationMs, 0);
  return {
    slot: dated.slot.id,
    kind: dated.slot.kind,
    title: dated.slot.title,
    at: new Date(dated.at).toISOString(),
    until: new Date(dated.until).toISOString(),
    freeMs: dated.slot.kind === 'relay' ? 0 : Math.max(0, dated.until - dated.at - taken),
  };
}

function presentPlay(play: Titled, all: readonly Titled[], foreseen: Forecast, now: number): Day['plays'][number] {
  const { occurrence } = play;
  const { rank } = occurrence;
  return {
    kind: play.kind,
    order: occurrence.order,
    bulletin: play.bulletin,
    title: play.title,
    class: rank === 'emergency' || rank === 'priority' ? rank : 'normal',
    at: new Date(occurrence.at).toISOString(),
    until: new Date(occurrence.until).toISOString(),
    ...foretell(play, all, foreseen, now),
  };
}

/** What resolve() makes of an occurrence, in a word and, where it does not simply play, a sentence. */
function foretell(
  { occurrence: { key, at, until }, silentSince }: Titled,
  all: readonly Titled[],
  foreseen: Forecast,
  now: number,
): Pick<Day['plays'][number], 'outcome' | 'sentence'> {
  if (silentSince !== null && silentSince < until) return { outcome: 'stopped', sentence: 'đã dừng phát' };
  if (until <= now) return { outcome: 'past', sentence: null };
  const loss = foreseen.losses.find((lost) => lost.key === key);
  if (loss?.by) return { outcome: 'loses', sentence: `không phát được vì trùng “${titleOf(all, loss.by)}”` };
  if (loss) return { outcome: 'loses', sentence: 'không phát được trong khung giờ này' };
  const first = foreseen.segments.find((segment) => segment.key === key);
  if (!first || first.from - at < 1_000) return { outcome: 'plays', sentence: null };
  const before = foreseen.segments.findLast((segment) => segment.to <= first.from && segment.key !== key);
  return { outcome: 'waits', sentence: `phát sau “${titleOf(all, before?.key ?? null)}”` };
}
