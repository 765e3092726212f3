import { canonicalJson, sha256 } from '@nguon/protocol/canonical.ts';
import { requestDigest } from '@nguon/protocol/request.ts';
import { countByDay, sessionsOf, StandingApproval, standingFault, termsFault } from '@nguon/protocol/standing.ts';
import { PHONE_TYPES } from '@nguon/protocol/verify.ts';
import type { FillingDraft, SignerLimits, StandingDraft } from '../lib/signing.ts';
import type { Enrolled } from './approval-policy.ts';
import { opened, requireFresh, type Enrolling } from './enrolment.ts';
import { keyCovers, type EnrolledKey } from './key-rules.ts';
import { Refused } from './refusal.ts';
import type { Register } from './register.ts';
import type { StandingBook } from './standing-book.ts';
import { mayApprove, pathUp } from './territory-rules.ts';

/** What these use cases stand on. */
export interface Standing extends Enrolling {
  book: StandingBook;
  limits: SignerLimits;
}

/** Level from which on a unit belongs to a commune. */
const COMMUNE = 2;

/**
 * Takes a leader's standing approval of a template: signed by an enrolled phone with its PIN, over exactly this content, for units in which
 * the leader approves and the phone has a word.
 * @throws Refused as acceptApproval, `outside-territory`, `standing-refused`
 */
export async function acceptStanding(
  { approval, pin, content }: StandingDraft,
  house: Standing,
): Promise<StandingApproval> {
  const document = { type: PHONE_TYPES.standing, schema: StandingApproval, pin };
  const { key, content: standing } = await opened(approval, document, house);
  const { book, limits, register, now } = house;
  if (standing.approver !== key.user) throw new Refused({ reason: 'signature-wrong', detail: "another person's key" });
  if (book.standing(standing.id) && !book.isWithdrawn(standing.id)) return standing;
  requireFresh(standing.from, now);
  if (book.isWithdrawn(standing.id)) throw refused(`${standing.id} was withdrawn`);
  if ((await sha256(canonicalJson(content))) !== standing.revision) throw refused('the template is not the one signed');
  requirePlaces(standing, key, register, now);
  const fault = termsFault(standing, content, limits.standingLongestDays);
  if (fault !== null) throw refused(`its ${fault}`);
  await book.approve({ kid: key.kid, standing, content, at: now.toISOString() });
  return standing;
}

/**
 * Judges what was filled under a standing approval and remembers it by its digest: only what is remembered can be signed. It runs the rule
 * that fills a template again by itself.
 * @throws Refused `standing-refused`, `approver-unknown`, `outside-territory`
 */
export async function acceptFilling(draft: FillingDraft, house: Standing): Promise<{ digest: string }> {
  const { book, register, now } = house;
  const digest = await requestDigest(draft.request);
  const approved = book.standing(draft.standing);
  if (!approved) throw refused(`${draft.standing} is not known`);
  const ended = endOf(draft.standing, house);
  if (ended !== null) throw refused(ended);
  if (book.standingOf(digest) === draft.standing) return { digest };
  const { standing, content } = approved;
  const approver = register.approvers.get(standing.approver);
  if (!approver) throw new Refused({ reason: 'approver-unknown', detail: standing.approver });
  const { request, values } = draft;
  if (!mayApprove(approver, [request.unit, ...request.targets], register.tree, now.getTime())) {
    throw new Refused({ reason: 'outside-territory', detail: 'its approver is not over every target' });
  }
  const fault = standingFault(
    { standing, content, values, request },
    {
      now: now.getTime(),
      isWithin: (target, place) => pathUp(register.tree, target).some(({ unit }) => unit === place),
      sessionsOn: (day) => book.sessionsOn(standing.id, day),
    },
  );
  if (fault !== null) throw refused(`its ${fault}`);
  const days = countByDay(sessionsOf(request, now.getTime()));
  await book.fill({ standing: standing.id, digest, days, at: now.toISOString() });
  return { digest };
}

/** What the policy asks of a digest: under which standing approval it was filled, and why that counts no longer. */
export function releaseOf(
  digest: string,
  house: Pick<Standing, 'book' | 'ring'>,
): ReturnType<Enrolled['releaseByTemplate']> {
  const id = house.book.standingOf(digest);
  const approved = id === undefined ? undefined : house.book.standing(id);
  return approved ? { standing: approved.standing, ended: endOf(approved.standing.id, house) } : null;
}

function endOf(id: string, { book, ring }: Pick<Standing, 'book' | 'ring'>): string | null {
  if (book.isWithdrawn(id)) return 'it was withdrawn';
  const kid = book.standing(id)?.kid ?? '';
  return ring.key(kid)?.endedAt === null ? null : 'the phone that signed it has ended';
}

/** One commune; every place in it, where its approver approves and the key has a word. */
function requirePlaces(standing: StandingApproval, key: EnrolledKey, { tree, approvers }: Register, now: Date): void {
  const { unit, places, approver } = standing;
  const record = approvers.get(approver);
  if (!record) throw new Refused({ reason: 'approver-unknown', detail: approver });
  const within = (place: string): boolean => pathUp(tree, place).some((above) => above.unit === unit);
  const isCommune = (tree.get(unit)?.level ?? 0) >= COMMUNE;
  const covered = [unit, ...places].every((place) => within(place) && keyCovers(key, place, tree));
  if (isCommune && covered && mayApprove(record, [unit, ...places], tree, now.getTime())) return;
  throw new Refused({ reason: 'outside-territory', detail: `not every place lies in a commune of ${approver}` });
}

function refused(detail: string): Refused {
  return new Refused({ reason: 'standing-refused', detail });
}
