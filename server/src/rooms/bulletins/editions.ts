import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { BulletinBody } from '@nguon/protocol/http/bulletins.ts';
import type {
  DueBulletins,
  Edition,
  EditionBody,
  EditionPartBody,
  EditionRevisionBody,
} from '@nguon/protocol/http/editions.ts';
import { DAY_MS } from '@nguon/protocol/wall-clock.ts';
import { Problem } from '../../lib/problem.ts';
import { inTransaction, type Tx } from '../../platform/db.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { usableItems } from '../library/service.ts';
import * as desk from './desk.ts';
import { carriesOver, isMusic, whyOutdated } from './edition-rules.ts';
import { dueBulletins, standingOf } from './editions-store.ts';
import { READERS } from './policy.ts';
import { presentEdition } from './present-edition.ts';
import { hashContent, type EditionPart } from './rules.ts';
import { finishedSounds, getBulletin, soundsNamed } from './service.ts';
import * as store from './store.ts';

/** "Lấy bản tin đến hạn" offers what somebody worked on within this. */
const DUE_MS = 14 * DAY_MS;

/**
 * Makes an edition from parts in their order; each brings its bulletin as it stands now.
 * @throws Problem `forbidden`, `not-found` for a bulletin outside the person's units, `sound-missing`, `music-from-library`, `invalid-input`
 */
export async function createEdition(platform: Platform, actor: Actor, body: EditionBody): Promise<Edition> {
  const id = randomUUID();
  await inTransaction(platform.db, async (tx) => {
    const hashed = await hashContent(contentOf(body), await resolveParts(tx, actor, body.unit, body.parts));
    await desk.checkContent(tx, actor, body.unit, hashed);
    const at = platform.clock.now();
    await store.insertBulletin(tx, { id, unit: body.unit, author: actor.user, at }, hashed);
    await desk.note(tx, actor, 'edition.created', { id, unit: body.unit }, { revision: hashed.sha256 }, at);
  });
  return getEdition(platform, actor, id);
}

/**
 * Puts an edition together anew; every part brings its bulletin as it stands now. What waits for approval with the old one is closed.
 * @throws Problem as createEdition, and `conflict` when another revision came in between or it is on the air
 */
export async function reviseEdition(
  platform: Platform,
  actor: Actor,
  id: string,
  body: z.output<typeof EditionRevisionBody>,
): Promise<Edition> {
  await inTransaction(platform.db, async (tx) => {
    const found = await desk.openForChange(tx, actor, id);
    if (!found.content.parts) throw new Problem('not-found');
    if (found.revision !== body.seen) throw new Problem('conflict');
    const parts = await resolveParts(tx, actor, found.unit, body.parts);
    const hashed = await hashContent({ ...found.content, title: body.title, template: null }, parts);
    await desk.checkContent(tx, actor, found.unit, hashed);
    const at = platform.clock.now();
    if (hashed.sha256 !== found.revision)
      await store.reviseBulletin(tx, { bulletin: id, editor: actor.user, at }, hashed);
    await desk.reopen(platform, tx, found);
    await desk.note(tx, actor, 'edition.revised', found, { revision: hashed.sha256, seen: body.seen }, at);
  });
  return getEdition(platform, actor, id);
}

/** An edition with its parts and whether each still is as it was put in. Throws Problem `not-found`, also for a single bulletin. */
export async function getEdition(platform: Platform, actor: Actor, id: string): Promise<Edition> {
  const { db } = platform;
  const { content, unit } = await desk.readable(db, actor, id);
  const { parts } = content;
  if (!parts) throw new Problem('not-found');
  const bulletins = bulletinsOf(parts);
  const addresses = parts.flatMap(({ sounds }) => sounds.map(({ sha256 }) => sha256));
  const sounds = await soundsNamed(db, bulletins, addresses);
  const inLibrary = await usableItems(db, unit, itemsOf(parts));
  return presentEdition(
    await getBulletin(platform, actor, id),
    parts,
    sounds,
    await standingOf(db, bulletins),
    inLibrary,
  );
}

/**
 * "Chép chương trình hôm qua": a new edition with the same chime, greeting, music and closing, and those bulletins that still stand as they
 * were and are not on the air already.
 * @throws Problem as createEdition
 */
