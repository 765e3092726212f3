import { TemplateContent } from '../../protocol/src/http/templates.ts';
import { actorFor } from '../../server/src/rooms/accounts/factories.ts';
import { makeOrder } from '../../server/src/rooms/broadcasts/orders.ts';
import { createEdition } from '../../server/src/rooms/bulletins/editions.ts';
import { approveBy, buildRequest } from '../../server/src/rooms/requests/factories.ts';
import { createTemplate } from '../../server/src/rooms/templates/service.ts';
import { add, PLACES, visitor, type Land, type Place } from './land.ts';

/** Puts editions and templates into every place of the land. */
export async function addEditionsAndTemplates(land: Land): Promise<void> {
  for (const at of PLACES) {
    await addEditions(land, at);
    await addTemplate(land, at);
  }
}

/** In each place an edition that is being put together, and one on the air. */
async function addEditions(land: Land, at: Place): Promise<void> {
  const { platform, database } = land.house.t;
  const unit = land.place[at];
  const author = await actorFor(platform.db, { id: visitor(land, at === 'P' ? 'editor P' : `officer ${at}`).id! });
  const [leaders, airedIn] =
    at === 'P'
      ? [
          ['board P one', 'board P two'],
          [land.place.A, land.place.B],
        ]
      : [[`leader ${at}`], [unit]];
  for (const stage of ['waiting', 'aired'] as const) {
    const said = land.things['bulletins']!.find(({ name }) => name === `${stage} ${at}`)!;
    const title = `Chương trình kín${at}${stage}`;
    const parts = [{ kind: 'bulletin' as const, bulletin: said.id, item: null, readings: 1 }];
    const { bulletin } = await createEdition(platform, author, { unit, title, parts });
    const own = { name: `${stage} ${at}`, units: [unit], topic: null };
    if (stage === 'waiting') {
      const marks = [bulletin.id, title, bulletin.revision];
      add(land, 'editions', { ...own, id: bulletin.id, marks, bulletin: said.bulletin! });
      continue;
    }
    const request = await buildRequest(platform, author, bulletin, { targets: airedIn });
    const people = leaders.map((name) => actorFor(platform.db, { id: visitor(land, name).id! }));
    await approveBy(platform, request, await Promise.all(people));
    await makeOrder(platform, { request: request.id });
    const sql = 'select id from orders where request_id = $1';
    const { id } = (await database.pool.query<{ id: string }>(sql, [request.id])).rows[0]!;
    add(land, 'edition orders', { ...own, airedIn, id, marks: [id] });
  }
}

/** In each place a template; whoever stands below its unit uses it too. */
async function addTemplate(land: Land, at: Place): Promise<void> {
  const { platform } = land.house.t;
  const unit = land.place[at];
  const keeper = visitor(land, at === 'P' ? 'board P one' : `officer ${at}`);
  const author = await actorFor(platform.db, { id: keeper.id! });
  const name = `Mẫu kín${at}`;
  const content = TemplateContent.parse({ v: 1, name, title: name, text: name, blanks: [] });
  const { id, revision } = await createTemplate(platform, author, { unit, content });
  add(land, 'templates', { name: at, id, units: [unit], marks: [id, name, revision], seenBelow: true });
}
