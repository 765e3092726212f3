import { z } from 'zod';
import { Id, Milliseconds, Sha256 } from '../primitives.ts';
import { PartKind } from '../request.ts';
import { Bulletin, BulletinBody, SoundView } from './bulletins.ts';

/** One part as it is put together: a bulletin with a finished sound, or a sound of the library. Exactly one of the two. */
export const EditionPartBody = z.object({
  kind: PartKind,
  bulletin: Id.nullable().default(null),
  item: Id.nullable().default(null),
  readings: z.int().min(1).max(3).default(1),
});
export type EditionPartBody = z.infer<typeof EditionPartBody>;

const Parts = z.array(EditionPartBody).min(1).max(40);

/** A new edition: parts in the order in which they are heard. */
export const EditionBody = BulletinBody.pick({ unit: true, title: true }).extend({ parts: Parts });
export type EditionBody = z.infer<typeof EditionBody>;

/** `seen`: the revision that the editor saw; another in between is a conflict. */
export const EditionRevisionBody = EditionBody.omit({ unit: true }).extend({ seen: Sha256 });

export const EditionPartView = z.object({
  kind: PartKind,
  title: z.string(),
  bulletin: Id.nullable(),
  item: Id.nullable(),
  readings: z.int(),
  /** Length of the part with all its readings and the pauses in it. */
  durationMs: Milliseconds,
  sounds: z.array(SoundView.pick({ language: true, mp3Sha256: true, durationMs: true, peaks: true, voice: true })),
  /** The bulletin says something newer, was recalled or put away since: null when the part is as it was put in. */
  outdated: z.enum(['revised', 'recalled', 'gone']).nullable(),
});

/** An edition as its page shows it. */
export const Edition = z.object({
  bulletin: Bulletin,
  parts: z.array(EditionPartView),
  /** Length of the whole, pauses included. */
  totalMs: Milliseconds,
});
export type Edition = z.infer<typeof Edition>;

/** A copy for another day: what belongs to every edition stays, bulletins that are over are left out. */
export const EditionCopyBody = z.object({ title: z.string().trim().min(1).max(200) });

/** Bulletins that could be put into an edition of a unit now. */
export const DueBulletins = z.object({
  items: z.array(z.object({ bulletin: Id, title: z.string(), durationMs: Milliseconds, class: Bulletin.shape.class })),
});
