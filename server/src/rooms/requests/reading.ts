import type { Inbox, NewestRequest, RequestView } from '@nguon/protocol/http/requests.ts';
import { Problem } from '../../lib/problem.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { guardedUnits } from '../accounts/service.ts';
import { soundsNamed } from '../bulletins/service.ts';
import { getUnits } from '../units/service.ts';
import { togetherWith } from './slot-mates.ts';
import { standingOffer } from './standing-fit.ts';
import { readDesk, readWaitingFor } from './inbox-store.ts';
import { meaningsOf } from './meanings.ts';
import { READERS, refusalOfStep, STANDING_APPROVERS, SUBMITTERS } from './policy.ts';
import { presentInbox, presentRequest } from './present.ts';
import { privacyOfRequest } from './privacy.ts';
import { readTurn } from './rotations-store.ts';
import { readSentNote } from './return-notes-store.ts';
import type { CorrectionGap, TimetablePort } from './service.ts';
import { askedOf } from './standing-store.ts';
import { nextStep, shownState } from './state-rules.ts';
import { steadOf, type Stead } from './stead-store.ts';
import * as store from './store.ts';
import { refusalOfMachineVoice } from './voices.ts';

/**
 * A request with its sounds, route and conflicts, and whether the reader may act.
 * @throws Problem `not-found`, also for one outside the reader's units
 */
export async function getRequest(
  platform: Platform,
  timetable: Pick<TimetablePort, 'conflictsOf' | 'correctionGaps'>,
  actor: Actor,
  id: string,
): Promise<RequestView> {
  const { db } = platform;
  const found = await store.readRequest(db, id, { person: actor.user, roles: READERS });
  if (!found) throw new Problem('not-found');
  const { body } = found;
  const state = shownState(found.state, { current: found.current, lapsed: platform.clock.now() >= found.approveBy });
  const names = new Map((await getUnits(db, body.targets)).map((unit) => [unit.id, unit.name]));
  const refusal = await refusalFor(platform, actor, { ...found, state });
  return presentRequest(found, {
    state,
    sounds: await soundsNamed(
      db,
      [found.bulletin, ...(body.parts ?? []).flatMap((part) => part.bulletin?.bulletin ?? [])],
      body.sounds.map(({ sha256 }) => sha256),
    ),
    targetNames: body.targets.map((unit) => names.get(unit) ?? unit),
    refusal,
    returnNoteMs: state === 'returned' ? ((await readSentNote(db, id))?.durationMs ?? null) : null,
    stead: refusal === null ? await steadFor(platform, actor, found) : null,
    needsPhone: state === 'waiting' && (await guardedUnits(db, [body.unit, ...body.targets])).length > 0,
    meanings: await meaningsOf(db, found, actor.user),
    privacy: await privacyOfRequest(db, body),
    standing: state === 'waiting' ? await standingOffer(platform, actor, found) : null,
    corrections: (await timetable.correctionGaps(db, body)).map(presentGap),
    fewerReason: await store.correctionReason(db, id),
    missedAt: await store.missedSession(db, id),
    rotation: await readTurn(db, id),
    voiceRefusal: state === 'waiting' ? await refusalOfMachineVoice(db, body) : null,
    together: state === 'waiting' ? await togetherWith(db, found, platform.clock.now()) : 0,
    conflicts: state === 'waiting' ? await timetable.conflictsOf(db, body) : [],
  });
}

function presentGap({
  bulletin,
  title,
  corrects,
  sentence,
  sessions,
  asked,
  uncovered,
}: CorrectionGap): RequestView['corrections'][number] {
  return { bulletin, title, corrects, sentence, sessions, asked, uncovered };
}

/** The way from a bulletin to its newest request; null where there is none, or none for the reader. */
export async function newestRequest(platform: Platform, actor: Actor, bulletin: string): Promise<NewestRequest> {
  const found = await store.readNewest(platform.db, bulletin, { person: actor.user, roles: READERS });
  return { request: found?.id ?? null };
}

/** What waits for this person: approvals first, then what came back, then drafts. */
export async function getInbox(platform: Platform, actor: Actor): Promise<Inbox> {
  const now = platform.clock.now();
  const waiting = await readWaitingFor(platform.db, actor.user, now);
  const asked = await askedOf(platform.db, actor.user, STANDING_APPROVERS, now);
  return presentInbox(waiting, asked, await readDesk(platform.db, actor.user, SUBMITTERS), now);
}

/** In whose stead the reader would do the step that waits; null where the right is their own, or none. */
async function steadFor(platform: Platform, actor: Actor, request: store.RequestRecord): Promise<Stead | null> {
  const step = nextStep(
    request.steps,
    request.approvals.map((approval) => approval.step),
  );
  return step === null ? null : steadOf(platform.db, request.id, actor.user, step.roles);
}

async function refusalFor(platform: Platform, actor: Actor, request: store.RequestRecord): Promise<Problem | null> {
  const step = nextStep(
    request.steps,
    request.approvals.map((approval) => approval.step),
  );
  return refusalOfStep({
    state: request.state,
    current: request.current,
    person: actor.user,
    writers: request.writers,
    approvers: store.handsOf(request.approvals),
    covers: step !== null && (await store.covers(platform.db, request.id, actor.user, step.roles)),
  });
}
