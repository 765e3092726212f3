import { z } from 'zod';
import { Id, Instant, Milliseconds, UnitLevel } from '@nguon/protocol/primitives.ts';
import { Assignment, Programme } from '@nguon/protocol/programme.ts';
import { DeviceCommand, LoginReply } from '@nguon/protocol/device.ts';
import { Secret } from '@nguon/protocol/enrolled-key.ts';
import { TemplateContent } from '@nguon/protocol/http/templates.ts';
import { Request } from '@nguon/protocol/request.ts';

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
  /** Roles that approve, each with every unit below its grant's unit; what was handed on for some days, with the instant at which it ends. */
  grants: z.array(z.object({ role: z.string(), units: z.array(Id), until: Instant.nullable().default(null) })),
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
  /** A place whose approvers have enrolled phones, and an approval without such a phone's signature. */
  'signature-missing',
  /** A signature by another key, over something else, or one that was never shown with its PIN. */
  'signature-wrong',
  'pin-wrong',
  /** Too many wrong PINs: the phone has to be enrolled anew. */
  'key-locked',
  'key-unknown',
  /** A new key over a guarded place, and nobody enrolled there answers for it. */
  'not-vouched',
  /** A unit of a guarded place would be moved while the operator has not allowed it. */
  'guarded',
  /** Approval by a code beyond what codes may do. */
  'code-not-allowed',
  /** Beyond what a leader approved beforehand, or by an approval that is withdrawn or was never shown. */
  'standing-refused',
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
  /** Approvals by code (mã duyệt): so many a day in the name of one commune, none longer than this. */
  codesPerUnitPerDay: z.int().min(0).default(20),
  codeLongestMs: Milliseconds.default(5 * 60_000),
  /** Longest period of a standing approval of a template, in days. */
  standingLongestDays: z.int().min(0).max(366).default(184),
  /** Whether units of guarded places may be moved in the tree; true only while a reorganisation is carried out. */
  unitsMayMove: z.boolean().default(false),
});
export type SignerLimits = z.infer<typeof SignerLimits>;

/** A signed approval with the proof that the PIN was known; the proof is checked and thrown away. */
export const ApprovalProof = z.object({ approval: z.string().max(1000), pin: Secret });
export type ApprovalProof = z.infer<typeof ApprovalProof>;

/** A phone's new key, and the key that its PIN makes. */
export const EnrolmentDraft = z.object({ enrolment: z.string().max(1000), pinKey: Secret });
export type EnrolmentDraft = z.infer<typeof EnrolmentDraft>;

/** The signed word of whoever answers for another's new key, with the proof of the PIN. */
export const VoucherDraft = z.object({ voucher: z.string().max(20_000), pin: Secret });
export type VoucherDraft = z.infer<typeof VoucherDraft>;

/** A permit for codes, signed by an enrolled approver, with the proof of the PIN. */
export const PermitDraft = z.object({ permit: z.string().max(1000), pin: Secret });
export type PermitDraft = z.infer<typeof PermitDraft>;

/** A standing approval signed by an enrolled phone, with the proof of the PIN and the template's content that its hash stands for. */
export const StandingDraft = z.object({ approval: z.string().max(20_000), pin: Secret, content: TemplateContent });
export type StandingDraft = z.infer<typeof StandingDraft>;

/** What was filled under a standing approval: the exact request, and the values of its blanks. */
export const FillingDraft = z.object({ standing: Id, request: Request, values: z.record(z.string(), z.string()) });
export type FillingDraft = z.infer<typeof FillingDraft>;

/** What the signer says of places: in which of them only enrolled phones approve. */
export const GuardQuestion = z.object({ units: z.array(Id).max(2001) });
export const GuardAnswer = z.object({ guarded: z.array(Id) });

/** Over which units a person's new key would approve, and in which of them somebody enrolled must answer for it. */
export const ScopeAnswer = z.object({ units: z.array(Id), guarded: z.boolean() });
export type ScopeAnswer = z.infer<typeof ScopeAnswer>;
