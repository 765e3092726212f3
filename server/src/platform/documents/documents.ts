import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ERRORS, type ErrorCode } from '@nguon/protocol/errors.ts';
import { Problem } from '../../lib/problem.ts';
import { ChildFailure, type ChildLog, ChildPool } from '../children/pool.ts';
import { cleanPicture } from '../pictures/pictures.ts';
import { formatOf, type DocumentFormat } from './format.ts';
import type { DocumentJob, PagesResult, RecognisedPage, TextResult } from './jobs.ts';

export interface DocumentReader {
  /**
   * Tells what a file is and refuses what is none of ours, without unfolding anything.
   * @throws Problem import-unknown, import-unreadable
   */
  inspect(path: string): Promise<DocumentFormat>;
  /**
   * Text of an office file.
   * @throws Problem import-bomb, import-unreadable, import-locked, import-unknown, import-timeout, unavailable
   */
  readText(path: string, format: 'docx' | 'doc', signal?: AbortSignal): Promise<TextResult>;
  /** Text of a PDF's pages; null for each that has to be recognised. Throws as readText does, and import-too-long. */
  readPages(path: string, format: 'pdf' | 'photo', signal?: AbortSignal): Promise<PagesResult>;
  /** Reads a page from its picture, which is written to `out` as JPEG. Throws as readText does. */
  recognise(
    page: { path: string; format: 'pdf' | 'photo'; page: number; out: string },
    signal?: AbortSignal,
  ): Promise<RecognisedPage>;
  /** Pids of the children now alive. */
  pids(): number[];
  /** Ends the children; running jobs fail with Problem `unavailable`. */
  stop(): Promise<void>;
}

export interface DocumentOptions {
  readonly log: ChildLog;
  /** Wall-clock limits in milliseconds. Default 30 s for text, 90 s for a picture: ten times what they take. */
  readonly limitMs?: { readonly text: number; readonly picture: number };
}

const PROGRAM = fileURLToPath(new URL('documents-child.ts', import.meta.url));
/** Node has 630 MiB of writable mappings at rest, nearly all never touched, and a thread's worth more for the recogniser. */
const LIMITS = { heapMb: 256, dataMb: 1600, fileMb: 30 };

/**
 * Makes ready for documents: a child starts with the first, does one job and is replaced by a fresh one: what a file made it allocate is given back, and nothing of
 * one person's document is left when another's comes.
 */
export function createDocumentReader({
  log,
  limitMs = { text: 30_000, picture: 90_000 },
}: DocumentOptions): DocumentReader {
  const pool = new ChildPool({
    name: 'documents',
    program: PROGRAM,
    processes: 1,
    limits: LIMITS,
    jobsPerChild: 1,
    longestQueue: 200,
    log,
  });
  const run = async (job: DocumentJob, timeoutMs: number, signal?: AbortSignal): Promise<unknown> => {
    try {
      return await pool.run(job, { timeoutMs, ...(signal && { signal }) });
    } catch (error) {
      throw asProblem(error, log);
    }
  };
  return {
    inspect,
    readText: async (path, format, signal) =>
      (await run({ kind: 'text', path: resolve(path), format }, limitMs.text, signal)) as TextResult,
    readPages: async (path, format, signal) =>
      (await run({ kind: 'pages', path: resolve(path), format }, limitMs.text, signal)) as PagesResult,
    recognise: async (page, signal) =>
      (await run({ kind: 'recognise', ...page, path: resolve(page.path) }, limitMs.picture, signal)) as RecognisedPage,
    pids: () => pool.pids(),
    stop: () => pool.stop(),
  };
}

async function inspect(path: string): Promise<DocumentFormat> {
  if ((await stat(path)).size === 0) throw new Problem('import-unreadable', { reason: 'tệp trống / empty' });
  const found = await formatOf(path);
  if (found === 'webp' || found === 'heic' || found === 'rtf' || found === 'unknown')
    throw new Problem('import-unknown', { found });
  // Only a whole picture of a size that a camera makes; nothing is decoded for knowing it.
  if (found === 'photo' && !cleanPicture(await readFile(path)))
    throw new Problem('import-unreadable', { reason: 'ảnh hỏng hoặc quá lớn / picture damaged or too large' });
  return found;
}

const isKnown = (code: string): code is ErrorCode => Object.hasOwn(ERRORS, code);

/** What a failed job means for the person who sent the file: always a Problem of the catalogue. */
function asProblem(error: unknown, log: ChildLog): Problem {
  if (!(error instanceof ChildFailure)) throw error;
  const { code, details } = error;
  if (code === 'import-unreadable') {
    log.info({ reason: error.message }, 'document refused');
    return new Problem(code, { reason: 'tệp hỏng / damaged' }, { cause: error });
  }
  if (isKnown(code)) return new Problem(code, details, { cause: error });
  switch (code) {
    case 'child-timeout':
      return new Problem('import-timeout', { seconds: Math.round(Number(details['limitMs'] ?? 0) / 1000) });
    case 'child-crashed':
    case 'child-error':
      // The file made it fall over or ask for more memory than it may have.
      log.warn({ code, ...details, reason: error.message }, 'document job failed');
      return new Problem(
        'import-unreadable',
        { reason: 'tệp hỏng hoặc quá nặng / damaged or too heavy' },
        { cause: error },
      );
    default:
      return new Problem('unavailable', { part: 'đọc tệp' }, { cause: error });
  }
}
