import { createHash, randomBytes } from 'node:crypto';
import type { z } from 'zod';
import type { ApprovalLink, LinkedSlot, RequestView } from '@nguon/protocol/http/requests.ts';
import { Problem } from '../../lib/problem.ts';
import { inTransaction } from '../../platform/db.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { actorOfUser } from '../accounts/service.ts';
import { readWaitingFor } from './inbox-store.ts';
import { slotLinkText } from './link-rules.ts';
import { note, personOfLink, requireApprover, waiting } from './links.ts';
import { getRequest } from './reading.ts';
import type { TimetablePort } from './service.ts';
import * as store from './slot-links-store.ts';
import { slotWith } from './slot-rules.ts';

/**
 * Makes a personal link that opens all that waits for the slot of a request, also what is submitted for it later. It approves nothing by
 * itself, and opens to its person only what waits for them.
 * @throws Problem as makeApprovalLink, `invalid-input` for what goes with no slot
 */
export async function makeSlotLink(
  platform: Platform,
  actor: Actor,
  id: string,
  approver: string,
): Promise<z.infer<typeof ApprovalLink>> {
  return inTransaction(platform.db, async (tx) => {
    const request = await waiting(tx, actor, id);
    const person = await requireApprover(tx, request, approver);
    const madeAt = platform.clock.now();
    const slot = slotWith(request.body.times, madeAt);
    if (!slot) throw new Problem('invalid-input', { details: 'không thuộc buổi nào / it goes with no slot' });
    const token = randomBytes(32).toString('base64url');
    const [slotAt, expiresAt] = [new Date(slot.at), new Date(slot.until)];
    const link = { unit: request.unit, slotAt, user: approver, madeBy: actor.user, madeAt, expiresAt };
    await store.insertSlotLink(tx, { ...link, tokenSha256: hashOf(token) });
    await note(tx, actor, 'slot-link.made', request, { approver, slot: slot.at }, madeAt);
    const url = `${platform.config.publicUrl}/quan-ly/duyet-buoi#${token}`;
    return { url, text: slotLinkText(slotAt, person.name, url), expiresAt: slot.until };
  });
}

/**
 * The person behind a link and the request that it is about; a link to a whole slot is told which one.
 * @throws Problem `approval-link-over`, also for a request that the link does not open
 */
export async function personAbout(
  platform: Platform,
  token: string,
  about: string | undefined,
): Promise<{ actor: Actor; request: string }> {
  if (about === undefined) return personOfLink(platform, token);
  const { actor, link } = await personOfSlotLink(platform, token);
  if (!(await opens(platform, link)).includes(about)) throw new Problem('approval-link-over');
  return { actor, request: about };
}

/** Whom a link of either kind stands for. Throws Problem `approval-link-over`. */
export async function personBehind(platform: Platform, token: string): Promise<Actor> {
  const slot = await store.readSlotLink(platform.db, hashOf(token), platform.clock.now());
  return (slot ? await personOfSlotLink(platform, token) : await personOfLink(platform, token)).actor;
}

/** All that a link to a slot shows. Throws Problem `approval-link-over`. */
export async function openSlotLink(
  platform: Platform,
  timetable: Pick<TimetablePort, 'conflictsOf' | 'correctionGaps'>,
  token: string,
): Promise<LinkedSlot> {
  const { actor, link } = await personOfSlotLink(platform, token);
  const views: RequestView[] = [];
  for (const id of await opens(platform, link)) views.push(await getRequest(platform, timetable, actor, id));
  return {
    person: actor.user,
    personName: actor.name,
    now: platform.clock.now().toISOString(),
    unitName: link.unitName,
    at: link.slotAt.toISOString(),
    views,
  };
}

async function personOfSlotLink(platform: Platform, token: string): Promise<{ actor: Actor; link: store.SlotLink }> {
  const link = await store.readSlotLink(platform.db, hashOf(token), platform.clock.now());
  const actor = link && (await actorOfUser(platform.db, link.user));
  if (!link || !actor) throw new Problem('approval-link-over');
  return { actor, link };
}

/** What the person of a link approved since it was made, then what waits for them in its slot. */
async function opens({ db, clock }: Platform, link: store.SlotLink): Promise<string[]> {
  const now = clock.now();
  const at = link.slotAt.toISOString();
  const due = (await readWaitingFor(db, link.user, now)).filter(
    ({ unit, times }) => unit === link.unit && slotWith(times, now)?.at === at,
  );
  return [...new Set([...(await store.approvedOf(db, link)), ...due.map(({ id }) => id)])];
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
