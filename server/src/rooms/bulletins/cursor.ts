import { Id, Instant } from '@nguon/protocol/primitives.ts';
import { Problem } from '../../lib/problem.ts';

/** Where a page ended: the last row's time and id. */
export interface Place {
  updatedAt: Date;
  id: string;
}

/** Writes a place as an opaque text. */
export function toCursor({ updatedAt, id }: Place): string {
  return Buffer.from(`${updatedAt.toISOString()} ${id}`).toString('base64url');
}

/** Reads it again. Throws Problem `invalid-input` for anything that was not written by toCursor. */
export function fromCursor(cursor: string): Place {
  const [instant, id] = Buffer.from(cursor, 'base64url').toString().split(' ');
  const [at, row] = [Instant.safeParse(instant), Id.safeParse(id)];
  if (!at.success || !row.success) throw new Problem('invalid-input', { details: 'cursor' });
  return { updatedAt: new Date(at.data), id: row.data };
}
