import { actorFor } from '../../server/src/rooms/accounts/factories.ts';
import { askStanding } from '../../server/src/rooms/requests/standings.ts';
import { add, visitor, type Land } from './land.ts';

/** Terms that a template's own bounds allow, and the last day of a month from now. */
export function termsIn(unit: string, now: Date) {
  const until = new Date(now.getTime() + 30 * 86_400_000).toISOString().slice(0, 10);
  return { places: [unit], hours: { from: '05:00', to: '20:00' }, longestSeconds: 60, perDay: 3, until };
}

/** In each commune a template whose officer asks that it be approved beforehand. */
export async function addStandings(land: Land): Promise<void> {
  const { platform } = land.house.t;
  for (const at of ['A', 'B'] as const) {
    const unit = land.place[at];
    const author = await actorFor(platform.db, { id: visitor(land, `officer ${at}`).id! });
    const template = land.things['templates']!.find(({ name }) => name === at)!.id;
    const id = await askStanding(platform, author, { unit, template, ...termsIn(unit, platform.clock.now()) });
    add(land, 'standings', { name: `asked ${at}`, id, units: [unit], marks: [id], owner: `officer ${at}` });
  }
}
