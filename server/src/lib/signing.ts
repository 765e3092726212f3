import { z } from 'zod';
import { Id } from '@nguon/protocol/primitives.ts';
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

export const SignerKeys = z.object({ root: z.object({ kid: z.string(), x: z.string() }), trusted: Assignment.shape.keys });
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
]);
export type RefusalReason = z.infer<typeof RefusalReason>;
