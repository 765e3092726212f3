import { z } from 'zod';
import { BulletinClass, Id, Instant, Language, Milliseconds, Sha256 } from '../primitives.ts';
import { pageOf } from './problems.ts';
import { VoiceId } from './speech.ts';

/** tin, bài, phóng sự, thông báo, ca khúc */
export const Genre = z.enum(['news', 'article', 'report', 'notice', 'song']);
/** tự sản xuất, khai thác, cấp trên gửi, cộng tác viên */
export const Origin = z.enum(['own', 'collected', 'from-above', 'contributor']);
/** tác giả, biên tập, dịch, đọc, kỹ thuật */
export const Part = z.enum(['author', 'editor', 'translator', 'reader', 'technician']);
export const Contributor = z.object({ part: Part, name: z.string().trim().min(1).max(200) });

/** Which template a text was filled from, in which of its states, with which values. */
export const FilledFrom = z.object({
  id: Id,
  revision: Sha256,
  values: z.record(z.string().max(30), z.string().max(300)),
});
export type FilledFrom = z.infer<typeof FilledFrom>;

export const BulletinBody = z.object({
  unit: Id.describe('In whose name it speaks'),
  title: z.string().trim().min(1).max(200),
  text: z.string().max(60_000),
  class: BulletinClass.default('normal'),
  topic: z.string().nullable().default(null),
  genre: Genre.default('notice'),
  origin: Origin.default('own'),
  language: Language.default('vi'),
  contributors: z.array(Contributor).max(20).default([]),
  picture: z
    .object({ sha256: Sha256, alternative: z.string().max(300) })
    .nullable()
    .default(null),
  /** Only while title and text are exactly what the template says with these values. */
  template: FilledFrom.nullable().default(null),
});
export type BulletinBody = z.infer<typeof BulletinBody>;

/** `revision` is the one the editor saw; another in between is a conflict. keepSounds: the recording still says what the text says. */
export const RevisionBody = BulletinBody.omit({ unit: true }).extend({
  seen: Sha256,
  keepSounds: z.boolean().default(false),
});

export const SoundState = z.enum(['making', 'ready', 'failed']);
export const SoundView = z.object({
  id: Id,
  language: Language,
  origin: z.enum(['machine', 'recorded', 'uploaded']),
  /** "giọng máy dự phòng" for the bundled voice. */
  voice: z.string().nullable(),
  state: SoundState,
  problem: z.string().nullable(),
  sha256: Sha256.nullable(),
  mp3Sha256: Sha256.nullable(),
  durationMs: Milliseconds.nullable(),
  /** 120 heights of the waveform, 0-100. */
  peaks: z.array(z.int().min(0).max(100)),
});
export type SoundView = z.infer<typeof SoundView>;

/** A take that the house has: one stretch of a recording, named by its content. */
export const TakeReply = z.object({ sha256: Sha256 });
/** A recording in takes, joined in their order. */
export const JoinedSoundBody = z.object({
  takes: z.array(Sha256).min(1).max(600),
  language: Language.optional(),
  noiseReduction: z.boolean().default(false),
});

export const BulletinState = z.enum(['draft', 'submitted', 'returned', 'ordered', 'recalled', 'expired']);
export const BulletinRow = z.object({
  id: Id,
  kind: z.enum(['bulletin', 'edition']),
  title: z.string(),
  unit: Id,
  unitName: z.string(),
  class: BulletinClass,
  state: BulletinState,
  authorName: z.string(),
  updatedAt: Instant,
});
export const BulletinPage = pageOf(BulletinRow);
export const Bulletin = BulletinRow.extend({
  revision: Sha256,
  text: z.string(),
  spoken: z.string(),
  topic: z.string().nullable(),
  genre: Genre,
  origin: Origin,
  language: Language,
  contributors: z.array(Contributor),
  picture: z.object({ sha256: Sha256, alternative: z.string() }).nullable(),
  template: FilledFrom.nullable(),
  sounds: z.array(SoundView),
  author: Id,
  mayEdit: z.boolean(),
  /** đính chính: what it puts right, and what puts it right. */
  corrects: z.object({ id: Id, title: z.string() }).nullable(),
  corrections: z.array(z.object({ id: Id, title: z.string() })),
});
export type Bulletin = z.infer<typeof Bulletin>;

export const BulletinQuery = z.object({
  kind: z.enum(['bulletin', 'edition']).optional(),
  state: BulletinState.optional(),
  unit: Id.optional(),
  text: z.string().max(100).optional(),
  cursor: z.string().optional(),
});

/** `voice`: default that of the bulletin's unit. */
export const SpeechBody = z.object({
  pace: z.enum(['slow', 'normal']).default('normal'),
  voice: VoiceId.optional(),
});
export const NormaliseBody = z.object({
  text: z.string().max(60_000),
  unit: Id.optional().describe('Whose list of readings is used, with those of the units above it'),
});
export const NormalisedText = z.object({
  text: z.string(),
  spans: z.array(
    z.object({
      from: z.int(),
      to: z.int(),
      original: z.string(),
      spoken: z.string(),
      kind: z.string(),
      atRisk: z.boolean(),
    }),
  ),
  seconds: z.object({ slow: z.number(), normal: z.number() }),
});
export const Topic = z.object({ id: z.string(), name: z.string() });
