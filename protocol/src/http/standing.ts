import { z } from 'zod';
import { Id, Instant, LocalDate, Milliseconds, Sha256 } from '../primitives.ts';
import { StandingTerms } from '../standing.ts';
import { SignedByPhone } from './phones.ts';
import { LinkToken } from './requests.ts';
import { TemplateContent } from './templates.ts';

/** Xin duyệt sẵn: on which terms a template should be approved beforehand. */
export const StandingBody = z.object({
  unit: Id,
  template: Id,
  ...StandingTerms.shape,
  /** Last day on which it holds, at most half a year ahead. */
  until: LocalDate,
});
export type StandingBody = z.infer<typeof StandingBody>;

/** asked: waits for a leader; void: the template says something else now, or was put away. */
export const StandingState = z.enum(['asked', 'standing', 'over', 'declined', 'withdrawn', 'void']);
export type StandingState = z.infer<typeof StandingState>;

export const StandingView = z.object({
  id: Id,
  state: StandingState,
  unit: Id,
  unitName: z.string(),
  template: Id,
  revision: Sha256,
  content: TemplateContent,
  ...StandingTerms.shape,
  placeNames: z.array(z.string()),
  askedByName: z.string(),
  askedAt: Instant,
  approverName: z.string().nullable(),
  from: Instant.nullable(),
  until: Instant,
  declineReason: z.string().nullable(),
  /** Whether the reader may approve or decline it now, and end it. */
  mayApprove: z.boolean(),
  mayWithdraw: z.boolean(),
});
export type StandingView = z.infer<typeof StandingView>;

export const StandingList = z.object({ items: z.array(StandingView) });
export const StandingApprove = z.object({ signed: SignedByPhone });
export const StandingDecline = z.object({ reason: z.string().trim().min(1).max(500) });
/** `stop`: what is scheduled under it and has not yet been heard is stopped too. */
export const StandingWithdraw = z.object({ stop: z.boolean() });

/** What a link opens: a standing approval as its approver sees it. */
export const LinkedStanding = z.object({ person: Id, personName: z.string(), now: Instant, view: StandingView });
export type LinkedStanding = z.infer<typeof LinkedStanding>;
export const StandingLinkApproval = LinkToken.extend({ signed: SignedByPhone });
export const StandingLinkDecline = LinkToken.extend(StandingDecline.shape);

/** Phát theo mẫu duyệt sẵn: by which standing approval, and the listening in which the officer heard it. */
export const FillingBody = z.object({ standing: Id, digest: Sha256, listening: Id.nullable() });

/** What went out today by one's own standing approvals. */
export const FilledView = z.object({
  request: Id,
  order: Id,
  bulletin: Id,
  standing: Id,
  templateName: z.string(),
  unitName: z.string(),
  title: z.string(),
  text: z.string(),
  filledByName: z.string(),
  at: Instant,
  /** "17 giờ 30, thứ Tư, 25/11/2026" or "Phát ngay". */
  when: z.string(),
  sounds: z.array(z.object({ mp3Sha256: Sha256, durationMs: Milliseconds, peaks: z.array(z.int()) })),
  /** The standing approval counts no longer. */
  withdrawn: z.boolean(),
});
export type FilledView = z.infer<typeof FilledView>;
export const FilledList = z.object({ items: z.array(FilledView) });
