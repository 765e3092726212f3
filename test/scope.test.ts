import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Door, mayEnter, mayKnow, NOTHING } from './scope/door.ts';
import { ALL_DOORS } from './scope/doors.ts';
import { addEditionsAndTemplates } from './scope/land-editions.ts';
import { addLibrary } from './scope/land-library.ts';
import { addMissed } from './scope/land-missed.ts';
import { addReadings } from './scope/land-readings.ts';
import { addStandings } from './scope/land-standing.ts';
import { buildLand, type Land, type Thing, type Visitor, visitor } from './scope/land.ts';

/** Calls by random people about random things; more with SCOPE_CALLS, again the same with SCOPE_SEED. */
const CALLS = Number(process.env['SCOPE_CALLS'] ?? 600);
const SEED = Number(process.env['SCOPE_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

let land: Land;
let tables: string[];
let before: Map<string, string>;
let writes = '';
let caller = 0;

beforeAll(async () => {
  land = await buildLand();
  await addEditionsAndTemplates(land);
  await addReadings(land);
  await addStandings(land);
  await addLibrary(land);
  await addMissed(land);
  const { rows } = await land.house.t.database.pool.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`,
  );
  tables = rows.map(({ name }) => name);
  before = await fingerprints();
}, 120_000);
afterAll(() => land?.stop());

describe('every door of the house', () => {
  it('is in the table of this test, and the table has no other', async () => {
    await land.house.t.app.ready();
    expect(Object.keys(ALL_DOORS).toSorted()).toEqual(registeredDoors());
  });

  it(`shows and changes nothing outside what was granted (seed ${SEED})`, async () => {
    console.info(`scope: seed ${SEED}, ${CALLS} calls`);
    const names = Object.keys(ALL_DOORS);
    const any = fc.tuple(fc.constantFrom(...names), fc.nat(land.visitors.length - 1), fc.nat(999));
    let [knocked, refused] = [0, 0];
    await fc.assert(
      fc.asyncProperty(any, async ([name, person, place]) => {
        const door = ALL_DOORS[name]!;
        const [who, things] = [land.visitors[person]!, thingsOf(door)];
        const thing = things[place % things.length]!;
        const outcome = await tryDoor(name, door, who, thing);
        knocked += outcome === 'left alone' ? 0 : 1;
        refused += outcome === 'refused' ? 1 : 0;
      }),
      { numRuns: CALLS, seed: SEED },
    );
    console.info(`scope: ${knocked} calls made, ${refused} refused`);
    expect(refused).toBeGreaterThan(CALLS / 4);
  }, 120_000);

  const working = Object.entries(ALL_DOORS).filter(([, door]) => door.worksFor !== undefined);
  it.each(working)('%s opens to somebody who may', async (name, door) => {
    const who = visitor(land, door.worksFor!);
    const thing = thingsOf(door).find((one) => mayEnter(door, who, one));
    expect(thing, `nothing for ${who.name}`).toBeDefined();
    const answer = await knockAt(name, door, who, thing!);
    expect(answer.body === '' ? answer.status : `${answer.status} ${answer.body}`).toSatisfy(
      (said) => /^2\d\d/.test(String(said)) && !door.refusedInside?.(answer.body),
    );
  });

  it('is shut to whoever finds a shared machine that nobody used', async () => {
    const { rows } = await land.house.t.database.pool.query<{ id: string }>(
      `update auth_sessions set shared = true, used_at = now() - interval '6 minutes' where user_id = $1 returning id`,
      [visitor(land, 'administrator A').id],
    );
    expect(rows.length).toBeGreaterThan(0);
    const opened: string[] = [];
    for (const [name, door] of Object.entries(ALL_DOORS)) {
      const who = visitor(land, 'administrator A');
      const things = thingsOf(door);
      // Signing out leads out; doors that a secret of their own opens ask for no session.
      const bySecret = door.may === 'own' && door.about !== undefined;
      if (door.may === 'public' || door.endless || bySecret || name === 'POST /api/auth/sign-out') continue;
      const answer = await knockAt(name, door, who, things.find((one) => mayEnter(door, who, one)) ?? things[0]!);
      if (!answer.body.includes('"code":"session-locked"'))
        opened.push(`${name}: ${answer.status} ${answer.body.slice(0, 80)}`);
    }
    expect(opened).toEqual([]);
  });
});

/** Knocks once and judges what came of it. Throws where a right was overstepped. */
async function tryDoor(
  name: string,
  door: Door,
  who: Visitor,
  thing: Thing,
): Promise<'let in' | 'refused' | 'left alone'> {
  const allowed = mayEnter(door, who, thing);
  // What a rightful write changes would spoil the land for the calls to come; that is tried afterwards.
  if (allowed && (door.endless || (door.may !== 'public' && !name.startsWith('GET')))) return 'left alone';
  const answer = await knockAt(name, door, who, thing);
  const where = `${who.name}: ${name} of ${thing.name}: ${answer.status} ${answer.body.slice(0, 300)}`;
  expect(answer.status, where).not.toBe(500);
  if (!allowed) expect(answer.status >= 400 || door.refusedInside?.(answer.body) === true, where).toBe(true);
  const hidden = [...(door.hides?.(thing, land, who) ?? []), ...secrets(door, who)];
  expect(
    hidden.filter((word) => answer.body.includes(word) && !answer.asked.includes(word)),
    where,
  ).toEqual([]);
  expect(
    (await changedTables()).filter((table) => !door.traces?.includes(table)),
    where,
  ).toEqual([]);
  return allowed ? 'let in' : 'refused';
}

/** Words of things of which this visitor may not know. What is on the air everybody may hear of at a public door. */
function secrets(door: Door, who: Visitor): string[] {
  const hidden = Object.values(land.things)
    .flat()
    .filter((thing) => !mayKnow(who, thing) && !(door.may === 'public' && thing.airedIn));
  return hidden.flatMap(({ marks }) => marks);
}

async function knockAt(name: string, door: Door, who: Visitor, thing: Thing) {
  const { url, payload, headers } = await door.knock(thing, land, who);
  caller += 1;
  const answer = await land.house.t.app.inject({
    method: name.split(' ')[0] as 'GET',
    url,
    headers: { ...who.headers, ...headers },
    ...(payload !== undefined && { payload }),
    // Nobody meets the limit of calls from one address.
    remoteAddress: `10.1.${caller >> 8}.${caller & 255}`,
  });
  return { status: answer.statusCode, body: answer.body, asked: `${url} ${JSON.stringify(payload ?? '')}` };
}

function thingsOf(door: Door): Thing[] {
  const things = (door.about ?? [])
    .flatMap((kind) => land.things[kind] ?? [])
    .filter((thing) => door.only?.(thing) ?? true);
  return things.length > 0 ? things : [NOTHING];
}

/** Tables whose rows are not what they were when this was last asked. */
async function changedTables(): Promise<string[]> {
  const { rows } = await land.house.t.database.pool.query<{ next: string }>(
    'select pg_snapshot_xmax(pg_current_snapshot()) as next',
  );
  // Whoever writes takes a number; where none was taken there is nothing to compare.
  const silent = rows[0]!.next === writes;
  writes = rows[0]!.next;
  if (silent) return [];
  const after = await fingerprints();
  const changed = tables.filter((table) => before.get(table) !== after.get(table));
  before = after;
  return changed;
}

/** One digest for each table's rows. */
async function fingerprints(): Promise<Map<string, string>> {
  const parts = tables.map(
    (table) =>
      `select '${table}' as name, coalesce(md5(string_agg(h, '' order by h)), '-') as digest from (select md5(t::text) as h from "${table}" t) x`,
  );
  const { rows } = await land.house.t.database.pool.query<{ name: string; digest: string }>(parts.join(' union all '));
  return new Map(rows.map(({ name, digest }) => [name, digest]));
}

/** What the server itself says it answers to, hidden doors too; HEAD stands with its GET. */
function registeredDoors(): string[] {
  const path: string[] = [];
  return land.house.t.app
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => {
      const found = /^([│ ]*)[├└]── (\S+) \((.+)\)$/.exec(line);
      if (!found) return [];
      const [, indent, part, methods] = found;
      const depth = indent!.length / 4;
      path.splice(depth, path.length, part!.replaceAll(/:[^/.|]+(\|:[^/.]+)?/g, '{}').replace(/^\*$/, '/*'));
      return methods!.split(', ').flatMap((method) => (method === 'HEAD' ? [] : [`${method} ${path.join('')}`]));
    })
    .toSorted();
}
