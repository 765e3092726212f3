import { z } from 'zod';
import { Id, Instant } from '../primitives.ts';
import { Problem } from './problems.ts';

/** Largest file that is taken to read its text, in bytes. */
export const LARGEST_IMPORT = 30_000_000;

export const ImportQuery = z.object({ unit: Id.describe('In whose name it will speak') });

const Share = z.number().min(0).max(1);

/** A word to look at again: its place in the text in UTF-16 units, how sure the recogniser was, and where it stands on its page. */
export const DoubtfulWord = z.object({
  from: z.int(),
  to: z.int(),
  /** 0 to 100. */
  confidence: z.int(),
  /** Index into `pages`. */
  page: z.int(),
  /** Left, top, width and height as shares of the page. */
  box: z.tuple([Share, Share, Share, Share]),
});
export type DoubtfulWord = z.infer<typeof DoubtfulWord>;

/** A page that was read from its picture, which is at GET /api/imports/{id}/pages/{number}. */
export const ImportPage = z.object({
  number: z.int(),
  width: z.int(),
  height: z.int(),
  /** Its part of the text. */
  from: z.int(),
  to: z.int(),
});
export type ImportPage = z.infer<typeof ImportPage>;

export const ImportResult = z.object({
  text: z.string(),
  pages: z.array(ImportPage),
  doubtful: z.array(DoubtfulWord),
  /** The old encoding that the file's text was in. */
  converted: z.enum(['tcvn3', 'vni']).nullable(),
  /** no-list-numbers: automatic numbers of a .doc file are not in its text. */
  warnings: z.array(z.enum(['no-list-numbers'])),
});
export type ImportResult = z.infer<typeof ImportResult>;

export const ImportView = z.object({
  id: Id,
  unit: Id,
  name: z.string(),
  format: z.enum(['docx', 'doc', 'pdf', 'photo']),
  state: z.enum(['making', 'ready', 'failed']),
  /** Pages read so far, of how many; null until they were counted. */
  done: z.int(),
  pages: z.int().nullable(),
  /** Why it failed, as an answer of the API would say it. */
  problem: Problem.nullable(),
  result: ImportResult.nullable(),
  createdAt: Instant,
  /** When it is forgotten. */
  until: Instant,
});
export type ImportView = z.infer<typeof ImportView>;
