import { z } from 'zod';
import { BulletinClass, Channel, Id, Instant, Language, LocalTime, Milliseconds, Sha256 } from '../primitives.ts';
import { ApprovalChannel, Request } from '../request.ts';
import { SignedByPhone } from './phones.ts';
import { PrivacyState } from './privacy.ts';

/** What an officer sends to "Trình duyệt": which sounds, places, times. Everything else has a default. */
export const RequestBody = z.object({
  bulletin: Id,
  revision: Sha256.describe('The revision that the officer saw'),
  targets: z.array(Id).min(1).max(2000),
  channels: z.array(Channel).min(1).default(['speaker', 'board', 'site']),
  times: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('now') }),
    /** Starts of the timetable's slots (GET /api/timetables/{unit}). */
    z.object({ kind: z.literal('slots'), starts: z.array(Instant).min(1).max(60) }),
  ]),
  readings: z.int().min(1).max(3).default(2),
  playThrough: z.boolean().default(false),
  evergreen: z.boolean().default(false),
  expiresAt: Instant.nullable().default(null).describe('Default: seven days after its last slot'),
  fewerReason: z
    .string()
    .trim()
    .max(500)
    .default('')
    .describe('Why a correction in it is heard less often, or in fewer places, than the error was'),
});
export type RequestBody = z.infer<typeof RequestBody>;

/** xoay vòng: an edition whose bulletins take turns, over whole rounds of sessions, until a fixed end. */
export const RotationBody = RequestBody.pick({ revision: true, targets: true }).extend({
  starts: z.array(Instant).min(2).max(60),
  expiresAt: Instant,
});
/** One request for each order, by turn. */
export const RotationReply = z.object({ requests: z.array(Id) });

export const RequestState = z.enum(['waiting', 'approved', 'returned', 'withdrawn', 'expired']);

/** theo ủy quyền của: in whose stead, and the number of the paper. Null or absent for a right of one's own. */
const StandIn = z.object({ name: z.string(), paper: z.string().nullable() }).nullish();

export const StepView = z.object({
  step: z.int(),
  /** "Lãnh đạo xã duyệt" */
  name: z.string(),
  approval: z
    .object({
      approver: Id,
      approverName: z.string(),
      at: Instant,
      channel: ApprovalChannel,
      listenedMs: Milliseconds,
      stead: StandIn,
    })
    .nullable(),
});

/** On a request's page: the standing approval of its template, and why it does not fit, if it does not. */
export const StandingOffer = z.object({
  id: Id,
  approverName: z.string(),
  hours: z.strictObject({ from: LocalTime, to: LocalTime }),
  longestSeconds: z.int(),
  until: Instant,
  /** One sentence; null: it may go out without asking. */
  whyNot: z.string().nullable(),
});
export type StandingOffer = z.infer<typeof StandingOffer>;

export const RequestView = z.object({
  id: Id,
  digest: Sha256,
  state: RequestState,
  request: Request,
  unitName: z.string(),
  authorName: z.string(),
  targetNames: z.array(z.string()),
  sounds: z.array(
    z.object({
      language: Language,
      sha256: Sha256,
      mp3Sha256: Sha256,
      durationMs: Milliseconds,
      peaks: z.array(z.int()),
      voice: z.string().nullable(),
    }),
  ),
  sessionMs: Milliseconds,
  steps: z.array(StepView),
  /** Empty where it was only spoken. */
  returnReason: z.string().nullable(),
  /** Length of the spoken reason (GET …/return-note); null or absent without one. */
  returnNoteMs: Milliseconds.nullish(),
  submittedAt: Instant,
  order: Id.nullable(),
  /** Whether the reader may act now; when not, why in one sentence. */
  mayApprove: z.boolean(),
  /** In whose stead the reader would act. */
  stead: StandIn,
  whyNot: z.string().nullable(),
  /** The step that waits, where the reader may do it: what a phone signs names it. */
  step: z.int().nullable(),
  /** Only an enrolled phone approves here. */
  needsPhone: z.boolean(),
  /** Versions in other languages: who confirmed that they say what the text says. None is approved without. */
  meanings: z.array(
    z.object({
      sound: Sha256,
      language: Language,
      confirmedBy: z.string().nullable(),
      at: Instant.nullable(),
      /** The reader neither wrote nor spoke it. */
      mayConfirm: z.boolean(),
    }),
  ),
  /** What it would tell of private people, and who said why it goes out all the same. */
  privacy: PrivacyState,
  /** For whoever may submit it: the standing approval of the template that it fills. */
  standing: StandingOffer.nullable(),
  /** đính chính, alone or as a part of an edition: what it puts right, how often that was heard, and how often this will be. */
  corrections: z.array(
    z.object({
      bulletin: Id,
      title: z.string(),
      corrects: z.object({ id: Id, title: z.string() }),
      sentence: z.string(),
      sessions: z.int(),
      asked: z.int(),
      /** Places that heard the error and will hear its correction less often. */
      uncovered: z.int(),
    }),
  ),
  /** Why a correction in it is heard less often than its error; null where nobody had to say. */
  fewerReason: z.string().nullable(),
  /** phát bù: start of the session that its places missed; null or absent for any other request. */
  missedAt: Instant.nullish(),
  /** xoay vòng: which order this is, and what became of the others; null or absent for any other request. */
  rotation: z
    .object({
      turn: z.int(),
      turns: z.int(),
      others: z.array(z.object({ id: Id, turn: z.int(), state: RequestState })),
    })
    .nullish(),
  /** Why the machine voice in it keeps it from loudspeakers until somebody accepts that voice, in one sentence. */
  voiceRefusal: z.string().nullable(),
  /** How many requests of its unit wait for the slot that it goes with, itself counted; 0: it goes with none. */
  together: z.int(),
  /** Slots in which it would wait or lose, and to whom. */
  conflicts: z.array(z.object({ unitName: z.string(), at: Instant, loser: z.string(), winner: z.string() })),
});
export type RequestView = z.infer<typeof RequestView>;

