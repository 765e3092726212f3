import type { NoticeDesk, NoticeEnrolment } from '@nguon/protocol/http/notices.ts';
import type { z } from 'zod';
import { Problem } from '../../lib/problem.ts';
import { inTransaction } from '../../platform/db.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { actorOfUser } from '../accounts/service.ts';
import { broadcastRulesFor, listStandings, type TimetablePort } from '../requests/service.ts';
import { headBehind, note } from './heads.ts';
import { keyOfEnrolment } from './phone-proof.ts';
import { type AirPort, sentSince } from './present.ts';
import { leftOf, longestNoticeMs, phoneState } from './rules.ts';
import * as store from './store.ts';

/** Slots that are offered: those that begin within a day and a half. */
const AHEAD_MS = 36 * 3_600_000;

/** What was sent is shown for as long: also what goes out on the next day. */
const SHOWN_MS = 36 * 3_600_000;

/** A village head as if signed in; only doors of this room ask for it. Throws Problem `notice-link-over`. */
export async function actorOfHead(platform: Platform, head: store.HeadRow): Promise<Actor> {
  const actor = await actorOfUser(platform.db, head.user);
  if (!actor) throw new Problem('notice-link-over');
  return actor;
}

/** What a link shows. Throws Problem `notice-link-over`. */
export async function openDesk(
  platform: Platform,
  { timetable, air }: { timetable: Pick<TimetablePort, 'slotsAhead'>; air: AirPort },
  token: string,
): Promise<NoticeDesk> {
  const head = await headBehind(platform, token);
  const actor = await actorOfHead(platform, head);
  const now = platform.clock.now();
  const { user, name, unit, unitName, perDay, x } = head;
  const { sent } = await store.dayOf(platform.db, user, now);
  const standings = (await listStandings(platform, actor, unit)).filter(({ state }) => state === 'standing');
  const slots = await timetable.slotsAhead(platform.db, unit, now.getTime(), now.getTime() + AHEAD_MS);
  const rules = await broadcastRulesFor(platform.db, unit);
  return {
    person: user,
    personName: name,
    unit,
    unitName,
    now: now.toISOString(),
    root: (await platform.signer.keys()).root.x,
    phone: phoneState(head),
    x,
    perDay,
    left: leftOf({ perDay, sent }),
    quiet: quietOf(rules),
    longestSeconds: Math.floor(longestNoticeMs(rules) / 1000),
    templates: standings.map(({ id, content, hours, longestSeconds, perDay: times }) => ({
      standing: id,
      content,
      hours,
      longestSeconds,
      perDay: times,
    })),
    sent: await sentSince(platform, air, { actor, unit }, new Date(now.getTime() - SHOWN_MS)),
    slots: slots.map(({ at }) => at).slice(0, 6),
  };
}

/**
 * Binds a link to the phone that opens it first; somebody of the commune then compares the four words.
 * @throws Problem `notice-link-over`, `notice-phone-other` on any later phone, `signature-refused`
 */
export async function enrolHeadPhone(
  platform: Platform,
  { token, enrolled }: z.output<typeof NoticeEnrolment>,
): Promise<void> {
  const { user } = await headBehind(platform, token);
  const key = await keyOfEnrolment(enrolled, user);
  await inTransaction(platform.db, async (tx) => {
    const head = await store.lockHead(tx, user);
    if (head?.kid === key.kid) return;
    if (!head || head.kid !== null) throw new Problem('notice-phone-other');
    const at = platform.clock.now();
    await store.setPhone(tx, user, { ...key, pinKey: enrolled.pinKey, at });
    await note(tx, head, 'village-phone.asked', head, at);
  });
}

/** Hours of silence as the clock shows them; null for none. Minutes of the local day. */
function quietOf({ quietFrom, quietTo }: { quietFrom: number; quietTo: number }): NoticeDesk['quiet'] {
  const time = (minute: number): string =>
    `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  return quietFrom === quietTo ? null : { from: time(quietFrom), to: time(quietTo) };
}
