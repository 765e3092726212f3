import type { Readable } from 'node:stream';
import { Transform } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../lib/problem.ts';
import { TooManyBytes } from './files.ts';

/** The one file of a multipart/form-data request, as it arrives. */
export interface Upload {
  content: Readable;
  /** The file's name as its sender calls it. */
  name: string;
  /** Text fields that came so far; those behind the file are there once `content` was read to its end. */
  field(name: string): string | undefined;
}

/** What the envelope of a form adds to its file, at most. */
const ENVELOPE_BYTES = 64 * 1024;

/**
 * Hands the file of a form to `use`. Whatever goes wrong, the rest of the upload is not read: the answer is sent and the connection closed,
 * so that ten gigabytes cost nobody more than the first few.
 * @param limit largest file in bytes
 * @throws Problem `too-large`, `invalid-input` when there is no file, and what `use` throws
 */
export async function withUpload<T>(
  request: FastifyRequest,
  reply: FastifyReply,
  limit: number,
  use: (upload: Upload) => Promise<T>,
): Promise<T> {
  try {
    if (Number(request.headers['content-length'] ?? 0) > limit + ENVELOPE_BYTES) throw tooLarge(limit);
    const part = await request.file({ limits: { fileSize: limit + 1 }, throwFileSizeLimit: false });
    if (!part) throw new Problem('invalid-input', { details: 'thiếu tệp / no file was sent' });
    const field = (name: string): string | undefined => {
      const found = part.fields[name];
      const value = found && !Array.isArray(found) && found.type === 'field' ? found.value : undefined;
      return typeof value === 'string' ? value : undefined;
    };
    return await use({ content: part.file, name: part.filename, field });
  } catch (error) {
    if (!request.raw.complete) void reply.header('connection', 'close');
    throw error instanceof TooManyBytes ? tooLarge(error.limit) : error;
  }
}

/** Reads a small file into memory. Throws TooManyBytes past the limit. */
export async function gather(content: Readable, limit: number): Promise<Buffer> {
  let bytes = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > limit) done(new TooManyBytes(limit));
      else done(null, chunk);
    },
  });
  const [gathered] = await Promise.all([buffer(measure), pipeline(content, measure)]);
  return gathered;
}

function tooLarge(limit: number): Problem {
  return new Problem('too-large', { limit: `${Math.floor(limit / 1_000_000)} MB` });
}
