import { createHash, randomUUID } from 'node:crypto';
import type { ClaimCodeReply } from '../../protocol/src/http/devices.ts';
import type { Role } from '../../protocol/src/http/accounts.ts';
import type { Bulletin } from '../../protocol/src/http/bulletins.ts';
import type { RequestView } from '../../protocol/src/http/requests.ts';
import { generateKey } from '../../protocol/src/sign.ts';
import type { PendingClaimReply } from '../../protocol/src/device.ts';
import type { z } from 'zod';
import { makeOrder } from '../../server/src/rooms/broadcasts/orders.ts';
import { actorFor, buildUser, signedIn } from '../../server/src/rooms/accounts/factories.ts';
import { buildBulletin, buildImport, buildSound } from '../../server/src/rooms/bulletins/factories.ts';
import {
  buildDeviceHouse,
  claimSpeaker,
  statementOf,
  type DeviceHouse,
  type TestDevice,
} from '../../server/src/rooms/devices/testing/house.ts';
import { approveBy, buildRequest, listenWhole } from '../../server/src/rooms/requests/factories.ts';

/** Somebody at the doors, with what was granted spelled out. */
export interface Visitor {
  name: string;
  /** Null for whoever is not signed in. */
  id: string | null;
  email: string;
  /** Unit whose administrators look after the account. */
  home: string;
  headers: { cookie?: string };
  /** `units`: the whole subtree; `above`: the granted unit's ancestors. */
  grants: { role: Role; units: Set<string>; above: Set<string>; topic: string | null }[];
}

/** Something that belongs to a place: what a door is asked about. */
export interface Thing {
  name: string;
  id: string;
  /** Every unit over which one must have the right; none: any unit will do. */
  units: readonly string[];
  /** Words that only those may read who have a right here. */
  marks: readonly string[];
  topic?: string | null;
  /** The one visitor whose own it is. */
  owner?: string;
  /** It is on the air in these units. */
  airedIn?: readonly string[];
  /** Those who stand below its unit may read it too. */
  seenBelow?: boolean;
  /** Nobody may. */
  never?: boolean;
  bulletin?: Bulletin;
  request?: RequestView;
}

/** A province with two communes A and B in different districts, people and things in each and above both. */
export interface Land {
  house: DeviceHouse;
  place: Record<'P' | 'A' | 'B', string>;
  villages: Record<'A' | 'B', string[]>;
  visitors: Visitor[];
  things: Record<string, Thing[]>;
  devices: Record<'A' | 'B', TestDevice>;
  stop(): Promise<void>;
}

export const PLACES = ['P', 'A', 'B'] as const;
export type Place = (typeof PLACES)[number];

/** Role, place and topic of everybody. */
const PEOPLE: readonly [name: string, role: Role | null, place: Place | 'district B', topic?: string][] = [
  ['a person without rights', null, 'A'],
  ['officer A', 'commune-officer', 'A'],
  ['leader A', 'commune-leader', 'A'],
  ['technician A', 'technician', 'A'],
  ['administrator A', 'administrator', 'A'],
  ['officer A for health', 'commune-officer', 'A', 'y-te'],
  ['officer B', 'commune-officer', 'B'],
  ['leader B', 'commune-leader', 'B'],
  ['technician B', 'technician', 'B'],
  ['administrator B', 'administrator', 'B'],
  ['viewer of district B', 'viewer', 'district B'],
  ['editor P', 'department-editor', 'P'],
  ['board P one', 'editorial-board', 'P'],
  ['board P two', 'editorial-board', 'P'],
  ['administrator P', 'administrator', 'P'],
];

