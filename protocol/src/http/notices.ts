import { z } from 'zod';
import { Id, Instant, LocalTime, Milliseconds, Sha256 } from '../primitives.ts';
import { EnrolBody, SignedByPhone } from './phones.ts';
import { LinkToken, RequestState } from './requests.ts';
import { TemplateContent } from './templates.ts';

/** none: the link waits for its first phone; waiting: somebody of the commune compares the four words. */
export const HeadPhone = z.enum(['none', 'waiting', 'standing', 'locked']);

/** trưởng thôn, as the commune sees them. */
export const VillageHead = z.object({
  user: Id,
  name: z.string(),
  unit: Id,
  unitName: z.string(),
  perDay: z.int(),
  phone: HeadPhone,
  /** Public key of the phone, for the four words. */
  x: z.string().nullable(),
});
export type VillageHead = z.infer<typeof VillageHead>;
/** `root`: the province's root key, for the four words. */
export const VillageHeads = z.object({ root: z.string(), items: z.array(VillageHead) });
export const VillageHeadBody = z.object({
  unit: Id,
  name: z.string().trim().min(1).max(100),
  perDay: z.int().min(1).max(10).default(3),
});
/** The phone whose words were compared. */
export const HeadConfirmBody = z.object({ x: z.string().max(100) });

/**
 * What became of a notice that was sent: `state` waiting is with the commune's leader, returned comes with a reason; of what is approved, `air` says
 * what the village's loudspeakers did: planned, playing, heard to the end, stopped before that, or unheard although its time is over.
 */
const NoticeRequest = z.object({
  state: RequestState,
  when: z.string(),
  reason: z.string().nullable(),
  air: z.enum(['planned', 'playing', 'heard', 'stopped', 'unheard']).nullable(),
});
export type NoticeRequest = z.infer<typeof NoticeRequest>;

/** A notice on its way: its words, the sound to be heard, and what became of it. */
export const NoticeView = z.object({
  id: Id,
  title: z.string(),
  text: z.string(),
  state: z.enum(['making', 'failed', 'ready', 'sent']),
  sound: z.object({ mp3Sha256: Sha256, durationMs: Milliseconds, peaks: z.array(z.int()) }).nullable(),
  /** Of what was sent; null before. */
  request: NoticeRequest.nullable(),
});
export type NoticeView = z.infer<typeof NoticeView>;

/** What a village head finds behind the link. */
export const NoticeDesk = z.object({
  person: Id,
  personName: z.string(),
  unit: Id,
  unitName: z.string(),
  now: Instant,
  root: z.string(),
  phone: HeadPhone,
  /** Public key of the phone that opened the link first. */
  x: z.string().nullable(),
  /** Notices that may go out in a day, and that still may today. */
  perDay: z.int(),
  left: z.int(),
  /** Hours in which the village's loudspeakers are silent, from - to; null: none. */
  quiet: z.object({ from: LocalTime, to: LocalTime }).nullable(),
  /** Longest notice, every reading counted. */
  longestSeconds: z.int(),
  /** Templates approved beforehand for this village. */
  templates: z.array(
    z.object({
      standing: Id,
      content: TemplateContent,
      hours: z.object({ from: LocalTime, to: LocalTime }),
      longestSeconds: z.int(),
      perDay: z.int(),
    }),
  ),
  /** What was sent in the last day and a half, newest first. */
  sent: z.array(NoticeView.pick({ id: true, title: true }).extend({ request: NoticeRequest })),
  /** Next slots of the village. */
  slots: z.array(Instant),
});
export type NoticeDesk = z.infer<typeof NoticeDesk>;
export const NoticeEnrolment = LinkToken.extend({ enrolled: EnrolBody });

/** Filled into a template, or in the village head's own words. */
export const NoticeContent = z.strictObject({
  standing: Id.nullable(),
  values: z.record(z.string().max(30), z.string().max(300)),
  title: z.string().trim().max(100),
  text: z.string().trim().max(800),
});
export type NoticeContent = z.infer<typeof NoticeContent>;
/** `document`: a NoticeStatement, without a PIN: it only makes the sound ready. */
export const NoticeDraftBody = LinkToken.extend({
  notice: Id,
  content: NoticeContent,
  document: SignedByPhone.shape.document,
});
/** When it goes out (null: now) and what the phone's player says really sounded. */
export const NoticeSending = z.strictObject({
  sound: Sha256,
  start: Instant.nullable(),
  heard: z.array(z.strictObject({ fromMs: Milliseconds, toMs: Milliseconds })).max(500),
});
export type NoticeSending = z.infer<typeof NoticeSending>;
export const NoticeSendBody = LinkToken.extend({ content: NoticeSending, signed: SignedByPhone });
