import { z } from 'zod';
import { Id, Instant } from '../primitives.ts';

/** What a stretch of an official text is, for somebody who listens. */
export const SpokenFormKind = z.enum([
  'motto',
  'issuer',
  'record',
  'recipients',
  'opening',
  'formula',
  'basis',
  'distribution',
  'signature',
  'page-number',
  'layout',
  'heading',
  'list',
  'reference',
  'footnote',
  'table',
  'rounding',
  'document-number',
  'execution',
]);
export type SpokenFormKind = z.infer<typeof SpokenFormKind>;

/** One change from official text to spoken text; each can be taken back by itself. */
export const SpokenFormChange = z.object({
  kind: SpokenFormKind,
  /** UTF-16 offsets in the original, `to` exclusive; changes are in order and never overlap. */
  from: z.int(),
  to: z.int(),
  original: z.string(),
  replacement: z.string(),
  /** One Vietnamese sentence: why an announcer would do so. */
  why: z.string(),
  /** It changes what is said, not only how: made only when the editor agrees. */
  optional: z.boolean(),
});
export type SpokenFormChange = z.infer<typeof SpokenFormChange>;

/** What a rule cannot mend and a person should look at. */
export const SpokenFormNote = z.object({
  kind: z.enum(['long-sentence', 'table', 'secret']),
  from: z.int(),
  to: z.int(),
  why: z.string(),
});

export const SpokenFormBody = z.object({ text: z.string().max(60_000) });
export const SpokenForm = z.object({
  /** The text that the offsets count in: what was sent, composed (NFC) and without control characters. */
  original: z.string(),
  changes: z.array(SpokenFormChange),
  notes: z.array(SpokenFormNote),
  /** With every change that needs no agreement. */
  text: z.string(),
  /** Of the original and of `text`, read aloud. */
  seconds: z.object({
    before: z.object({ slow: z.number(), normal: z.number() }),
    after: z.object({ slow: z.number(), normal: z.number() }),
  }),
});
export type SpokenForm = z.infer<typeof SpokenForm>;

/** How a unit wants a word or a name said, in itself and below it. */
export const ReadingBody = z.object({
  unit: Id,
  /** As it stands in texts; capitals make no difference. */
  written: z.string().trim().min(1).max(80),
  /** As it is to be said, without digits. */
  spoken: z.string().trim().min(1).max(200),
});
export const ReadingsQuery = z.object({ unit: Id });
export const ReadingView = z.object({
  id: Id,
  unit: Id,
  unitName: z.string(),
  written: z.string(),
  spoken: z.string(),
  byName: z.string(),
  at: Instant,
});
export type ReadingView = z.infer<typeof ReadingView>;

/** A few words to be heard: in the voice that a unit uses and by its list of readings, when one is named. */
export const SampleBody = z.object({
  text: z.string().trim().min(1).max(200),
  unit: Id.optional(),
  /** Off: just as the words stand, as when somebody tries how one is to be said. */
  listed: z.boolean().default(true),
  pace: z.enum(['slow', 'normal']).default('normal'),
});

/** A machine voice's id; what is before the first dash names its engine. */
export const VoiceId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/);
export const VoiceQuery = z.object({ unit: Id });
/** A voice for a unit: to be accepted for its loudspeakers, or used where nobody asks for another. */
export const VoiceChoice = z.object({ unit: Id, voice: VoiceId });
export const VoiceSampleBody = VoiceChoice.extend({ pace: z.enum(['slow', 'normal']).default('normal') });

/** Giọng đọc of a unit. */
export const UnitVoices = z.object({
  unit: Id,
  unitName: z.string(),
  /** Id of the voice that reads where nobody asks for another. */
  used: VoiceId,
  mayKeep: z.boolean(),
  voices: z.array(
    z.object({
      id: VoiceId,
      name: z.string(),
      engine: z.enum(['espeak-ng', 'sherpa-onnx', 'http']),
      language: z.string(),
      licence: z.string(),
      /** Who accepted it for the unit's loudspeakers; null: it may not go to them. */
      acceptance: z.object({ unitName: z.string(), byName: z.string(), at: Instant }).nullable(),
    }),
  ),
});
export type UnitVoices = z.infer<typeof UnitVoices>;
