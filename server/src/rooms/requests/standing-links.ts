import { createHash, randomBytes } from 'node:crypto';
import type { z } from 'zod';
import type { ApprovalLink, Approver } from '@nguon/protocol/http/requests.ts';
import type { LinkedStanding, StandingView } from '@nguon/protocol/http/standing.ts';
import { writtenDay } from '../../lib/spoken-time.ts';
import { Problem } from '../../lib/problem.ts';
import { inTransaction } from '../../platform/db.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { actorOfUser, mayAct } from '../accounts/service.ts';
import { record } from '../audit/service.ts';
import { STANDING_APPROVERS, SUBMITTERS } from './policy.ts';
import { lastDayOf } from './standing-rules.ts';
import * as links from './standing-links-store.ts';
import { getStanding } from './standings.ts';

/** A link is sent when the leader was just spoken to; after three days another is asked for. */
const LIFE_MS = 3 * 86_400_000;

/** People who may approve a template beforehand, for whoever may submit there. Throws Problem `not-found`, `standing-closed`. */
export async function listStandingApprovers(
  platform: Platform,
  actor: Actor,
  id: string,
): Promise<z.infer<typeof Approver>[]> {
  const { unit } = await asked(platform, actor, id);
  return links.approversIn(platform.db, unit, STANDING_APPROVERS);
}

/**
 * Makes a personal link that opens what is asked for on the leader's phone. It approves nothing by itself: that takes the phone and its PIN.
 * @throws Problem `not-found`, `standing-closed`, `forbidden` when that person may not approve it
 */
export async function makeStandingLink(
  platform: Platform,
  actor: Actor,
  id: string,
  approver: string,
): Promise<z.infer<typeof ApprovalLink>> {
  const view = await asked(platform, actor, id);
  const person = (await links.approversIn(platform.db, view.unit, STANDING_APPROVERS)).find(
    ({ user }) => user === approver,
  );
  if (!person) throw new Problem('forbidden');
  const token = randomBytes(32).toString('base64url');
  const at = platform.clock.now();
  const expiresAt = new Date(at.getTime() + LIFE_MS);
  await inTransaction(platform.db, async (tx) => {
    const link = { tokenSha256: hashOf(token), standing: id, user: approver, madeBy: actor.user, at, expiresAt };
    await links.insertStandingLink(tx, link);
    const act = { act: 'standing-link.made', subject: { kind: 'standing-approval', id }, unit: view.unit };
    await record(tx, { actor: { id: actor.user, name: actor.name }, ...act, details: { approver } }, at);
  });
  const url = `${platform.config.publicUrl}/quan-ly/duyet-san#${token}`;
  return { url, text: linkText(view, person.name, url), expiresAt: expiresAt.toISOString() };
}

/** The person and the standing approval that a link is for. Throws Problem `approval-link-over`. */
export async function personOfStandingLink(
  platform: Platform,
  token: string,
): Promise<{ actor: Actor; standing: string }> {
  const link = await links.readStandingLink(platform.db, hashOf(token), platform.clock.now());
  const actor = link && (await actorOfUser(platform.db, link.user));
  if (!link || !actor) throw new Problem('approval-link-over');
  return { actor, standing: link.standing };
}

/** What a link shows. Throws Problem `approval-link-over`, `not-found` when its person may not see it any more. */
export async function openStandingLink(platform: Platform, token: string): Promise<LinkedStanding> {
  const { actor, standing } = await personOfStandingLink(platform, token);
  const view = await getStanding(platform, actor, standing);
  return { person: actor.user, personName: actor.name, now: platform.clock.now().toISOString(), view };
}

async function asked(platform: Platform, actor: Actor, id: string): Promise<StandingView> {
  const view = await getStanding(platform, actor, id);
  if (!(await mayAct(platform.db, actor, SUBMITTERS, view.unit))) throw new Problem('not-found');
  if (view.state !== 'asked') throw new Problem('standing-closed');
  return view;
}

/** The message that goes with a link into Zalo or an SMS. */
function linkText({ content, until, hours }: StandingView, name: string, url: string): string {
  return (
    `Kính gửi ${name}. Xin duyệt sẵn mẫu "${content.name}" đến hết ngày ${writtenDay(lastDayOf(until))}, ` +
    `phát trong giờ ${hours.from}–${hours.to}. Xem và duyệt: ${url}`
  );
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
