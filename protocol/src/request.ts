import { z } from 'zod';
import { digestOf } from './canonical.ts';
import { BulletinClass, Channel, Id, Instant, Language, Milliseconds, Sha256 } from './primitives.ts';

/** One start of an item and the instant by which it must have ended. */
export const Slot = z.strictObject({ at: Instant, until: Instant });
export type Slot = z.infer<typeof Slot>;

/** "Phát ngay": starts at the last approval, which must come before `notAfter`; must have ended within `windowMs` of it. */
export const NowTimes = z.strictObject({ kind: z.literal('now'), windowMs: Milliseconds, notAfter: Instant });

/** Named slots of the timetable, at most 30 days ahead. */
export const SlotTimes = z.strictObject({ kind: z.literal('slots'), slots: z.array(Slot).min(1).max(400) });

export const Times = z.discriminatedUnion('kind', [NowTimes, SlotTimes]);
export type Times = z.infer<typeof Times>;

/** One sound that is part of what is approved, in the language it speaks. */
export const Sound = z.strictObject({
  language: Language,
  sha256: Sha256,
  bytes: z.int().min(1),
  durationMs: Milliseconds,
});
export type Sound = z.infer<typeof Sound>;

/** What a board and a page show of the item. The text is part of what is approved. */
export const Screen = z.strictObject({
  title: z.string().min(1).max(200),
  text: z.string().max(20_000),
  picture: z.strictObject({ sha256: Sha256, alternative: z.string().max(300) }).nullable(),
});
export type Screen = z.infer<typeof Screen>;

/** What a part of an edition is for: nhạc hiệu, lời chào, bản tin, nhạc, lời kết. */
export const PartKind = z.enum(['chime', 'greeting', 'bulletin', 'music', 'closing']);
export type PartKind = z.infer<typeof PartKind>;

/** One part of an edition (chương trình phát thanh). Its sounds are the next ones of the request's list. */
export const RequestPart = z.strictObject({
  kind: PartKind,
  title: z.string().min(1).max(200),
  /** What boards and pages show of it; empty for music. */
  text: z.string().max(20_000),
  /** The bulletin that it says, and which state of it; null for a sound of the library. */
  bulletin: z.strictObject({ bulletin: Id, sha256: Sha256 }).nullable(),
  /** How many sounds are its own. */
  sounds: z.int().min(1).max(10),
  /** How often these are read before the next part. */
  readings: z.int().min(1).max(3),
});
export type RequestPart = z.infer<typeof RequestPart>;

const RequestContent = z.strictObject({
  v: z.literal(1),
  id: Id,
  /** Unit in whose name it speaks. */
  unit: Id,
  author: Id,
  revision: z.strictObject({ bulletin: Id, sha256: Sha256 }),
  class: BulletinClass,
  screen: Screen,
  sounds: z.array(Sound).max(80),
  targets: z.array(Id).min(1).max(2000),
  channels: z.array(Channel).min(1).max(3),
  times: Times,
  /** How often the sounds are read in one session: usually twice. */
  readings: z.int().min(1).max(3),
  playThrough: z.boolean(),
  /** How long a device without contact may still play it; null for an evergreen item. */
  staleAfterMs: Milliseconds.nullable(),
  /** After this instant nothing of it is heard or shown. */
  expiresAt: Instant,
  /** The parts of an edition in their order. Absent, never null, for a single bulletin: its digest is what it always was. */
  parts: z.array(RequestPart).min(1).max(40).exactOptional(),
});

/**
 * đề nghị phát: exactly what an approver approves. Its digest is what every approval names; a change of text, sound, place or time
 * is another request. Lists whose order means nothing (targets, channels) are sorted, so that one content has one digest.
 */
export const Request = RequestContent.refine(
  ({ parts, sounds, readings }) =>
    parts === undefined || (readings === 1 && parts.reduce((sum, part) => sum + part.sounds, 0) === sounds.length),
  'an edition is read once, and each of its sounds belongs to one part',
);
export type Request = z.infer<typeof Request>;

/** Pause between two sounds or readings of one item. */
export const PAUSE_BETWEEN_SOUNDS_MS = 1_000;

/** Digest of a request (hex SHA-256 of its canonical text). */
export function requestDigest(request: Request): Promise<Sha256> {
  return digestOf(request);
}

/** What a session is made of. */
export type Played = Pick<Request, 'sounds' | 'readings' | 'parts'>;

/** A sound of a session and the part that it belongs to; 0 for a single bulletin. */
export interface PlayedSound {
  readonly sound: Sound;
  readonly part: number;
}

const NOTHING: ReadonlySet<number> = new Set();

/**
 * The sounds of one session in the order in which they are heard, each as often as it is read.
 * @param leftOut parts of an edition that were stopped or recalled
 */
export function playedSounds({ sounds, readings, parts }: Played, leftOut = NOTHING): PlayedSound[] {
  if (parts === undefined) {
    return Array.from({ length: readings }, () => sounds.map((sound) => ({ sound, part: 0 }))).flat();
  }
  let before = 0;
  return parts.flatMap((part, place) => {
    const own = sounds.slice(before, (before += part.sounds)).map((sound) => ({ sound, part: place }));
    return leftOut.has(place) ? [] : Array.from({ length: part.readings }, () => own).flat();
  });
}

/** Length of one session of the item in milliseconds: all sounds, all readings, and the pauses between them. */
export function sessionMs(request: Played, leftOut = NOTHING): number {
  const played = playedSounds(request, leftOut);
  const sound = played.reduce((sum, { sound: { durationMs } }) => sum + durationMs, 0);
  return sound + PAUSE_BETWEEN_SOUNDS_MS * Math.max(0, played.length - 1);
}

/** How an approver acted: by screen, personal link, SMS code, standing approval of a template, or signed paper. */
export const ApprovalChannel = z.enum(['screen', 'link', 'code', 'template', 'paper']);

/** One approval as it was recorded, bound to the digest. `signature` is the approver's own, by an enrolled key, where there is one. */
export const Approval = z.strictObject({
  digest: Sha256,
  step: z.int().min(1).max(5),
  approver: Id,
  at: Instant,
  channel: ApprovalChannel,
  listenedMs: Milliseconds,
  signature: z.string().max(1000).nullable(),
});
export type Approval = z.infer<typeof Approval>;
