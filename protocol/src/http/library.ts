import { z } from 'zod';
import { Id, Instant, Milliseconds, Sha256 } from '../primitives.ts';

/** nhạc hiệu, nhạc cắt, ca khúc. */
export const LibraryKind = z.enum(['chime', 'cut', 'song']);
export type LibraryKind = z.infer<typeof LibraryKind>;

/** What is said of a sound that is put into the library: fields of the form, before or behind the file. */
export const LibraryFields = z.object({
  kind: LibraryKind,
  title: z.string().trim().min(1).max(200),
  owner: z.string().trim().max(200).describe('Chủ sở hữu: who made it or owns it'),
  licence: z.string().trim().max(300).describe('Quyền sử dụng: why it may be broadcast'),
});
export type LibraryFields = z.infer<typeof LibraryFields>;

export const LibraryQuery = z.object({ unit: Id });

/** One sound of kho nhạc. */
export const LibraryItem = LibraryFields.extend({
  id: Id,
  /** Whose it is; it may be used there and in every unit below. */
  unit: Id,
  unitName: z.string(),
  state: z.enum(['making', 'ready', 'failed']),
  problem: z.string().nullable(),
  mp3Sha256: Sha256.nullable(),
  durationMs: Milliseconds.nullable(),
  peaks: z.array(z.int()),
  addedByName: z.string(),
  addedAt: Instant,
  mayRetire: z.boolean(),
});
export type LibraryItem = z.infer<typeof LibraryItem>;

/** What may be used in a unit, its own first. */
export const LibraryList = z.object({ items: z.array(LibraryItem), mayAdd: z.boolean() });