export async function copyEdition(platform: Platform, actor: Actor, id: string, title: string): Promise<Edition> {
  const { content, unit } = await desk.readable(platform.db, actor, id);
  if (!content.parts) throw new Problem('not-found');
  const standing = await standingOf(platform.db, bulletinsOf(content.parts));
  const inLibrary = await usableItems(platform.db, unit, itemsOf(content.parts));
  const kept = content.parts.filter((part) => carriesOver(part, standing.get(part.bulletin?.id ?? ''), inLibrary));
  const parts = kept.map(({ kind, bulletin, item, readings }) => ({
    kind,
    bulletin: bulletin?.id ?? null,
    item,
    readings,
  }));
  if (parts.length === 0) throw desk.wrong('parts', 'không còn mục nào để chép / nothing is left to copy');
  return createEdition(platform, actor, { unit, title, parts });
}

/** Bulletins of a unit that are ready and ordered by nothing yet. */
export async function listDueBulletins(
  platform: Platform,
  actor: Actor,
  unit: string,
): Promise<z.infer<typeof DueBulletins>> {
  const since = new Date(platform.clock.now().getTime() - DUE_MS);
  const scope = { person: actor.user, roles: READERS };
  return { items: await dueBulletins(platform.db, scope, unit, since) };
}

function contentOf({ unit, title }: Pick<EditionBody, 'unit' | 'title'>): BulletinBody {
  return BulletinBody.parse({ unit, title, text: '', genre: 'article' });
}

function bulletinsOf(parts: readonly EditionPart[]): string[] {
  return [...new Set(parts.flatMap(({ bulletin }) => bulletin?.id ?? []))];
}

async function resolveParts(
  tx: Tx,
  actor: Actor,
  unit: string,
  asked: readonly EditionPartBody[],
): Promise<EditionPart[]> {
  const parts: EditionPart[] = [];
  const inLibrary = await usableItems(tx, unit, itemsOf(asked));
  for (const part of asked) parts.push(resolveItem(part, inLibrary) ?? (await resolvePart(tx, actor, part)));
  if (!parts.some(({ bulletin }) => bulletin !== null))
    throw desk.wrong('parts', 'chương trình cần ít nhất một bản tin / an edition needs a bulletin');
  return parts;
}

function itemsOf(parts: readonly Pick<EditionPart, 'item'>[]): string[] {
  return [...new Set(parts.flatMap(({ item }) => item ?? []))];
}

/** A part that is a sound of the library; null for a bulletin. */
function resolveItem(
  { kind, bulletin, item, readings }: EditionPartBody,
  inLibrary: Awaited<ReturnType<typeof usableItems>>,
): EditionPart | null {
  if (item === null || bulletin !== null) return null;
  const found = inLibrary.get(item);
  if (!found) throw desk.wrong('parts', 'bản nhạc không có trong kho của địa bàn / not in the library of the unit');
  if (found.part !== kind)
    throw desk.wrong('parts', `${found.title}: nhạc không thay lời được / music cannot stand for words`);
  return { kind, title: found.title, bulletin: null, item, readings, sounds: [found.sound] };
}

async function resolvePart(
  tx: Tx,
  actor: Actor,
  { kind, bulletin, item, readings }: EditionPartBody,
): Promise<EditionPart> {
  if (bulletin === null || item !== null)
    throw desk.wrong('parts', 'mỗi mục là một bản tin hoặc một bản nhạc / each part is a bulletin or an item');
  if (isMusic(kind)) throw new Problem('music-from-library');
  const found = await desk.readable(tx, actor, bulletin);
  const why = whyOutdated(found.revision, { ...found, withdrawn: false });
  if (why !== null || found.content.parts)
    throw desk.wrong('parts', `${found.content.title}: không dùng được / unusable`);
  const { sounds, making } = await finishedSounds(tx, bulletin, found.revision);
  if (making || sounds.length === 0) throw new Problem('sound-missing');
  const first = found.content.language;
  const inOrder = sounds.toSorted((a, b) => Number(b.language === first) - Number(a.language === first));
  return {
    kind,
    title: found.content.title,
    bulletin: { id: bulletin, revision: found.revision },
    item: null,
    readings,
    sounds: inOrder.map(({ language, sha256, bytes, durationMs }) => ({ language, sha256, bytes, durationMs })),
  };
}
