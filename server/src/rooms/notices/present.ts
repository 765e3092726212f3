import type { NoticeDesk, NoticeRequest, NoticeView } from '@nguon/protocol/http/notices.ts';
import { Problem } from '../../lib/problem.ts';
import type { Db } from '../../platform/db.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { getBulletin } from '../bulletins/service.ts';
import { getRequest, timesWords, type TimetablePort } from '../requests/service.ts';
import * as store from './store.ts';

/** What this room asks of the air; the roof hands it down, since the room that knows comes later in the stairs. */
export interface AirPort {
  /** What became of an approved request in a village, by its loudspeakers. */
  fateOf(db: Db, request: string, village: string): Promise<NonNullable<NoticeRequest['air']>>;
}

/** How a notice stands; the first time that its sound is ready it is handed out. Throws Problem `not-found`. */
export async function viewOf(
  platform: Platform,
  air: AirPort,
  { actor, unit }: { actor: Actor; unit: string },
  id: string,
): Promise<NoticeView> {
  const notice = await store.readNotice(platform.db, id, actor.user);
  if (!notice) throw new Problem('not-found');
  const { title, text, sounds } = await getBulletin(platform, actor, notice.bulletin);
  const [sound] = sounds;
  const { mp3Sha256 = null, durationMs = null, peaks = [] } = sound ?? {};
  const ready = mp3Sha256 !== null && durationMs !== null ? { mp3Sha256, durationMs, peaks } : null;
  if (ready && notice.handedAt === null) await store.setHanded(platform.db, id, platform.clock.now());
  const state = notice.request !== null ? 'sent' : ready ? 'ready' : sound?.state === 'failed' ? 'failed' : 'making';
  const request = notice.request === null ? null : await requestOf(platform, air, { actor, unit }, notice.request);
  return { id, title, text, state, sound: ready, request };
}

/** What a person sent since an instant, newest first, and what became of it. */
export async function sentSince(
  platform: Platform,
  air: AirPort,
  { actor, unit }: { actor: Actor; unit: string },
  since: Date,
): Promise<NoticeDesk['sent']> {
  const sent = [];
  for (const { id, title, request } of await store.sentSince(platform.db, actor.user, since)) {
    sent.push({ id, title, request: await requestOf(platform, air, { actor, unit }, request) });
  }
  return sent;
}

const NOTHING_KNOWN: Pick<TimetablePort, 'conflictsOf' | 'correctionGaps'> = {
  conflictsOf: async () => [],
  correctionGaps: async () => [],
};

async function requestOf(
  platform: Platform,
  air: AirPort,
  { actor, unit }: { actor: Actor; unit: string },
  id: string,
): Promise<NoticeRequest> {
  const { state, request, returnReason } = await getRequest(platform, NOTHING_KNOWN, actor, id);
  const fate = state === 'approved' ? await air.fateOf(platform.db, id, unit) : null;
  return { state, when: timesWords(request), reason: returnReason, air: fate };
}
