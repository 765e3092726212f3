import { z } from 'zod';
import { Sha256 } from '../primitives.ts';

/** A picture as it was kept: still, without metadata, at GET /media/{sha256}. */
export const PictureReply = z.object({
  sha256: Sha256,
  mediaType: z.enum(['image/jpeg', 'image/png', 'image/webp']),
  bytes: z.int(),
  width: z.int(),
  height: z.int(),
});
export type PictureReply = z.infer<typeof PictureReply>;
