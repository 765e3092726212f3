import { afterAll, beforeAll, expect, test } from 'vitest';
import { canonicalJson, sha256, type Canonical } from '../../protocol/src/canonical.ts';
import { Programme } from '../../protocol/src/programme.ts';
import { Request } from '../../protocol/src/request.ts';
import { readUnverified, TYPES } from '../../protocol/src/verify.ts';
import * as desks from './desk.ts';
import { eventually, type House, openHouse, type Person, removeHouse } from './house.ts';
import { steal, type Stolen } from './house-secrets.ts';

/** Starts of the slots that the leader adds, minutes of the day; each order has its own. */
const SLOTS = [16 * 60, 16 * 60 + 20, 16 * 60 + 40];
const ELSEWHERE = '02176';

let house: House;
let stolen: Stolen;
let desk: desks.Desk;
let technician: Person;
let elsewhere: string;
let orders: string[];

beforeAll(async () => {
  house = await openHouse({ atMinute: 540 });
  stolen = await steal(house);
  desk = await desks.openDesk(house);
  technician = await house.enter('kỹ thuật viên');
  elsewhere = (await desks.unitOf(technician, ELSEWHERE)).id;
  for (const from of SLOTS) await desks.addSlot(desk.leader, desk.commune, from, from + 15);
  orders = await Promise.all(SLOTS.map(orderAt));
  await eventually('all are on the air', async () => (await carried()).length === orders.length);
}, 300_000);

afterAll(async () => {
  await stolen?.stop();
  await house?.stop();
  if (house) await removeHouse(house);
}, 60_000);

/** Writes, submits for a slot, hears and approves. @returns the order */
async function orderAt(minute: number): Promise<string> {
  const text = `Mời bà con họp lúc ${Math.floor(minute / 60)} giờ ${minute % 60}.`;
  const bulletin = await desks.writeBulletin(desk.officer, desk.commune, `Họp ${minute}`, text);
  const today = new Date(house.now() + 7 * 3_600_000).toISOString().slice(0, 10);
  const start = new Date(`${today}T${desks.timeOf(minute)}:00+07:00`).toISOString();
  const request = await desks.submit(desk, bulletin, { kind: 'slots', starts: [start] });
  return (await desks.approve(desk, request)).order!;
}

/** Orders in the newest signed programme of a unit. */
async function carried(unit = desk.commune): Promise<string[]> {
  const { rows } = await stolen.db.query<{ jws: string }>(
    'select jws from programmes where unit_id = $1 order by version desc limit 1',
    [unit],
  );
  if (!rows[0]) return [];
  const { entries } = readUnverified(rows[0].jws, { type: TYPES.programme, schema: Programme });
  return entries.flatMap((entry) => (entry.kind === 'order' ? [entry.order] : []));
}

async function asThief(statements: readonly [string, unknown[]][]): Promise<void> {
  await stolen.db.query("set session_replication_role = 'replica'");
  for (const [text, values] of statements) await stolen.db.query(text, values);
  await stolen.db.query("set session_replication_role = 'origin'");
}

async function stored(order: string): Promise<{ id: string; request: Request }> {
  const { rows } = await stolen.db.query<{ id: string; canonical: string }>(
    'select id, canonical from requests where order_id = $1',
    [order],
  );
  return { id: rows[0]!.id, request: Request.parse(JSON.parse(rows[0]!.canonical)) };
}

/** The order's state, and why the signer would not have it. */
async function stateOf(order: string): Promise<string> {
  const { rows } = await stolen.db.query<{ state: string; end_reason: string | null }>(
    'select state, end_reason from orders where id = $1',
    [order],
  );
  return `${rows[0]?.state}: ${rows[0]?.end_reason}`;
}

let minute = 12 * 60;
async function issueAnother(unit: string, keeper: Person): Promise<void> {
  minute += 10;
  await desks.addSlot(keeper, unit, minute, minute + 5);
}

async function expectRefused(order: string, reason: string): Promise<void> {
  await eventually('the order is refused', async () => !/^(standing|undefined)/.test(await stateOf(order)), 60_000);
  expect(await stateOf(order)).toBe(`refused: ${reason}`);
  await eventually('no programme carries it', async () => !(await carried()).includes(order));
  const { rows } = await stolen.db.query(
    `select 1 from audit_entries where act = 'order.refused' and subject_id = $1 and details ->> 'reason' = $2`,
    [order, reason],
  );
  expect(rows).toHaveLength(1);
}

