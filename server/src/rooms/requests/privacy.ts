import type { PrivacyState } from '@nguon/protocol/http/privacy.ts';
import type { Request } from '@nguon/protocol/request.ts';
import type { Db, Tx } from '../../platform/db.ts';
import { privacyOf, refusalOfPrivacy } from '../bulletins/service.ts';

/** What a request would tell everybody of people, and why it may all the same. */
export async function privacyOfRequest(db: Db | Tx, { revision, screen }: Request): Promise<PrivacyState> {
  const { title, text, picture } = screen;
  const about = { bulletin: revision.bulletin, revision: revision.sha256 };
  return privacyOf(db, about, { title, text, picture: picture?.alternative ?? '' });
}

/** Refuses a request that tells of people unless a second person justified it. Throws Problem `privacy-blocked`. */
export async function refuseUnjustified(tx: Tx, request: Request): Promise<void> {
  const refusal = refusalOfPrivacy(await privacyOfRequest(tx, request));
  if (refusal) throw refusal;
}
