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

/**
 * đề nghị phát: exactly what an approver approves. Its digest is what every approval names; a change of text, sound, place or time
 * is another request. Lists whose order means nothing (targets, channels) are sorted, so that one content has one digest.
 */
export const Request = z.strictObject({
  v: z.literal(1),
  id: Id,
  /** Unit in whose name it speaks. */
  unit: Id,
  author: Id,
  revision: z.strictObject({ bulletin: Id, sha256: Sha256 }),
  class: BulletinClass,
  screen: Screen,
  sounds: z.array(Sound).max(10),
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
});
export type Request = z.infer<typeof Request>;

/** Pause between two sounds or readings of one item. */
export const PAUSE_BETWEEN_SOUNDS_MS = 1_000;

/** Digest of a request (hex SHA-256 of its canonical text). */
export function requestDigest(request: Request): Promise<Sha256> {
  return digestOf(request);
}

/** Length of one session of the item in milliseconds: all sounds, all readings, and the pauses between them. */
export function sessionMs(request: Pick<Request, 'sounds' | 'readings'>): number {
  const played = request.sounds.length * request.readings;
  if (played === 0) return 0;
  const once = request.sounds.reduce((sum, sound) => sum + sound.durationMs, 0);
  return once * request.readings + PAUSE_BETWEEN_SOUNDS_MS * (played - 1);
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