export const ListeningReply = z.object({ listening: Id, totalMs: Milliseconds });
/** The player's own account of the sound that really came out: disjoint intervals of the item in milliseconds. */
export const ListeningProgress = z.object({
  heard: z.array(z.object({ fromMs: Milliseconds, toMs: Milliseconds })).max(500),
});
/** `signed`: an ApprovalStatement by the approver's enrolled phone; needed where `needsPhone` says so. */
export const ApproveBody = z.object({
  digest: Sha256,
  listening: Id.nullable(),
  signed: SignedByPhone.nullable().default(null),
});
/** xác nhận nội dung of one sound, heard in the named listening. */
export const MeaningBody = z.object({ sound: Sha256, listening: Id });
/** Why it goes back: typed, or spoken before (`note`), or both. */
const Reason = z.object({ reason: z.string().trim().max(2000).default(''), note: Id.nullable().default(null) });
const isSaid = ({ reason, note }: z.output<typeof Reason>): boolean => reason !== '' || note !== null;
export const ReturnBody = Reason.refine(isSaid, { path: ['reason'] });
/** A spoken reason that is not sent yet. */
export const ReturnNoteReply = z.object({ note: Id, durationMs: Milliseconds });
/** The newest request of a bulletin; null where it was never submitted, or the reader may not read it. */
export const NewestRequest = z.object({ request: Id.nullable() });
export type NewestRequest = z.infer<typeof NewestRequest>;
/** Why the newest request of a bulletin came back, where it did. */
export const ReturnOfBulletin = z.object({
  returned: z.object({ request: Id, reason: z.string(), noteMs: Milliseconds.nullable() }).nullable(),
});

/** Somebody who may do the step that waits. */
export const Approver = z.object({ user: Id, name: z.string(), hasNumber: z.boolean(), hasPhone: z.boolean() });
export const ApproverBody = z.object({ approver: Id });
/** đường dẫn duyệt: shown once, with the text that goes with it into Zalo or an SMS. */
export const ApprovalLink = z.object({ url: z.string(), text: z.string(), expiresAt: Instant });

/** What a link opens: the request as its approver sees it, and who that is. */
export const LinkToken = z.object({ token: z.string().min(20).max(200) });
/** `request`: which one, where the link opens a whole slot. */
export const LinkAbout = LinkToken.extend({ request: Id.optional() });
export const LinkedRequest = z.object({ person: Id, personName: z.string(), now: Instant, view: RequestView });
export type LinkedRequest = z.infer<typeof LinkedRequest>;
/** What a link to a whole slot opens: what waits for its person there, and what they have approved of it. */
export const LinkedSlot = z.object({
  person: Id,
  personName: z.string(),
  now: Instant,
  unitName: z.string(),
  at: Instant,
  views: z.array(RequestView),
});
export type LinkedSlot = z.infer<typeof LinkedSlot>;
export const LinkListening = LinkToken.extend(ListeningProgress.shape);
export const LinkApproval = LinkAbout.extend({ digest: Sha256, listening: Id.nullable(), signed: SignedByPhone });
export const LinkReturn = LinkAbout.extend({ ...Reason.shape, signed: SignedByPhone }).refine(isSaid, {
  path: ['reason'],
});

/** A code was sent: to which number, as far as may be shown, and until when it counts. */
export const CodeSent = z.object({ to: z.string(), expiresAt: Instant });
export const CodeBody = z.object({ approver: Id, code: z.string().regex(/^\d{6}$/) });

/** Việc cần làm: one thing that waits for this person. */
export const InboxTask = z.object({
  kind: z.enum(['approve', 'standing', 'returned', 'draft', 'device-silent']),
  id: Id,
  title: z.string(),
  where: z.string(),
  when: z.string(),
  sentence: z.string(),
  class: BulletinClass,
  since: Instant,
  /** The spoken reason with which it came back. */
  note: z.object({ request: Id, durationMs: Milliseconds }).nullish(),
});
/** Requests of one unit that wait for one slot: heard in one go and approved together, each by its own digest. */
export const WaitingSlot = z.object({
  unit: Id,
  unitName: z.string(),
  at: Instant,
  requests: z.array(Id).min(2),
  listenMs: Milliseconds,
});
export const Inbox = z.object({ tasks: z.array(InboxTask), slots: z.array(WaitingSlot) });
export type Inbox = z.infer<typeof Inbox>;
