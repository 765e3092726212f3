import { z } from 'zod';
import { Id, Instant, Milliseconds, Sha256 } from './primitives.ts';
import { DeviceKind, ProgrammePointer } from './programme.ts';

const PublicX = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
const Nonce = z.string().regex(/^[A-Za-z0-9_-]{22,86}$/);
const Compact = z.string().max(4 * 1024 * 1024);

/**
 * mã lắp đặt as typed or scanned: `NGUON1.<code>.<SHA-256 of the root key's x, hex>.<address>`.
 * It carries the province's root key by hash, so that whoever answers at the address cannot pretend to be the province.
 */
export function claimString(claim: { code: string; rootSha256: string; address: string }): string {
  return ['NGUON1', claim.code, claim.rootSha256, claim.address].join('.');
}

/** Reads a claim string; null when it is not one. */
export function parseClaimString(text: string): { code: string; rootSha256: string; address: string } | null {
  const match = /^NGUON1\.([A-Z0-9]{8})\.([0-9a-f]{64})\.(https?:\/\/\S+)$/.exec(text.trim());
  if (!match?.[1] || !match[2] || !match[3]) return null;
  return { code: match[1], rootSha256: match[2], address: match[3].replace(/\/$/, '') };
}

/** What a new device says of itself, signed by the key it has just made (typ claim; kid = kidOf(x)). */
export const ClaimStatement = z.strictObject({
  x: PublicX,
  kind: DeviceKind,
  serial: z.string().min(1).max(100),
  at: Instant,
});
export type ClaimStatement = z.infer<typeof ClaimStatement>;

/** A speaker claims with a code that a technician made in the console. */
export const ClaimBody = z.strictObject({ code: z.string().regex(/^[A-Z0-9]{8}$/), statement: Compact });
export const ClaimReply = z.strictObject({ device: Id, rootX: PublicX, assignment: Compact });
export type ClaimReply = z.infer<typeof ClaimReply>;

/** A board asks for a code to show; a technician types it in the console, where the same four words stand. */
export const PendingClaimBody = z.strictObject({ statement: Compact });
export const PendingClaimReply = z.strictObject({ code: z.string(), rootX: PublicX, expiresAt: Instant });
/** Asked again and again by the board, until somebody accepted it. */
export const PendingClaimState = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('waiting') }),
  z.strictObject({ state: z.literal('claimed'), device: Id, assignment: Compact }),
]);

export const ChallengeBody = z.strictObject({ device: Id });
export const ChallengeReply = z.strictObject({ nonce: Nonce });

/** A device's answer to a challenge, signed by its key (typ loginAnswer). */
export const LoginAnswer = z.strictObject({
  device: Id,
  nonce: Nonce,
  deviceNonce: Nonce,
  boot: Id,
  software: z.string().max(60),
});
export type LoginAnswer = z.infer<typeof LoginAnswer>;
export const LoginBody = z.strictObject({ answer: Compact });

/** The server's reply, signed by a key with purpose "login" (typ loginReply): a trusted time, and a pass to the broker. */
export const LoginReply = z.strictObject({
  device: Id,
  deviceNonce: Nonce,
  time: Instant,
  brokerPath: z.string().startsWith('/'),
  brokerPassword: z.string().max(4000),
  /** The pass and this login end then; the device logs in anew before. */
  expiresAt: Instant,
  assignmentVersion: z.int().min(1),
  /** Path of the newest assignment; fetched when its version is higher than the one held. */
  assignmentUrl: z.string().startsWith('/'),
  programmes: z.array(ProgrammePointer).max(8),
});
export type LoginReply = z.infer<typeof LoginReply>;
export const SignedLoginReply = z.strictObject({ reply: Compact });

/** Why a device did not play an occurrence, or cut it. */
export const NotPlayedReason = z.enum([
  'conflict',
  'quiet-hours',
  'too-long',
  'expired',
  'stale',
  'missed',
  'stopped',
  'untrusted-clock',
  'audio-missing',
  'audio-altered',
  'player-failed',
  'stream-failed',
  'higher-class',
  'killed',
]);
export type NotPlayedReason = z.infer<typeof NotPlayedReason>;

/** xác nhận của loa: đã nhận lịch · đã tải sẵn · đang phát · đã phát xong · bị ngắt · không phát · hết hạn. */
export const Receipt = z.strictObject({
  /** Grows by one within a boot; (device, boot, seq) is the receipt's identity. */
  boot: Id,
  seq: z.int().min(0),
  kind: z.enum([
    'received',
    'ready',
    'playing',
    'finished',
    'interrupted',
    'not-played',
    'expired',
    'refused-document',
  ]),
  /** Order (or relay) and slot start; null for what concerns no occurrence. */
  order: Id.nullable(),
  slot: Instant.nullable(),
  /** The device's own clock, and whether it then had reason to believe it. */
  at: Instant,
  clockTrusted: z.boolean(),
  attempt: z.int().min(0).max(100),
  /** Sound really played so far, for finished and interrupted. */
  playedMs: Milliseconds.nullable(),
  reason: NotPlayedReason.nullable(),
  /** Technical detail, for refused-document and failures. */
  detail: z.string().max(500).nullable(),
});
export type Receipt = z.infer<typeof Receipt>;

/** A batch signed by the device (typ receipts). HTTP 2xx is its acknowledgement; until then the device keeps it. */
export const ReceiptBatch = z.strictObject({ device: Id, receipts: z.array(Receipt).min(1).max(500) });
export type ReceiptBatch = z.infer<typeof ReceiptBatch>;
export const ReceiptBody = z.strictObject({ batch: Compact });

/** Heartbeat over MQTT, and the last will (`online: false`). boot + session tell a late will from a new life. */
export const DeviceStatus = z.strictObject({
  online: z.boolean(),
  boot: Id,
  session: z.int().min(0),
  at: Instant,
  clockTrusted: z.boolean(),
  software: z.string().max(60),
  volume: z.int().min(0).max(100).nullable(),
  playing: z.strictObject({ order: Id, slot: Instant, startedAt: Instant, positionMs: Milliseconds }).nullable(),
  programmes: z.array(z.strictObject({ unit: Id, version: z.int() })).max(8),
  /** Items on the device's disk, and still to fetch. */
  ready: z.int().min(0),
  missing: z.int().min(0),
  /** What a board shows now: digest of each request on screen. */
  showing: z.array(Sha256).max(50),
});
export type DeviceStatus = z.infer<typeof DeviceStatus>;

/** An order to one device (typ command), never retained; obeyed once, between its two instants. */
export const DeviceCommand = z.strictObject({
  id: Id,
  device: Id,
  notBefore: Instant,
  notAfter: Instant,
  action: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('volume'), percent: z.int().min(0).max(100) }),
    z.strictObject({ kind: z.literal('test-tone'), durationMs: Milliseconds.max(5_000) }),
    z.strictObject({ kind: z.literal('restart') }),
  ]),
});
export type DeviceCommand = z.infer<typeof DeviceCommand>;
