import type { z } from 'zod';
import type { BulletinBody, BulletinState as BulletinStateSchema, FilledFrom } from '@nguon/protocol/http/bulletins.ts';
import type { PartKind, Sound } from '@nguon/protocol/request.ts';
import { canonicalJson, sha256, type Canonical } from '@nguon/protocol/canonical.ts';
import { plainText } from '../../lib/plain-text.ts';

export type BulletinState = z.infer<typeof BulletinStateSchema>;

/** One part of an edition: a bulletin as it stood, or a sound of the library, with the sounds that it brings. */
export interface EditionPart {
  kind: PartKind;
  title: string;
  bulletin: { id: string; revision: string } | null;
  item: string | null;
  readings: number;
  sounds: Sound[];
}

/** What a revision says, all of it: two revisions with the same content are one. */
export interface RevisionContent {
  v: 1;
  title: string;
  text: string;
  class: BulletinBody['class'];
  topic: string | null;
  genre: BulletinBody['genre'];
  origin: BulletinBody['origin'];
  language: string;
  contributors: BulletinBody['contributors'];
  picture: BulletinBody['picture'];
  /** Of an edition alone; absent, never null, elsewhere, so that the digests of other revisions stay what they were. */
  parts?: EditionPart[];
  /** Of what says exactly what a template says; absent, never null, elsewhere. */
  template?: FilledFrom;
}

/** A revision's content with the text that is hashed and its SHA-256. */
export interface HashedContent {
  content: RevisionContent;
  canonical: string;
  sha256: string;
}

/** Brings what an editor sent into the one form that is kept and hashed. @param parts of an edition */
export async function hashContent(body: Omit<BulletinBody, 'unit'>, parts?: EditionPart[]): Promise<HashedContent> {
  const { topic, genre, origin, language, picture } = body;
  const content: RevisionContent = {
    v: 1,
    title: plainText(body.title).replaceAll(/\s+/g, ' ').trim(),
    text: plainText(body.text).trim(),
    class: body.class,
    topic,
    genre,
    origin,
    language,
    contributors: body.contributors.map(({ part, name }) => ({ part, name: plainText(name).trim() })),
    picture: picture && { sha256: picture.sha256, alternative: plainText(picture.alternative).trim() },
    ...(parts && { parts }),
    ...(body.template && { template: body.template }),
  };
  const canonical = canonicalJson(content as unknown as Canonical);
  return { content, canonical, sha256: await sha256(canonical) };
}

/** What can happen to a bulletin. `revise`: new text or sound; `release`: its request was withdrawn, or lapsed. */
export const BULLETIN_EVENTS = ['revise', 'submit', 'return', 'release', 'order', 'recall', 'expire'] as const;
export type BulletinEvent = (typeof BULLETIN_EVENTS)[number];

type Row = Partial<Record<BulletinEvent, BulletinState>>;
/**
 * A bulletin in an approved edition is ordered too, whatever its own request has come to.
 * While an order stands the bulletin stays "ordered", whatever becomes of a further request for other places or times.
 */
const AFTER: Readonly<Record<BulletinState, Row>> = {
  draft: { revise: 'draft', submit: 'submitted', order: 'ordered' },
  submitted: { revise: 'draft', submit: 'submitted', return: 'returned', release: 'draft', order: 'ordered' },
  returned: { revise: 'draft', submit: 'submitted', order: 'ordered' },
  ordered: {
    submit: 'ordered',
    return: 'ordered',
    release: 'ordered',
    order: 'ordered',
    recall: 'recalled',
    expire: 'expired',
  },
  recalled: { revise: 'draft' },
  expired: { revise: 'draft', submit: 'submitted', order: 'ordered' },
};

/** State after an event; null where it cannot happen. What is on the air is recalled before it is changed. */
export function bulletinStateAfter(state: BulletinState, event: BulletinEvent): BulletinState | null {
  return AFTER[state][event] ?? null;
}
