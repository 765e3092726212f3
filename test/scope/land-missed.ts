import type { MissedBulletin } from '../../protocol/src/http/broadcasts.ts';
import { actorFor } from '../../server/src/rooms/accounts/factories.ts';
import { makeOrder } from '../../server/src/rooms/broadcasts/orders.ts';
import { buildBulletin, buildSound } from '../../server/src/rooms/bulletins/factories.ts';
import { approveBy, buildRequest } from '../../server/src/rooms/requests/factories.ts';
import { add, type Land, type Visitor, visitor } from './land.ts';

/** In A and B a bulletin of which the session is over, and of which no loudspeaker said a word. */
export async function addMissed(land: Land): Promise<void> {
  const { platform, database } = land.house.t;
  for (const at of ['A', 'B'] as const) {
    const unit = land.place[at];
    const word = `kín${at}lỡ`;
    const author = await actorFor(platform.db, { id: visitor(land, `officer ${at}`).id! });
    const leader = await actorFor(platform.db, { id: visitor(land, `leader ${at}`).id! });
    const topic = 'nong-nghiep';
    const written = await buildBulletin(platform, author, { unit, topic, title: `Tin ${word}`, text: `Lời ${word}` });
    await buildSound(platform, written);
    const request = await buildRequest(platform, author, written);
    await approveBy(platform, request, [leader]);
    await makeOrder(platform, { request: request.id });
    // An hour ago, when the loudspeaker stood there already.
    const hour = `interval '1 hour'`;
    await database.pool.query(
      `update order_slots set at = at - ${hour}, until = until - ${hour} where order_id in (select id from orders where request_id = $1)`,
      [request.id],
    );
    await database.pool.query(`update devices set claimed_at = claimed_at - 3 * ${hour} where id = $1`, [
      land.devices[at].id,
    ]);
    const marks = [written.id, word];
    add(land, 'missed', { name: `missed ${at}`, id: written.id, units: [unit], airedIn: [unit], topic, marks });
  }
}

/** Start of the slot that somebody is offered for a bulletin; null for whoever is offered none. */
export async function offeredSlot({ house }: Land, who: Visitor, bulletin: string): Promise<string | null> {
  const { app } = house.t;
  const answer = await app.inject({ url: `/api/missed?bulletin=${bulletin}`, headers: who.headers });
  return answer.json<{ items?: MissedBulletin[] }>().items?.[0]?.next ?? null;
}
