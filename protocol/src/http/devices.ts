import { z } from 'zod';
import { Id, Instant } from '../primitives.ts';
import { DeviceKind } from '../programme.ts';

export const DeviceRow = z.object({
  id: Id,
  kind: DeviceKind,
  name: z.string(),
  unit: Id,
  unitName: z.string(),
  serial: z.string(),
  state: z.enum(['online', 'late', 'offline', 'never', 'revoked']),
  /** "mất liên lạc từ 16 giờ 12" */
  sentence: z.string(),
  lastContactAt: Instant.nullable(),
  volume: z.int().nullable(),
  playing: z.string().nullable(),
  software: z.string().nullable(),
  clockTrusted: z.boolean().nullable(),
});
export type DeviceRow = z.infer<typeof DeviceRow>;
export const DevicePage = z.object({ items: z.array(DeviceRow) });
export const DeviceQuery = z.object({
  /** Only devices of this unit and those below it. */
  unit: Id.optional(),
  /** Also devices that were revoked. */
  revoked: z.stringbool().default(false),
});
/** Another place or name for a device: it follows other programmes from its next assignment on. */
export const DevicePlaceBody = z.object({ unit: Id, name: z.string().trim().min(1).max(200) });

/** A technician prepares a place for a device. */
export const ClaimCodeBody = z.object({ unit: Id, kind: DeviceKind, name: z.string().trim().min(1).max(200) });
export const ClaimCodeReply = z.object({ code: z.string(), claimString: z.string(), expiresAt: Instant });
/** A board shows a code; the same four words stand on both screens. */
export const PendingClaimView = z.object({
  code: z.string(),
  kind: DeviceKind,
  serial: z.string(),
  words: z.array(z.string()).length(4),
  expiresAt: Instant,
});
export const AcceptClaimBody = z.object({
  code: z.string().length(8),
  unit: Id,
  name: z.string().trim().min(1).max(200),
});

export const CommandBody = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('volume'), percent: z.int().min(0).max(100) }),
  z.object({ kind: z.literal('test-tone') }),
  z.object({ kind: z.literal('restart') }),
]);
export type CommandBody = z.infer<typeof CommandBody>;
export const CommandReply = z.object({ command: Id, notAfter: Instant });
