import { z } from 'zod';
import { Id, Instant } from '../primitives.ts';

/** A text of the outbox. `late`: there was nobody to take it before it was of no use. */
export const MessageView = z.object({
  id: Id,
  to: z.string(),
  text: z.string(),
  purpose: z.enum(['approval-code', 'standing-digest']),
  state: z.enum(['sent', 'delivered', 'failed', 'late']),
  parts: z.int(),
  problem: z.string().nullable(),
  askedAt: Instant,
});