/** Builds it all through the rooms' own use cases. */
export async function buildLand(): Promise<Land> {
  const house = await buildDeviceHouse();
  const { province, t } = house;
  const place = { P: province.province.id, A: province.communes[0]!.id, B: province.communes[2]!.id };
  const villagesOf = (parent: string): string[] =>
    province.villages.filter((unit) => unit.parent === parent).map(({ id }) => id);
  const villages = { A: villagesOf(place.A), B: villagesOf(place.B) };
  const sites = { ...place, 'district B': province.districts[1]!.id };
  const visitors: Visitor[] = [{ name: 'nobody', id: null, email: '-', home: '', headers: {}, grants: [] }];
  for (const [name, role, at, topic] of PEOPLE) visitors.push(await enter(house, name, role, sites[at], topic));
  visitors.push(await enterAfterTheEnd(house, place.A));
  const land: Land = {
    house,
    place,
    villages,
    visitors,
    things: {},
    devices: { A: await claimBy(house, 'A'), B: await claimBy(house, 'B') },
    stop: () => house.stop(),
  };
  addUnits(land);
  for (const at of PLACES) await addBulletins(land, at);
  addCrossings(land);
  await addPeople(land);
  await addDevices(land);
  addMoves(land);
  // Time enough for what the listenings say was heard.
  house.clock.advance(60_000);
  await addSlots(land);
  await addRates(land);
  const probe = async () => ({ container: 'wav', codec: 'pcm_s16le' });
  const inspect = async () => 'pdf';
  const voice = {
    id: 'espeak-vi-north',
    name: 'giọng máy dự phòng',
    engine: 'espeak-ng',
    language: 'vi',
    licence: 'GPL-3.0-or-later',
  };
  const speech = { voices: async () => [voice], hear: async () => Buffer.from('RIFF') };
  Object.assign(t.platform, { media: { probe }, documents: { inspect }, speech });
  for (const at of PLACES) await addImport(land, at);
  return land;

  async function claimBy(devices: DeviceHouse, at: 'A' | 'B'): Promise<TestDevice> {
    const keeper = at === 'A' ? devices.technician : devices.stranger;
    return claimSpeaker({ ...devices, technician: keeper }, villages[at][0]!, `Cụm loa kín ${at}`);
  }
}

/** The visitor of a name. */
export function visitor(land: Land, name: string): Visitor {
  const found = land.visitors.find((one) => one.name === name);
  if (!found) throw new Error(`nobody is called ${name}`);
  return found;
}

async function enter(
  house: DeviceHouse,
  name: string,
  role: Role | null,
  unit: string,
  topic?: string,
): Promise<Visitor> {
  const { platform, database } = house.t;
  const user = await buildUser(database.db, {
    // No address is part of another.
    email: `${createHash('sha256').update(name).digest('hex').slice(0, 12)}@kin.example`,
    home: unit,
    ...(role && { role, unit, ...(topic && { topic }) }),
  });
  const grants = role ? [{ role, ...(await reach(house, unit)), topic: topic ?? null }] : [];
  return { name, id: user.id, email: user.email, home: unit, headers: await signedIn(platform, user), grants };
}

/** Somebody whose only right was taken away. */
async function enterAfterTheEnd(house: DeviceHouse, unit: string): Promise<Visitor> {
  const left = await enter(house, 'former leader A', 'commune-leader', unit);
  await house.t.database.pool.query('update grants set ended_at = now() where user_id = $1', [left.id]);
  return { ...left, grants: [] };
}

async function reach(house: DeviceHouse, unit: string): Promise<{ units: Set<string>; above: Set<string> }> {
  const list = async (name: string): Promise<Set<string>> => {
    const { rows } = await house.t.database.pool.query<{ unit: string }>(`select unit from ${name}($1::uuid)`, [unit]);
    return new Set(rows.map((row) => row.unit));
  };
  return { units: await list('unit_descendants'), above: await list('unit_ancestors') };
}

/** Puts a thing of a kind into the land. */
export function add(land: Land, kind: string, thing: Thing): void {
  (land.things[kind] ??= []).push(thing);
}

function addUnits(land: Land): void {
  const units = { ...land.place, 'village of A': land.villages.A[0]!, 'village of B': land.villages.B[0]! };
  for (const [name, id] of Object.entries(units)) add(land, 'units', { name, id, units: [id], marks: [] });
}

/** In each place the text of a paper that somebody sent. */
async function addImport(land: Land, at: Place): Promise<void> {
  const { platform } = land.house.t;
  const unit = land.place[at];
  const sender = await actorFor(platform.db, { id: visitor(land, at === 'P' ? 'editor P' : `leader ${at}`).id! });
  const word = `kín${at}tệp`;
  const { id } = await buildImport(platform, sender, { unit, text: `Lời ${word}` });
  add(land, 'imports', { name: `import ${at}`, id, units: [unit], marks: [id, word] });
}

