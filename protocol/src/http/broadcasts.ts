import { z } from 'zod';
import { BulletinClass, Id, Instant, LocalTime, Milliseconds } from '../primitives.ts';

/** A weekly slot of khung giờ phát thanh. */
export const TimetableSlotBody = z.object({
  kind: z.enum(['bulletins', 'relay']),
  title: z.string().trim().min(1).max(200),
  /** ISO weekdays, Monday 1 … Sunday 7. */
  weekdays: z.array(z.int().min(1).max(7)).min(1).max(7),
  from: LocalTime,
  to: LocalTime,
  stream: z.url({ protocol: /^https?$/ }).nullable(),
});
export const TimetableSlot = TimetableSlotBody.extend({ id: Id, unit: Id });
export type TimetableSlot = z.infer<typeof TimetableSlot>;

/** Something that will play, is playing or has played in a unit. */
export const PlannedPlay = z.object({
  kind: z.enum(['order', 'relay']),
  order: Id,
  bulletin: Id.nullable(),
  title: z.string(),
  class: BulletinClass,
  at: Instant,
  until: Instant,
  /** What resolve() foresees: it plays, waits, or loses, and to whom. */
  outcome: z.enum(['plays', 'waits', 'loses', 'stopped', 'past']),
  sentence: z.string().nullable(),
});

/** A day of a unit: its slots as instants, and what is planned in them. */
export const TimetableDay = z.object({
  date: z.string(),
  /** "thứ Hai, 23/11/2026" */
  label: z.string(),
  slots: z.array(
    z.object({
      slot: Id,
      kind: z.enum(['bulletins', 'relay']),
      title: z.string(),
      at: Instant,
      until: Instant,
      freeMs: Milliseconds,
    }),
  ),
  plays: z.array(PlannedPlay),
});
export const Timetable = z.object({
  unit: Id,
  unitName: z.string(),
  quietHours: z.object({ from: LocalTime, to: LocalTime }),
  mayEdit: z.boolean(),
  days: z.array(TimetableDay),
});
export type Timetable = z.infer<typeof Timetable>;
export const TimetableQuery = z.object({
  from: z.iso.date().optional(),
  days: z.coerce.number().int().min(1).max(31).default(7),
});

/** đã đặt lịch / loa đã nhận / đã phát / thôn nghe được, of one order. m villages are those in its targets on that day. */
export const VillageFigure = z.object({
  village: Id,
  name: z.string(),
  communeName: z.string(),
  state: z.enum(['reached', 'playing', 'received', 'interrupted', 'not-played', 'waiting', 'no-speaker']),
  sentence: z.string(),
});
export const OrderView = z.object({
  id: Id,
  bulletin: Id,
  title: z.string(),
  class: BulletinClass,
  state: z.enum(['standing', 'stopped', 'recalled', 'done']),
  slots: z.array(z.object({ at: Instant, until: Instant })),
  figures: z.object({ ordered: z.int(), received: z.int(), played: z.int(), reached: z.int(), villages: z.int() }),
  sentence: z.string().describe('"17 giờ 30 đã phát ở 11/12 thôn; thôn Mẫu 5 mất điện từ 16 giờ 12"'),
  villages: z.array(VillageFigure),
  mayStop: z.boolean(),
  /** Of an order of an edition, asked from the page of one bulletin in it: where it is said, and since when it is left out. */
  edition: z.object({ bulletin: Id, title: z.string(), place: z.int(), stoppedAt: Instant.nullable() }).nullable(),
});
export type OrderView = z.infer<typeof OrderView>;

/** How often and where an error was heard, by receipts, and when its correction would be heard as often. */
export const CorrectionPlan = z.object({
  corrects: z.object({ id: Id, title: z.string() }),
  sentence: z.string().describe('"Bản sai đã phát 3 buổi ở 12 thôn."'),
  sessions: z.int(),
  villages: z.int(),
  /** Sessions for which the correction is ordered already. */
  ordered: z.int(),
  targets: z.array(z.object({ id: Id, name: z.string() })),
  /** Proposed starts for the sessions that are left; fewer where the timetable has no more within 30 days. */
  starts: z.array(Instant),
});
export type CorrectionPlan = z.infer<typeof CorrectionPlan>;

/** chưa nghe: a bulletin whose time has passed and that villages missed, offered for the next slot. Nothing plays again by itself. */
export const MissedBulletin = z.object({
  bulletin: Id,
  title: z.string(),
  unitName: z.string(),
  class: BulletinClass,
  sentence: z.string().describe('"8 thôn chưa nghe buổi 17 giờ 30, thứ Hai, 23/11/2026."'),
  /** `left`: why a village is left out of the slot that is offered: its own is full then, or it has none. */
  villages: z.array(VillageFigure.omit({ state: true }).extend({ left: z.enum(['full', 'no-slot']).nullable() })),
  /** Start of the next slot that has room, before it expires, in villages that are not left out; null: why there is none. */
  next: Instant.nullable(),
  whyNot: z.string().nullable(),
  /** A request of this bulletin that waits for approval already. */
  waiting: Id.nullable(),
});
export type MissedBulletin = z.infer<typeof MissedBulletin>;
export const MissedQuery = z.object({ bulletin: Id.optional() });
export const MissedList = z.object({ items: z.array(MissedBulletin) });
/** The slot that the officer was offered, by its start. */
export const MakeUpBody = z.object({ at: Instant });
export const MakeUpReply = z.object({ request: Id, at: Instant, villages: z.int() });

/** What sounds now, or within the hour, where this person may stop it: the list behind "Dừng phát". */
export const OnAir = z.object({
  items: z.array(
    z.object({
      order: Id,
      bulletin: Id,
      title: z.string(),
      unitNames: z.array(z.string()),
      playing: z.boolean(),
      at: Instant,
    }),
  ),
});
export const StopBody = z.object({ reason: z.string().trim().max(500).default('') });
export const StopReply = z.object({ stopped: z.array(Id), at: Instant });

/**
 * What GET /api/events tells (server-sent events, one JSON object each): something that the person may see has changed, ask for it again.
 * `everything`: more was said than the line could take, or some of it was missed. Hints alone: nothing rests on them.
 */
export const LiveEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('order'), id: Id }),
  z.object({ kind: z.literal('programme'), unit: Id }),
  z.object({ kind: z.literal('everything') }),
]);
export type LiveEvent = z.infer<typeof LiveEvent>;
