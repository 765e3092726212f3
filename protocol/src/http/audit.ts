import { z } from 'zod';
import { Id, Instant } from '../primitives.ts';

/** One act as nhật ký hệ thống keeps it. `seal` is null until the sealing job has reached it. */
export const AuditEntry = z.object({
  id: z.int(),
  at: Instant,
  actor: Id.nullable(),
  actorName: z.string(),
  act: z.string(),
  subject: z.object({ kind: z.string(), id: z.string().nullable() }),
  unit: Id.nullable(),
  details: z.record(z.string(), z.unknown()),
  seal: z.string().nullable(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

export const AuditQuery = z.object({
  subjectKind: z.string().max(50).optional(),
  subjectId: z.string().max(100).optional(),
  unit: Id.optional(),
  /** Cursor: entries before this one. */
  before: z.coerce.number().int().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type AuditQuery = z.infer<typeof AuditQuery>;