/** In each place a draft, one before its approvers, one on the air; what is on the air of the province sounds in A and B. */
async function addBulletins(land: Land, at: Place): Promise<void> {
  const { platform } = land.house.t;
  const unit = land.place[at];
  const author = await actorFor(platform.db, { id: visitor(land, at === 'P' ? 'editor P' : `officer ${at}`).id! });
  const approvers = at === 'P' ? ['board P one', 'board P two'] : [`leader ${at}`];
  const airedIn = at === 'P' ? [land.place.A, land.place.B] : [unit];
  for (const stage of ['draft', 'waiting', 'aired', 'heard', 'other tongue'] as const) {
    const word = `kín${at}${stage}`;
    const topic = stage === 'draft' && at !== 'P' ? 'y-te' : 'nong-nghiep';
    const written = await buildBulletin(platform, author, { unit, topic, title: `Tin ${word}`, text: `Lời ${word}` });
    const spoken = stage === 'other tongue';
    const sound = await buildSound(platform, written, spoken ? { language: 'tyz' } : {});
    const own = { name: `${stage} ${at}`, units: [unit], topic };
    const marks = [written.id, word];
    const aired = stage === 'aired' ? { airedIn } : {};
    add(land, 'bulletins', { ...own, ...aired, id: written.id, marks, bulletin: { ...written, sounds: [sound] } });
    add(land, 'media', { ...own, id: sound.sha256!, marks: [] });
    if (stage === 'draft') continue;
    const request = await buildRequest(platform, author, written, { targets: airedIn });
    const submitted = { ...own, id: request.id, marks: [request.id, request.digest], bulletin: written, request };
    add(land, 'requests', submitted);
    if (stage === 'heard' || spoken) await addListening(land, approvers[0]!, submitted);
    if (stage !== 'aired') continue;
    const people = approvers.map((name) => ({ id: visitor(land, name).id! }));
    await approveBy(platform, request, await Promise.all(people.map((person) => actorFor(platform.db, person))));
    await makeOrder(platform, { request: request.id });
    const { rows } = await land.house.t.database.pool.query<{ id: string }>(
      'select id from orders where request_id = $1',
      [request.id],
    );
    add(land, 'orders', { ...own, airedIn, id: rows[0]!.id, marks: [rows[0]!.id] });
  }
  const word = `kín${at}riêng`;
  const text = `Bà Hoàng Thị Nhung bị lao. ${word}`;
  const telling = await buildBulletin(platform, author, { unit, title: `Tin ${word}`, text });
  const marks = [telling.id, word];
  add(land, 'telling', { name: `telling ${at}`, units: [unit], topic: null, id: telling.id, marks, bulletin: telling });
  await addHiddenFiles(land, at);
}

/** A bulletin of one's own, sent to a place that is not. */
function addCrossings(land: Land): void {
  const own = land.things['bulletins']?.find(({ name }) => name === 'draft A');
  if (own) add(land, 'crossings', { ...own, name: 'draft A for B', units: [land.place.A, land.place.B] });
}

async function addListening(land: Land, by: string, about: Thing): Promise<void> {
  const { platform } = land.house.t;
  const actor = await actorFor(platform.db, { id: visitor(land, by).id! });
  const id = await listenWhole(platform, actor, about.id);
  add(land, 'listenings', { ...about, name: `listening of ${by}`, id, marks: [id], owner: by });
}

/** What was sent and the lossless master are kept, and served to nobody. */
async function addHiddenFiles(land: Land, at: Place): Promise<void> {
  const { rows } = await land.house.t.database.pool.query<{ sha256: string; kind: string }>(
    `select m.sha256, m.kind from media m join sounds s on m.sha256 in (s.original_sha256, s.master_sha256)
      join bulletins b on b.id = s.bulletin_id where b.unit_id = $1`,
    [land.place[at]],
  );
  for (const { sha256, kind } of rows)
    add(land, 'media', { name: `${kind} ${at}`, id: sha256, units: [], marks: [], never: true });
}

async function addPeople(land: Land): Promise<void> {
  const { database } = land.house.t;
  for (const one of land.visitors.filter(({ id }) => id !== null)) {
    const units = [one.home];
    add(land, 'users', { name: one.name, id: one.id!, units, marks: [one.email], owner: one.name });
    const { rows } = await database.pool.query<{ session: string; grant_id: string | null }>(
      `select s.id as session, (select g.id from grants g where g.user_id = s.user_id limit 1) as grant_id
        from auth_sessions s where s.user_id = $1 order by s.created_at limit 1`,
      [one.id],
    );
    const { session, grant_id: given } = rows[0]!;
    add(land, 'sessions', {
      name: `session of ${one.name}`,
      id: session,
      units: [],
      marks: [session],
      owner: one.name,
    });
    if (given !== null && one.grants.length > 0)
      add(land, 'grants', {
        name: `grant of ${one.name}`,
        id: `${one.id}/${given}`,
        units,
        marks: [given],
        owner: one.name,
      });
  }
  await addDelegation(land);
  const stray = await buildUser(database.db, { home: land.place.A, role: 'viewer', unit: land.place.B });
  add(land, 'strays', {
    name: 'at home in A, with a right in B',
    id: stray.id,
    units: [land.place.A, land.place.B],
    marks: [],
  });
  for (const at of PLACES) {
    const { rows } = await database.pool.query<{ id: string }>(
      `insert into organizations (name, kind, unit_id) values ($1, 'station', $2) returning id`,
      [`Đài kín ${at}`, land.place[at]],
    );
    const { id } = rows[0]!;
    add(land, 'organizations', {
      name: at,
      id,
      units: [land.place[at]],
      marks: [id, `Đài kín ${at}`],
      seenBelow: true,
    });
    const owner = at === 'P' ? 'board P one' : `officer ${at}`;
    const passkey = randomUUID();
    await database.pool.query(
      `insert into passkeys (id, user_id, public_key, credential_id, counter, device_type, backed_up) values ($1::uuid, $2, 'x', $1::text, 0, 'x', false)`,
      [passkey, visitor(land, owner).id],
    );
    add(land, 'passkeys', { name: `passkey of ${owner}`, id: passkey, units: [], marks: [passkey], owner });
  }
}