test('the database itself lets nobody change what was approved', async () => {
  const { id } = await stored(orders[0]!);
  const changes = [
    [`update requests set canonical = replace(canonical, 'Mời', 'Cấm') where id = $1`, /violates check/],
    [`update requests set state = 'waiting', order_id = null where id = $1`, /never changed/],
    [
      `update requests set author_id = (select approver_id from approvals where request_id = $1) where id = $1`,
      /never changed/,
    ],
    [`update approvals set listened_ms = 0 where request_id = $1`, /never changed/],
    [`delete from approvals where request_id = $1`, /never changed/],
    [
      `update revisions set canonical = '{}' where bulletin_id = (select bulletin_id from requests where id = $1)`,
      /never changed/,
    ],
    [`update audit_entries set act = 'x' where subject_id = $1::text`, /never changed/],
  ] as const;
  for (const [statement, words] of changes)
    await expect(stolen.db.query(statement, [id]), statement).rejects.toThrow(words);
  expect(await stateOf(orders[0]!)).toBe('standing: null');
});

test('a target added after approval, by whoever goes around the database’s guards, never airs', async () => {
  const { id, request } = await stored(orders[0]!);
  const changed = { ...request, targets: [...request.targets, elsewhere].toSorted() };
  const canonical = canonicalJson(changed as unknown as Canonical);
  await asThief([
    ['update requests set canonical = $2, digest = $3 where id = $1', [id, canonical, await sha256(canonical)]],
    [
      `insert into order_targets select (jsonb_populate_record(t, jsonb_build_object('unit_id', $2::text))).* from order_targets t where order_id = $1`,
      [orders[0], elsewhere],
    ],
  ]);
  await issueAnother(desk.commune, desk.leader);
  await expectRefused(orders[0]!, 'replayed');
  expect(await carried(elsewhere)).not.toContain(orders[0]);
}, 90_000);

test('a text changed with a digest and approvals to match never airs', async () => {
  const { id, request } = await stored(orders[1]!);
  const changed = { ...request, screen: { ...request.screen, text: 'Lời của kẻ trộm.' } };
  const canonical = canonicalJson(changed as unknown as Canonical);
  const digest = await sha256(canonical);
  await asThief([
    ['update requests set canonical = $2, digest = $3 where id = $1', [id, canonical, digest]],
    ['update approvals set digest = $2 where request_id = $1', [id, digest]],
  ]);
  await issueAnother(desk.commune, desk.leader);
  await expectRefused(orders[1]!, 'replayed');
}, 90_000);

test('a start moved after approval never airs', async () => {
  await asThief([
    [
      `update order_slots set at = at - interval '1 hour', until = until - interval '1 hour' where order_id = $1`,
      [orders[2]],
    ],
  ]);
  await issueAnother(desk.commune, desk.leader);
  await expectRefused(orders[2]!, 'slot-not-requested');
}, 90_000);

test('a request changed between its two approvals becomes an order that is refused', async () => {
  const [one, two] = [
    await house.enter('ban biên tập, người thứ nhất'),
    await house.enter('ban biên tập, người thứ hai'),
  ];
  const editor = await house.enter('biên tập viên sở');
  const me = await editor.get<{ grants: { unit: string }[] }>('/api/me');
  const bulletin = await desks.writeBulletin(editor, me.grants[0]!.unit, 'Tin của tỉnh', 'Tỉnh mời bà con họp.');
  const { id, digest } = await editor.post<{ id: string; digest: string }>('/api/requests', {
    bulletin: bulletin.id,
    revision: bulletin.revision,
    targets: [desk.commune],
    times: { kind: 'now' },
    readings: 1,
  });
  await one.post(`/api/requests/${id}/approve`, { digest, listening: await desks.listen(one, id) });
  const { rows } = await stolen.db.query<{ canonical: string }>('select canonical from requests where id = $1', [id]);
  const request = Request.parse(JSON.parse(rows[0]!.canonical));
  const canonical = canonicalJson({ ...request, targets: [elsewhere] } as unknown as Canonical);
  const forged = await sha256(canonical);
  await asThief([
    ['update requests set canonical = $2, digest = $3 where id = $1', [id, canonical, forged]],
    ['update request_targets set unit_id = $2 where request_id = $1', [id, elsewhere]],
  ]);
  // The second sees the forged one and approves it in good faith.
  const approved = await two.post<{ order: string }>(`/api/requests/${id}/approve`, {
    digest: forged,
    listening: await desks.listen(two, id),
  });
  await expectRefused(approved.order, 'digest-differs');
  expect(await carried(elsewhere)).not.toContain(approved.order);
}, 120_000);
