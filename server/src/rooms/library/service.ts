import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { LibraryFields, type LibraryItem, type LibraryKind, type LibraryList } from '@nguon/protocol/http/library.ts';
import type { Sound } from '@nguon/protocol/request.ts';
import { plainText } from '../../lib/plain-text.ts';
import { Problem } from '../../lib/problem.ts';
import { inTransaction, type Db, type Tx } from '../../platform/db.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Upload } from '../../platform/uploads.ts';
import { authorise, mayAct } from '../accounts/service.ts';
import { record } from '../audit/service.ts';
import { dropFile, knowFile, LARGEST_SOUND } from '../media/service.ts';
import { ITEMS_QUEUE } from './making.ts';
import { KEEPERS, READERS } from './policy.ts';
import { partKindOf, saysSomething } from './rules.ts';
import * as store from './store.ts';

/** Sound without words: ISO 639-2 keeps this code for it. */
const NO_LANGUAGE = 'zxx';

/** What may be used in a unit, its own first. Throws Problem `forbidden` outside the person's units. */
export async function listLibrary(
  { db }: Pick<Platform, 'db'>,
  actor: Actor,
  unit: string,
): Promise<z.infer<typeof LibraryList>> {
  await authorise(db, actor, READERS, unit);
  const rows = await store.itemsFor(db, unit);
  const kept = new Set<string>();
  for (const one of new Set(rows.map((row) => row.unit_id))) if (await mayAct(db, actor, KEEPERS, one)) kept.add(one);
  return {
    items: rows.map((row) => present(row, kept.has(row.unit_id))),
    mayAdd: await mayAct(db, actor, KEEPERS, unit),
  };
}

/**
 * Puts a sound into the library of a unit; a job brings it to one loudness. Nothing is kept of what is no sound, or of whose nobody says.
 * @throws Problem `forbidden`, `licence-missing`, `invalid-input`, `media-…`; TooManyBytes
 */
export async function addItem(
  platform: Platform,
  actor: Actor,
  unit: string,
  sent: Pick<Upload, 'content' | 'field'>,
): Promise<LibraryItem> {
  // Asked before a byte is read, and again when it is kept.
  await authorise(platform.db, actor, KEEPERS, unit);
  const stored = await platform.files.put(sent.content, LARGEST_SOUND);
  try {
    const fields = fieldsOf(sent);
    const { container } = await platform.media.probe(platform.files.path(stored.sha256));
    return await inTransaction(platform.db, async (tx) => {
      await authorise(tx, actor, KEEPERS, unit);
      const [id, at] = [randomUUID(), platform.clock.now()];
      await knowFile(tx, { ...stored, mediaType: `audio/${container}`, kind: 'original' }, at);
      const item = { id, unit_id: unit, ...fields, original_sha256: stored.sha256, added_by: actor.user, added_at: at };
      await store.insertItem(tx, item);
      await platform.jobs.enqueue(tx, ITEMS_QUEUE, { item: id });
      await note(tx, actor, 'library-item.added', { id, unit }, fields, at);
      return kept(tx, id);
    });
  } catch (error) {
    await dropFile(platform, stored.sha256);
    throw error;
  }
}

/** Takes a sound out of the library: it goes into no edition any more. What was approved with it is not touched. Throws Problem `not-found`. */
export async function retireItem(platform: Platform, actor: Actor, id: string): Promise<void> {
  await inTransaction(platform.db, async (tx) => {
    const found = await store.lockItem(tx, id);
    // Whoever may not is not told that it exists.
    if (!found || !(await mayAct(tx, actor, KEEPERS, found.unit_id))) throw new Problem('not-found');
    const at = platform.clock.now();
    await store.retireItem(tx, id, actor.user, at);
    await note(tx, actor, 'library-item.retired', { id, unit: found.unit_id }, { title: found.title }, at);
  });
}

/** A sound of the library as an edition takes it in. */
export interface UsableItem {
  title: string;
  kind: LibraryKind;
  /** As what it may stand in an edition. */
  part: ReturnType<typeof partKindOf>;
  sound: Sound;
}

/** Those of some items that may be used in a unit now, by their ids. */
export async function usableItems(db: Db | Tx, unit: string, ids: readonly string[]): Promise<Map<string, UsableItem>> {
  const rows = ids.length === 0 ? [] : await store.usableIn(db, unit, ids);
  return new Map(
    rows.flatMap(({ id, title, kind, sha256, bytes, duration_ms: durationMs }) => {
      if (sha256 === null || bytes === null || durationMs === null) return [];
      const sound = { language: NO_LANGUAGE, sha256, bytes, durationMs };
      return [[id, { title, kind, part: partKindOf(kind), sound }] as const];
    }),
  );
}

/** Sounds of the library by address with what a player wants besides, also of retired items: what was approved is still to be heard. */
export async function librarySounds(
  db: Db | Tx,
  addresses: readonly string[],
): Promise<(Sound & { mp3Sha256: string; peaks: number[] })[]> {
  const rows = await store.itemsBySound(db, addresses);
  return rows.flatMap(({ sha256, mp3_sha256: mp3Sha256, bytes, duration_ms: durationMs, peaks }) =>
    sha256 === null || mp3Sha256 === null || bytes === null || durationMs === null
      ? []
      : [{ language: NO_LANGUAGE, sha256, bytes, durationMs, mp3Sha256, peaks }],
  );
}

function fieldsOf({ field }: Pick<Upload, 'field'>): LibraryFields {
  const tidy = (name: string): string =>
    plainText(field(name) ?? '')
      .replaceAll(/\s+/g, ' ')
      .trim();
  const parsed = LibraryFields.safeParse({
    kind: field('kind'),
    title: tidy('title'),
    owner: tidy('owner'),
    licence: tidy('licence'),
  });
  if (!parsed.success) throw new Problem('invalid-input', { details: String(parsed.error.issues[0]?.path[0]) });
  if (!saysSomething(parsed.data.owner) || !saysSomething(parsed.data.licence)) throw new Problem('licence-missing');
  return parsed.data;
}

async function kept(tx: Tx, id: string): Promise<LibraryItem> {
  const row = await store.lockItem(tx, id);
  if (!row) throw new Problem('not-found');
  return present(row, true);
}

function present(row: store.ShownRow, mayRetire: boolean): LibraryItem {
  const { id, kind, title, owner, licence, state, problem, peaks } = row;
  return {
    id,
    kind,
    title,
    owner,
    licence,
    unit: row.unit_id,
    unitName: row.unit_name,
    state,
    problem,
    mp3Sha256: row.mp3_sha256,
    durationMs: row.duration_ms,
    peaks,
    addedByName: row.added_by_name,
    addedAt: row.added_at.toISOString(),
    mayRetire,
  };
}

async function note(
  tx: Tx,
  actor: Actor,
  act: string,
  { id, unit }: { id: string; unit: string },
  details: Record<string, string>,
  at: Date,
): Promise<void> {
  const by = { id: actor.user, name: actor.name };
  await record(tx, { actor: by, act, subject: { kind: 'library-item', id }, unit, details }, at);
}
