import { type Bulletin, BulletinBody, Part } from '@nguon/protocol/http/bulletins.ts';
import { z } from 'zod';
import { suggestTitle } from './title.ts';

const Place = z.object({ id: z.string(), name: z.string() });
/** What is written so far: parts that the server will want may still be empty. */
const Unfinished = BulletinBody.extend({
  title: z.string(),
  contributors: z.array(z.object({ part: Part, name: z.string() })),
});

/** What an officer has on the desk: everything of the screen, kept on this computer until the server has it. */
export const Draft = z.object({
  v: z.literal(1),
  /** The bulletin and revision as the server knows them; null before the first saving. */
  saved: z.object({ bulletin: z.string(), revision: z.string() }).nullable(),
  content: Unfinished,
  /** The title was written by a person, not suggested. */
  titled: z.boolean(),
  /** The times were chosen by a person or a template, not proposed. */
  timed: z.boolean().default(false),
  /** The recording still says what the changed text says. */
  keepSounds: z.boolean(),
  pace: z.enum(['normal', 'slow']),
  /** Steady noise is taken out of recordings. */
  noiseReduction: z.boolean().default(true),
  places: z.array(Place),
  when: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('now') }),
    z.object({ kind: z.literal('slots'), starts: z.array(z.string()) }),
  ]),
  readings: z.int().min(1).max(3),
  /** Calendar day after which it is not played. */
  lastDay: z.string().nullable(),
  /** When it is over by itself, as a filled template says: UTC epoch milliseconds. */
  endsAt: z.number().nullable().default(null),
  /** Once begun only an emergency cuts it. */
  playThrough: z.boolean().default(false),
  /** The text that was replaced: the official one behind a text for the ear, or the other way round. */
  aside: z
    .object({ kind: z.enum(['official', 'spoken']), text: z.string() })
    .nullable()
    .default(null),
  /** Why a correction is heard less often than its error. */
  fewerReason: z.string().default(''),
  touchedAt: z.number(),
});
export type Draft = z.infer<typeof Draft>;

/** An empty desk, in the name of a unit. @param places where the last bulletin went */
export function emptyDraft(unit: string, now: number, places: Draft['places'] = []): Draft {
  return {
    v: 1,
    saved: null,
    content: {
      unit,
      title: '',
      text: '',
      class: 'normal',
      topic: null,
      genre: 'notice',
      origin: 'own',
      language: 'vi',
      contributors: [],
      picture: null,
      template: null,
    },
    titled: false,
    timed: false,
    keepSounds: false,
    pace: 'normal',
    noiseReduction: true,
    places,
    when: { kind: 'slots', starts: [] },
    readings: 2,
    lastDay: null,
    endsAt: null,
    playThrough: false,
    aside: null,
    fewerReason: '',
    touchedAt: now,
  };
}

/** A bulletin of the server, on the desk. */
export function draftOf(bulletin: Bulletin, now: number): Draft {
  const { unit, title, text, topic, genre, origin, language, contributors, picture, template } = bulletin;
  const words = { title, text, class: bulletin.class, topic, genre, origin, language, template };
  const content = { unit, ...words, contributors, picture };
  return {
    ...emptyDraft(unit, now),
    saved: { bulletin: bulletin.id, revision: bulletin.revision },
    content,
    titled: true,
  };
}

/** The draft with other content; the title follows the text until somebody writes one. Other words are no longer a template's. */
export function withContent(draft: Draft, changed: Partial<BulletinBody>): Draft {
  const rewritten = (changed.text ?? changed.title) !== undefined;
  const content = { ...draft.content, ...(rewritten && { template: null }), ...changed };
  const titled = draft.titled || changed.title !== undefined;
  if (!titled && changed.text !== undefined) content.title = suggestTitle(changed.text);
  return { ...draft, content, titled: titled && content.title.trim() !== '' };
}

/** Whether a picture has no words for whoever does not see it. */
export function lacksPictureWords({ content: { picture } }: Draft): boolean {
  return picture !== null && picture.alternative.trim() === '';
}

/** Whether the server already has this content, word for word. */
export function isSaved(draft: Draft, known: Bulletin | null): boolean {
  if (!known || draft.saved?.revision !== known.revision) return false;
  const theirs = draftOf(known, 0).content;
  return JSON.stringify(tidy(draft.content)) === JSON.stringify(tidy(theirs));
}

function tidy(content: BulletinBody): BulletinBody {
  return {
    ...content,
    title: content.title.normalize('NFC').replaceAll(/\s+/g, ' ').trim(),
    text: content.text.normalize('NFC').trim(),
    picture: content.picture && { ...content.picture, alternative: content.picture.alternative.trim() },
    contributors: content.contributors.filter(({ name }) => name.trim() !== ''),
  };
}

/** The content as it is sent: nobody without a name. */
export function contentToSend(draft: Draft): BulletinBody {
  return tidy(draft.content);
}
