import { z } from 'zod';
import { Id, Milliseconds, UnitLevel } from '@nguon/protocol/primitives.ts';
import { Assignment, Programme } from '@nguon/protocol/programme.ts';
import { DeviceCommand, LoginReply } from '@nguon/protocol/device.ts';

/**
 * What the server may ask the signer for, over HTTP on loopback with a bearer token. The signer believes none of it without its own check
 * and sets version and time of issue itself. A refusal is 422 with {"reason": RefusalReason, "detail": text}.
 */
export const ProgrammeDraft = Programme.omit({ version: true, issuedAt: true });
export type ProgrammeDraft = z.infer<typeof ProgrammeDraft>;

/** Keys, version and time of issue are the signer's. */
export const AssignmentDraft = Assignment.omit({ version: true, issuedAt: true, keys: true });
export type AssignmentDraft = z.infer<typeof AssignmentDraft>;

export const SignedDocument = z.object({ jws: z.string(), version: z.int(), sha256: z.string() });
export type SignedDocument = z.infer<typeof SignedDocument>;

export const LoginReplyDraft = LoginReply;
export const CommandDraft = DeviceCommand;
export const SignedReply = z.object({ jws: z.string() });

/** The signer's own register of who may approve what and where, kept in its own folder with a journal of every change. */
export const ApproverRecord = z.object({
  user: Id,
  name: z.string(),
  /** Roles that approve, each with every unit below its grant's unit. */
  grants: z.array(z.object({ role: z.string(), units: z.array(Id) })),
});
export type ApproverRecord = z.infer<typeof ApproverRecord>;

export const SignerKeys = z.object({
  root: z.object({ kid: z.string(), x: z.string() }),
  trusted: Assignment.shape.keys,
});
export type SignerKeys = z.infer<typeof SignerKeys>;

export const RefusalReason = z.enum([
  'digest-differs',
  'approvals-missing',
  'approver-unknown',
  'author-approves',
  'outside-territory',
  'class-not-allowed',
  'quiet-hours',
  'too-long',
  'slot-not-requested',
  'expired',
  'rate',
  'not-listened',
  /** The request already became another order, or its "now" another start. */
  'replayed',
  /** The order was stopped in this unit; it stays so. */
  'stopped',
  /** An assignment, pass or command wider than the signer's own limits. */
  'outside-limits',
]);
export type RefusalReason = z.infer<typeof RefusalReason>;

/** Body of a refusal. `order` names the entry (order or relay) without which the rest may be asked for again. */
export const SignerRefusalBody = z.object({ reason: RefusalReason, detail: z.string(), order: Id.optional() });
export type SignerRefusalBody = z.infer<typeof SignerRefusalBody>;

/** One unit of the signer's own tree, by which it checks territory. */
export const UnitRecord = z.object({ unit: Id, level: UnitLevel, parent: Id.nullable() });
export type UnitRecord = z.infer<typeof UnitRecord>;
export const UnitRecords = z.object({ units: z.array(UnitRecord).max(50_000) });

/**
 * What the signer will not go beyond, whatever the server asks: a file in its own folder (limits.json), written at first start and
 * changed by the operator alone. No assignment may be wider.
 */
export const SignerLimits = z.strictObject({
  /** giờ không phát, minutes of the local day (Asia/Ho_Chi_Minh); equal ends: none. */
  quietHours: z.strictObject({ fromMinute: z.int().min(0).max(1439), toMinute: z.int().min(0).max(1439) }),
  longestItemMs: Milliseconds,
  volumeCeiling: z.int().min(0).max(100),
  /** Hosts (with port, where there is one) from which relays may be taken; null: any. */
  relayHosts: z.array(z.string()).nullable(),
  ordersPerUnitPerHour: z.int().min(1),
  signaturesPerUnitPerMinute: z.int().min(1),
  signaturesPerMinute: z.int().min(1),
});
export type SignerLimits = z.infer<typeof SignerLimits>;
