import { z } from 'zod';
import { Id, Instant, Milliseconds, Sha256, UnitLevel } from './primitives.ts';
import { Approval, Request, Slot } from './request.ts';

/** An approved item on its way to the air: the whole request, so that whoever reads it can recompute the digest that was approved. */
export const OrderEntry = z.strictObject({
  kind: z.literal('order'),
  order: Id,
  digest: Sha256,
  request: Request,
  approvals: z.array(Approval).min(1).max(5),
  /** Starts of this order in this unit: the request's slots, or the one start that "now" became at the last approval. */
  slots: z.array(Slot).min(1).max(400),
  /** The commune's own order among colliding priority items; 0 where it has not chosen. */
  turn: z.int().min(0).max(1000),
});
export type OrderEntry = z.infer<typeof OrderEntry>;

/** tiếp âm: a slot of the timetable that carries another station's stream, joined exactly and left exactly. */
export const RelayEntry = z.strictObject({
  kind: z.literal('relay'),
  relay: Id,
  title: z.string().min(1).max(200),
  stream: z.url({ protocol: /^https?$/ }),
  slots: z.array(Slot).min(1).max(400),
});
export type RelayEntry = z.infer<typeof RelayEntry>;

/** What is to be silent: a whole order, or only the named parts of an edition (places from 0), the rest of which goes on. */
export const Stop = z.strictObject({
  order: Id,
  at: Instant,
  parts: z.array(z.int().min(0).max(39)).min(1).max(40).exactOptional(),
});
export type Stop = z.infer<typeof Stop>;

/**
 * Signed, versioned document of one unit that its devices follow. Complete: what is not in the newest version is not on the air.
 * `version` = max(last + 1, milliseconds now), so that a restored backup does not silence the fleet.
 */
export const Programme = z.strictObject({
  v: z.literal(1),
  unit: Id,
  level: UnitLevel,
  version: z.int().min(1),
  issuedAt: Instant,
  /** The document says what plays in [from, until); after it a device has no word. */
  from: Instant,
  until: Instant,
  entries: z.array(z.discriminatedUnion('kind', [OrderEntry, RelayEntry])).max(5000),
  /** Orders stopped or recalled lately, so that a device can tell "stopped" from "never heard of". */
  stopped: z.array(Stop).max(5000),
});
export type Programme = z.infer<typeof Programme>;

/** Where a newer programme lies. A hint: the document is the truth. */
export const ProgrammePointer = z.strictObject({
  unit: Id,
  version: z.int().min(1),
  sha256: Sha256,
  /** Path on the public address. */
  url: z.string().startsWith('/'),
});
export type ProgrammePointer = z.infer<typeof ProgrammePointer>;

/** A key that a device obeys, for what, and where. */
export const TrustedKey = z.strictObject({
  kid: z.string().min(1).max(64),
  x: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  purposes: z.array(z.enum(['programme', 'command', 'login'])).min(1),
  /** Units whose programme it may sign; null for the whole province. */
  units: z.array(Id).nullable(),
});
export type TrustedKey = z.infer<typeof TrustedKey>;

export const DeviceKind = z.enum(['speaker', 'browser-speaker', 'board']);
export type DeviceKind = z.infer<typeof DeviceKind>;

/** Signed by the root key: who a device is, whom it obeys, and the limits that nobody but the root can widen. */
export const Assignment = z.strictObject({
  v: z.literal(1),
  device: Id,
  kind: DeviceKind,
  name: z.string().max(200),
  version: z.int().min(1),
  issuedAt: Instant,
  /** Own unit first, then its ancestors up to the province. */
  units: z
    .array(z.strictObject({ unit: Id, level: UnitLevel, name: z.string() }))
    .min(1)
    .max(8),
  keys: z.array(TrustedKey).min(1).max(16),
  timeZone: z.literal('Asia/Ho_Chi_Minh'),
  /** giờ không phát, minutes of the local day; from > to spans midnight. */
  quietHours: z.strictObject({ fromMinute: z.int().min(0).max(1439), toMinute: z.int().min(0).max(1439) }),
  longestItemMs: Milliseconds,
  /** Percent. */
  volumeCeiling: z.int().min(0).max(100),
});
export type Assignment = z.infer<typeof Assignment>;
