import type { Receipt } from '@nguon/protocol/device.ts';
import type { Role } from '@nguon/protocol/http/accounts.ts';
import type { BulletinBody } from '@nguon/protocol/http/bulletins.ts';
import type { RequestBody } from '@nguon/protocol/http/requests.ts';
import { Programme } from '@nguon/protocol/programme.ts';
import { TYPES, verifyDocument } from '@nguon/protocol/verify.ts';
import type { z } from 'zod';
import type { Actor } from '../../../platform/http.ts';
import { waitingJobs } from '../../../platform/test-jobs.ts';
import { actorFor, buildUser, signedIn } from '../../accounts/factories.ts';
import { buildBulletin, buildSound } from '../../bulletins/factories.ts';
import { getBulletin } from '../../bulletins/service.ts';
import {
  buildDeviceHouse,
  buildReceipt,
  claimSpeaker,
  type DeviceHouse,
  sendReceipts,
  type TestDevice,
} from '../../devices/testing/house.ts';
import { approveBy, buildRequest } from '../../requests/factories.ts';
import { makeOrder } from '../orders.ts';
import { issueProgramme } from '../programmes.ts';
import { newestPointer } from '../store-programmes.ts';

/** Somebody of a test. */
export interface Person {
  actor: Actor;
  headers: { cookie: string };
}

/** What is ordered: by default "Phát ngay" of 30 seconds, read once, in the first commune by its officer, approved by its leader. */
export interface OrderWishes extends Partial<z.input<typeof RequestBody>> {
  content?: Partial<z.input<typeof BulletinBody>>;
  durationMs?: number;
  author?: Person;
  approvers?: readonly Person[];
}

/** An approved bulletin of a test, and the id of its order. */
export interface Ordered {
  bulletin: string;
  request: string;
  order: string;
}

/** A small province on the air: real database, real signer, people of two communes and of the province; a broker that remembers. */
export interface Air {
  house: DeviceHouse;
  platform: DeviceHouse['t']['platform'];
  /** The two communes of the first district and the first of the second. */
  communes: [string, string, string];
  villages: string[];
  people: Record<'officer' | 'leader' | 'neighbour' | 'editor' | 'board1' | 'board2' | 'admin' | 'viewer', Person>;
  person(role: Role, unit: string, topic?: string): Promise<Person>;
  /** Approves something without making its order. */
  approve(wishes?: OrderWishes): Promise<Ordered>;
  /** Approves something and makes its order. */
  order(wishes?: OrderWishes): Promise<Ordered>;
  /** Does the programmes that were asked for; returns their units. */
  issue(): Promise<string[]>;
  /** The newest programme of a unit, verified as a device would. */
  programme(unit: string): Promise<Programme>;
  ask(who: Person | null, method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object): Promise<Answer>;
  stop(): Promise<void>;
}

export interface Answer {
  status: number;
  body: Record<string, unknown>;
}

export async function buildAir(): Promise<Air> {
  const house = await buildDeviceHouse();
  const { platform } = house.t;
  const { province } = house;
  const person = async (role: Role, unit: string, topic?: string): Promise<Person> => {
    const user = await buildUser(platform.db, { role, unit, ...(topic !== undefined && { topic }) });
    return { actor: await actorFor(platform.db, user), headers: await signedIn(platform, user) };
  };
  const [one, two, three] = province.communes.map(({ id }) => id) as [string, string, string];
  const top = province.province.id;
  const people = {
    officer: await person('commune-officer', one),
    leader: await person('commune-leader', one),
    neighbour: await person('commune-leader', two),
    editor: await person('department-editor', top),
    board1: await person('editorial-board', top),
    board2: await person('editorial-board', top),
    admin: await person('administrator', top),
    viewer: await person('viewer', one),
  };
  const approve = (wishes: OrderWishes = {}): Promise<Ordered> => approveOne(house, one, people, wishes);
  return {
    house,
    platform,
    communes: [one, two, three],
    villages: province.villages.map(({ id }) => id),
    people,
    person,
    approve,
    async order(wishes) {
      const approved = await approve(wishes);
      await makeOrder(platform, { request: approved.request });
      return approved;
    },
    issue: () => issueAsked(house),
    programme: (unit) => readProgramme(house, unit),
    async ask(who, method, url, payload) {
      const headers = who?.headers ?? {};
      const answer = await house.t.app.inject({ method, url, headers, ...(payload && { payload }) });
      return { status: answer.statusCode, body: answer.body === '' ? {} : answer.json<Answer['body']>() };
    },
    stop: () => house.stop(),
  };
}

async function approveOne(
  house: DeviceHouse,
  commune: string,
  people: Air['people'],
  { content, durationMs = 30_000, author = people.officer, approvers = [people.leader], ...wishes }: OrderWishes,
): Promise<Ordered> {
  const { platform } = house.t;
  const draft = await buildBulletin(platform, author.actor, { unit: commune, ...content });
  await buildSound(platform, draft, { durationMs });
  const bulletin = await getBulletin(platform, author.actor, draft.id);
  const request = await buildRequest(platform, author.actor, bulletin, { readings: 1, ...wishes });
  await approveBy(
    platform,
    request,
    approvers.map(({ actor }) => actor),
  );
  const { rows } = await house.t.database.pool.query<{ order_id: string }>(
    'select order_id from requests where id = $1',
    [request.id],
  );
  return { bulletin: draft.id, request: request.id, order: rows[0]?.order_id ?? '' };
}

async function issueAsked({ t: { platform, database } }: DeviceHouse): Promise<string[]> {
  const asked = [];
  for (const queue of ['programmes.issue-now', 'programmes.issue']) {
    asked.push(...(await waitingJobs<{ unit: string }>(platform.db, queue)));
    await database.pool.query('delete from pgboss.job where name = $1', [queue]);
  }
  const units = [...new Set(asked.map(({ unit }) => unit))];
  for (const unit of units) await issueProgramme(platform, { unit });
  return units;
}

async function readProgramme(house: DeviceHouse, unit: string): Promise<Programme> {
  const { signer, db } = house.t.platform;
  const pointer = await newestPointer(db, unit);
  const answer = await house.t.app.inject(pointer?.url ?? '/programmes/none');
  const { trusted: keys } = await signer.keys();
  const expected = {
    type: TYPES.programme,
    schema: Programme,
    keys: keys.filter(({ purposes }) => purposes.includes('programme')),
  };
  return verifyDocument(answer.body, expected);
}

/** A loudspeaker that stands in a unit and tells what became of one order's slot. */
export interface Teller {
  device: TestDevice;
  tell(change: Partial<Receipt>): Promise<void>;
}

let boots = 0;

/** Puts a loudspeaker into a unit of the first district. */
export async function putSpeaker({ house }: Air, unit: string, name?: string): Promise<Teller> {
  const device = await claimSpeaker(house, unit, name);
  boots += 1;
  const boot = `00000000-0000-4000-8000-${String(boots).padStart(12, '0')}`;
  let seq = 0;
  return {
    device,
    async tell(change) {
      const at = house.clock.now().toISOString();
      const answer = await sendReceipts(house, device, [buildReceipt({ boot, seq, at, ...change })]);
      if (answer.statusCode !== 200) throw new Error(answer.body);
      seq += 1;
    },
  };
}
