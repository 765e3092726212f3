import type { PrivacyState } from '@nguon/protocol/http/privacy.ts';
import type { Request } from '@nguon/protocol/request.ts';
import type { Db, Tx } from '../../platform/db.ts';
import { privacyOf, refusalOfPrivacy } from '../bulletins/service.ts';

/** What a request would tell everybody of people, and why it may all the same; of an edition also what its parts tell. */
export async function privacyOfRequest(db: Db | Tx, request: Request): Promise<PrivacyState> {
  const states = await statesOf(db, request);
  return {
    findings: states.flatMap(({ findings }) => findings),
    justifications: states.flatMap(({ justifications }) => justifications),
    reading: states.some(({ reading }) => reading),
  };
}

/** Refuses a request that tells of people unless a second person justified it, part by part. Throws Problem `privacy-blocked`, `picture-being-read`. */
export async function refuseUnjustified(tx: Tx, request: Request): Promise<void> {
  for (const state of await statesOf(tx, request)) {
    const refusal = refusalOfPrivacy(state);
    if (refusal) throw refusal;
  }
}

/** One state for each revision that speaks: a reason given for one bulletin of an edition says nothing of the others. */
async function statesOf(db: Db | Tx, { revision, screen, parts = [] }: Request): Promise<PrivacyState[]> {
  const { title, text, picture } = screen;
  const told = [
    { about: revision, words: { title, text, picture } },
    ...parts.map((part) => ({
      about: part.bulletin ?? revision,
      words: { title: part.title, text: part.text, picture: null },
    })),
  ];
  const states: PrivacyState[] = [];
  for (const { about, words } of told) {
    states.push(await privacyOf(db, { bulletin: about.bulletin, revision: about.sha256 }, words));
  }
  return states;
}
