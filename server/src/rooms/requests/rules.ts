import type { RequestBody } from '@nguon/protocol/http/requests.ts';
import { Request, type RequestPart, type Slot, type Sound, type Times } from '@nguon/protocol/request.ts';
import { DAY_MS } from '@nguon/protocol/wall-clock.ts';

const MINUTE = 60_000;
/** "Phát ngay" must have ended within this of its last approval. */
export const NOW_WINDOW_MS = 30 * MINUTE;
/** "Phát ngay" that nobody approves for so long is no longer now. */
export const NOW_APPROVAL_MS = 120 * MINUTE;
/** How long a device without contact may still play an item that is not evergreen (product.md B5). */
export const STALE_AFTER_MS = 72 * 60 * MINUTE;
/** Default life of an item after its last slot. */
export const LIFE_AFTER_LAST_MS = 7 * DAY_MS;

/** What a request is made of, besides what the officer sent. */
export interface RequestParts {
  id: string;
  author: string;
  body: RequestBody;
  bulletin: {
    id: string;
    unit: string;
    class: 'normal' | 'priority' | 'emergency';
    title: string;
    text: string;
    picture: { sha256: string; alternative: string } | null;
    language: string;
  };
  /** Ready sounds of the revision, one per language; of an edition all sounds of its parts, in order. */
  sounds: readonly Sound[];
  /** The parts of an edition; null for a single bulletin. */
  parts: readonly RequestPart[] | null;
  /** Slots of the timetable for the starts that were sent; empty for "now". */
  slots: readonly Slot[];
  now: Date;
}

/**
 * The exact request that is approved. Lists whose order means nothing are sorted and without doubles; the sound in the
 * bulletin's own language is read first. An edition is read once, as its parts say.
 */
export function buildRequest({ id, author, body, bulletin, sounds, parts, slots, now }: RequestParts): Request {
  const times: Times =
    body.times.kind === 'now'
      ? { kind: 'now', windowMs: NOW_WINDOW_MS, notAfter: later(now, NOW_APPROVAL_MS) }
      : { kind: 'slots', slots: slots.toSorted((a, b) => compare(a.at, b.at)) };
  const audible = body.channels.some((channel) => channel !== 'board');
  return Request.parse({
    v: 1,
    id,
    unit: bulletin.unit,
    author,
    revision: { bulletin: bulletin.id, sha256: body.revision },
    class: bulletin.class,
    screen: { title: bulletin.title, text: bulletin.text, picture: bulletin.picture },
    sounds: parts ? [...sounds] : audible ? inReadingOrder(sounds, bulletin.language) : [],
    targets: sortedOnce(body.targets),
    channels: sortedOnce(body.channels),
    times,
    readings: parts ? 1 : body.readings,
    playThrough: body.playThrough,
    staleAfterMs: body.evergreen ? null : STALE_AFTER_MS,
    expiresAt: body.expiresAt ?? later(new Date(lastChance(times)), LIFE_AFTER_LAST_MS),
    ...(parts && { parts: [...parts] }),
  } satisfies Request);
}

/** The last instant at which an approval still makes sense: it could start no later (UTC epoch milliseconds). */
export function lastChance(times: Times): number {
  if (times.kind === 'now') return Date.parse(times.notAfter);
  return Math.max(...times.slots.map((slot) => Date.parse(slot.until)));
}

function inReadingOrder(sounds: readonly Sound[], first: string): Sound[] {
  return sounds.toSorted(
    (a, b) => Number(b.language === first) - Number(a.language === first) || compare(a.language, b.language),
  );
}

function sortedOnce<T extends string>(items: readonly T[]): T[] {
  return [...new Set(items)].toSorted(compare);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function later(at: Date, ms: number): string {
  return new Date(at.getTime() + ms).toISOString();
}