/** The board's right in the hands of somebody who is no visitor. */
async function addDelegation(land: Land): Promise<void> {
  const deputy = await buildUser(land.house.t.database.db, { home: land.place.P });
  const { rows } = await land.house.t.database.pool.query<{ id: string }>(
    `insert into grants (user_id, role, unit_id, delegated_by, delegated_from, until)
      select $2, g.role, g.unit_id, g.user_id, g.id, today() + 30 from grants g where g.user_id = $1 returning id`,
    [visitor(land, 'board P one').id, deputy.id],
  );
  const { id } = rows[0]!;
  add(land, 'delegations', { name: 'of board P one', id, units: [land.place.P], marks: [id], owner: 'board P one' });
}

async function addDevices(land: Land): Promise<void> {
  const { house } = land;
  for (const at of ['A', 'B'] as const) {
    const { id } = land.devices[at];
    const unit = land.villages[at][0]!;
    add(land, 'devices', { name: at, id, units: [unit], marks: [id, `Cụm loa kín ${at}`] });
    const keeper = at === 'A' ? house.technician : house.stranger;
    const made = await house.t.app.inject({
      method: 'POST',
      url: '/api/device-claims',
      headers: keeper,
      payload: { unit, kind: 'speaker', name: `Chỗ kín ${at}` },
    });
    const { code } = made.json<z.infer<typeof ClaimCodeReply>>();
    add(land, 'codes', { name: `code for ${at}`, id: code, units: [unit], marks: [code, `Chỗ kín ${at}`] });
  }
  for (let shown = 0; shown < 2; shown += 1) {
    const statement = await statementOf(await generateKey(true), 'board', `bảng ${shown}`);
    const answer = await house.t.app.inject({
      method: 'POST',
      url: '/api/device/pending-claims',
      payload: { statement },
    });
    const { code } = answer.json<z.infer<typeof PendingClaimReply>>();
    add(land, 'pending', { name: `board ${shown}`, id: code, units: [], marks: [] });
  }
}

/** A device of one's own, carried to a place that is not; and one whose own nobody's it is. */
function addMoves(land: Land): void {
  const units = [land.villages.A[0]!, land.villages.B[0]!];
  add(land, 'moves', { name: 'from A to B', id: land.devices.A.id, units, marks: [] });
  add(land, 'strangers', { name: 'a stranger', id: '', units: [], marks: [], never: true });
}

async function addSlots(land: Land): Promise<void> {
  for (const at of PLACES) {
    const { rows } = await land.house.t.database.pool.query<{ id: string }>(
      `insert into timetable_slots (unit_id, kind, title, weekdays, from_time, to_time)
        values ($1, 'bulletins', $2, '{1,2,3}', '17:00', '17:30') returning id`,
      [land.place[at], `Buổi kín ${at}`],
    );
    const { id } = rows[0]!;
    add(land, 'slots', {
      name: at,
      id: `${land.place[at]}/slots/${id}`,
      units: [land.place[at]],
      marks: [id],
      seenBelow: true,
    });
  }
}

async function addRates(land: Land): Promise<void> {
  for (const at of PLACES) {
    const { rows } = await land.house.t.database.pool.query<{ id: string }>(
      `insert into royalty_rates (id, unit_id, part, per, dong, valid_from, source, made_by, made_at)
        values (gen_random_uuid(), $1, 'technician', 'item', 10000, '2026-01-01', $2, $3, now()) returning id`,
      [land.place[at], `Quyết định kín ${at}`, visitor(land, 'administrator P').id],
    );
    const id = `${land.place[at]}/${rows[0]!.id}`;
    const marks = [rows[0]!.id, `Quyết định kín ${at}`];
    add(land, 'rates', { name: at, id, units: [land.place[at]], marks, seenBelow: true });
  }
}
