import { z } from 'zod';
import { canonicalJson, sha256, type Canonical } from './canonical.ts';
import { Id, Instant, Sha256 } from './primitives.ts';

/**
 * What the phone of a village head signs (typ `nguon-notice+jws`): that a notice with exactly this content is to be made ready for hearing, or
 * is to go out. The server judges it; no device and no signer ever reads one.
 */
export const NoticeStatement = z.strictObject({
  v: z.literal(1),
  act: z.enum(['draft', 'send']),
  head: Id,
  notice: Id,
  /** noticeHash of what goes with it. */
  of: Sha256,
  at: Instant,
});
export type NoticeStatement = z.infer<typeof NoticeStatement>;

/** SHA-256 of a notice's content in canonical JSON. */
export async function noticeHash(content: object): Promise<string> {
  return sha256(canonicalJson(content as Canonical));
}
