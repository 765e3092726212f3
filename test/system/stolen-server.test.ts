import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canonicalJson, sha256, type Canonical } from '../../protocol/src/canonical.ts';
import { pinKeyOf, pinProofOf, type ApprovalStatement } from '../../protocol/src/enrolled-key.ts';
import type { PhoneAsked } from '../../protocol/src/http/phones.ts';
import type { RequestView } from '../../protocol/src/http/requests.ts';
import type { StandingView } from '../../protocol/src/http/standing.ts';
import type { TemplateList } from '../../protocol/src/http/templates.ts';
import { Programme, type OrderEntry } from '../../protocol/src/programme.ts';
import { requestDigest, type Approval } from '../../protocol/src/request.ts';
import { generateKey, signDocument } from '../../protocol/src/sign.ts';
import type { StandingApproval } from '../../protocol/src/standing.ts';
import { fillTemplate } from '../../protocol/src/template.ts';
import { unitProgrammeTopic } from '../../protocol/src/topics.ts';
import { PHONE_TYPES, readUnverified, TYPES } from '../../protocol/src/verify.ts';
import { SignerRefusal } from '../../server/src/platform/signer.ts';
import type { z } from 'zod';
import * as desks from './desk.ts';
import { eventually, type House, openHouse, pause, type Person, removeHouse } from './house.ts';
import { steal, type Stolen } from './house-secrets.ts';
import { type RealSpeaker, startSpeaker } from './real-speaker.ts';

const PIN = '271828';
type Phone = Awaited<ReturnType<typeof generateKey>>;

let house: House;
let stolen: Stolen;
let desk: desks.Desk;
let technician: Person;
let leader: string;
let phone: Phone;
let speaker: RealSpeaker;
/** What the leader has not approved, and the thief wants to be heard. */
let wanted: RequestView;

beforeAll(async () => {
  house = await openHouse({ atMinute: 540 });
  stolen = await steal(house);
  desk = await desks.openDesk(house);
  technician = await house.enter('kỹ thuật viên');
  leader = (await desk.leader.get<{ id: string }>('/api/me')).id;
  phone = await generateKey(false);
  await enrol(desk.leader, phone);
  const village = (await desks.villagesOf(technician, desk.commune))[0]!;
  const claim = await desks.claimStringFor(technician, village.id, 'Cụm loa thật');
  speaker = await startSpeaker(join(house.dataDir, '../speaker'), claim, 'decoder-file');
  wanted = await desks.submit(desk, await writeBulletin('Lời của kẻ trộm'), { kind: 'now' });
  await desks.untilOnline(technician, 1);
}, 300_000);

afterAll(async () => {
  await speaker?.stop();
  await stolen?.stop();
  await house?.stop();
  if (house) await removeHouse(house);
}, 60_000);

const now = (): string => new Date(house.now()).toISOString();
const writeBulletin = (title: string) => desks.writeBulletin(desk.officer, desk.commune, title, 'Mời bà con đến họp.');

async function enrol(person: Person, key: Phone): Promise<void> {
  const { kid } = await person.post<z.infer<typeof PhoneAsked>>('/api/me/phones', { x: key.public.x, name: 'Máy' });
  const statement = { v: 1, user: leader, ...key.public, at: now() };
  const enrolment = await signDocument(statement, PHONE_TYPES.enrolment, key.signing);
  await person.put(`/api/me/phones/${kid}`, { enrolment, pinKey: await pinKeyOf(PIN, kid) });
}

async function signedBy(key: Phone, view: RequestView, listenedMs: number) {
  const { id: request, digest } = view;
  const said = { v: 1, decision: 'approve', request, digest, step: 1, approver: leader, channel: 'screen' } as const;
  const statement: ApprovalStatement = { ...said, listenedMs, at: now() };
  const document = await signDocument(statement, PHONE_TYPES.approval, key.signing);
  return { statement, document, pin: await pinProofOf(await pinKeyOf(PIN, key.public.kid), document) };
}

const lengthOf = (view: RequestView): number => view.sounds.reduce((sum, { durationMs }) => sum + durationMs, 0);

/** An order of what the thief wants heard, to start in a moment, with an approval of the thief's own making. */
async function forgedEntry(change: Partial<Approval> = {}): Promise<OrderEntry> {
  const { request } = wanted;
  const digest = await requestDigest(request);
  const at = new Date(house.now() - 1_000).toISOString();
  const approval: Approval = {
    digest,
    step: 1,
    approver: leader,
    at,
    channel: 'screen',
    listenedMs: lengthOf(wanted),
    signature: null,
    ...change,
  };
  const slot = {
    at: new Date(house.now() + 2_000).toISOString(),
    until: new Date(house.now() + 600_000).toISOString(),
  };
  return { kind: 'order', order: randomUUID(), digest, request, approvals: [approval], slots: [slot], turn: 0 };
}

async function askSigner(entry: OrderEntry): Promise<string> {
  const until = new Date(house.now() + 86_400_000).toISOString();
  const draft = { v: 1 as const, unit: desk.commune, level: 2, from: now(), until, entries: [entry], stopped: [] };
  return outcome(stolen.signer.signProgramme(draft));
}

function outcome(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'signed',
    (error: unknown) => (error instanceof SignerRefusal ? error.reason : String(error)),
  );
}

/** Nothing began to sound within the time that an order takes to arrive, several times over. */
async function expectSilence(): Promise<void> {
  await pause(6_000);
  expect(await speaker.recordings()).toEqual([]);
}

describe('a server in a thief’s hands, with its database, its broker and its way to the signer', () => {
  test('gets no signature for an approval that no enrolled phone made', async () => {
    const stranger = await generateKey(false);
    const own = await signedBy(stranger, wanted, lengthOf(wanted));
    expect(await askSigner(await forgedEntry())).toBe('signature-missing');
    expect(await askSigner(await forgedEntry({ at: own.statement.at, signature: own.document }))).toBe(
      'signature-wrong',
    );
    expect(await askSigner(await forgedEntry({ channel: 'code', listenedMs: 0 }))).toBe('code-not-allowed');
    expect(await askSigner(await forgedEntry({ channel: 'template' }))).toBe('standing-refused');
    expect(await outcome(stolen.signer.showApproval({ approval: own.document, pin: own.pin }))).toBe('key-unknown');
  });

  test('cannot let in a key, a person or a tree of its own', async () => {
    const thief = await generateKey(false);
    const enrolment = await signDocument(
      { v: 1, user: leader, ...thief.public, at: now() },
      PHONE_TYPES.enrolment,
      thief.signing,
    );
    const pinKey = await pinKeyOf('000000', thief.public.kid);
    expect(await outcome(stolen.signer.enrolKey({ enrolment, pinKey }))).toBe('not-vouched');
    const user = randomUUID();
    await stolen.signer.putApprover({
      user,
      name: 'Người lạ',
      grants: [{ role: 'commune-leader', units: [desk.commune], until: null }],
    });
    const his = await signDocument({ v: 1, user, ...thief.public, at: now() }, PHONE_TYPES.enrolment, thief.signing);
    expect(await outcome(stolen.signer.enrolKey({ enrolment: his, pinKey }))).toBe('not-vouched');
    expect(await askSigner(await forgedEntry({ approver: user }))).toBe('signature-missing');
    const { rows } = await stolen.db.query<{ unit: string; level: number; parent: string | null }>(
      'select id as unit, level, parent_id as parent from units_on(today()) order by level',
    );
    const neighbour = rows.find(({ unit, level }) => level === 2 && unit !== desk.commune)!;
    const moved = rows.map((row) => (row.parent === desk.commune ? { ...row, parent: neighbour.unit } : row));
    expect(moved).not.toEqual(rows);
    expect(await outcome(stolen.signer.putUnits(moved))).toBe('guarded');
  });

  test('makes nothing sound: neither by rows of the database, nor by a document and a push of its own', async () => {
    const { request } = wanted;
    const canonical = canonicalJson(request as unknown as Canonical);
    await stolen.db.query("set session_replication_role = 'replica'");
    await stolen.db.query(
      `insert into approvals (request_id, step, approver_id, digest, at, channel, listened_ms, signature)
       values ($1, 1, $2, $3, now(), 'screen', $4, null)`,
      [request.id, leader, await sha256(canonical), lengthOf(wanted)],
    );
    const order = randomUUID();
    await stolen.db.query(`update requests set state = 'approved', order_id = $2, closed_at = now() where id = $1`, [
      request.id,
      order,
    ]);
    await stolen.db.query("set session_replication_role = 'origin'");
    await stolen.db
      .query(`select pgboss.send('orders.make', $1, '{}'::jsonb)`, [{ request: request.id }])
      .catch(async () =>
        // The queue's own door differs from version to version; a row of it is what a thief would write.
        stolen.db.query(`insert into pgboss.job (name, data) values ('orders.make', $1)`, [{ request: request.id }]),
      );
    await eventually('the signer has refused it', async () => {
      const { rows } = await stolen.db.query<{ state: string; end_reason: string }>(
        'select state, end_reason from orders where id = $1',
        [order],
      );
      return rows[0]?.state === 'refused' && rows[0].end_reason === 'signature-missing';
    });
    await pushOwnDocument();
    await expectSilence();
  }, 90_000);

  test('gets nothing out of a template that the leader approved beforehand but what it says', async () => {
    const standing = await approveMarket();
    const { request } = wanted;
    const values = { noi: 'chợ Mẫu', ngay: '2026-12-25', gio: '06:00', 'luu-y': 'Bà con để xe đúng nơi' };
    const filling = { standing: standing.id, values };
    expect(await outcome(stolen.signer.showFilling({ ...filling, request }))).toBe('standing-refused');
    const filled = fillTemplate(standing.content, values)!;
    const screen = { title: filled.title, text: filled.text, picture: null };
    const [sound] = request.sounds;
    const long = { ...request, screen, sounds: [{ ...sound!, durationMs: 90_000 }] };
    expect(await outcome(stolen.signer.showFilling({ ...filling, request: long }))).toBe('standing-refused');
    const elsewhere = { ...request, screen, targets: [desk.commune, randomUUID()] };
    expect(await outcome(stolen.signer.showFilling({ ...filling, request: elsewhere }))).not.toBe('signed');
    expect(await askSigner(await forgedEntry({ channel: 'template', listenedMs: 0 }))).toBe('standing-refused');
    await stolen.db.query("update standing_approvals set until_at = now() + interval '100 years'");
    expect(await askSigner(await forgedEntry({ channel: 'template', listenedMs: 0 }))).toBe('standing-refused');
    await expectSilence();
  }, 60_000);

  test('while what the leader’s own phone signs is heard', async () => {
    const request = await desks.submit(desk, await writeBulletin('Lời của xã'), { kind: 'now' });
    const listening = await desks.listen(desk.leader, request.id);
    const body = { digest: request.digest, listening };
    const unsigned = await desk.leader.ask<{ code: string }>('POST', `/api/requests/${request.id}/approve`, body);
    expect(unsigned.body.code).toBe('phone-needed');
    const { document, pin } = await signedBy(phone, request, lengthOf(request));
    await desk.leader.post(`/api/requests/${request.id}/approve`, { ...body, signed: { document, pin } });
    await eventually('it sounds', async () => (await speaker.recordings()).length === 1, 60_000);
  }, 120_000);
});

/** The house's market notice, approved beforehand by the leader's phone for a month. */
async function approveMarket(): Promise<StandingView> {
  const { items } = await desk.officer.get<z.infer<typeof TemplateList>>(`/api/templates?unit=${desk.commune}`);
  const market = items.find(({ content }) => content.name === 'Chợ phiên')!;
  const terms = { places: [desk.commune], hours: { from: '05:00', to: '20:00' }, longestSeconds: 60, perDay: 3 };
  const until = new Date(house.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  const body = { unit: desk.commune, template: market.id, ...terms, until };
  const view = await desk.officer.post<StandingView>('/api/standing-approvals', body);
  const statement: StandingApproval = {
    v: 1,
    kind: 'template',
    id: view.id,
    approver: leader,
    unit: view.unit,
    template: view.template,
    revision: view.revision,
    ...terms,
    from: now(),
    until: view.until,
  };
  const document = await signDocument(statement, PHONE_TYPES.standing, phone.signing);
  const pin = await pinProofOf(await pinKeyOf(PIN, phone.public.kid), document);
  await desk.leader.post(`/api/standing-approvals/${view.id}/approve`, { signed: { document, pin } });
  return view;
}

/** Writes a programme that the thief signed himself, points at it, and tells the devices. */
async function pushOwnDocument(): Promise<void> {
  const { rows } = await stolen.db.query<{ jws: string; version: string }>(
    'select jws, version from programmes where unit_id = $1 order by version desc limit 1',
    [desk.commune],
  );
  const newest = readUnverified(rows[0]!.jws, { type: TYPES.programme, schema: Programme });
  const forged = { ...newest, version: newest.version + 1_000, issuedAt: now(), entries: [await forgedEntry()] };
  const { signing } = await generateKey(false);
  const { trusted } = await stolen.signer.keys();
  const kid = trusted.find(({ purposes }) => purposes.includes('programme'))!.kid;
  const jws = await signDocument(forged, TYPES.programme, { ...signing, kid });
  const pointer = {
    unit: desk.commune,
    version: forged.version,
    sha256: await sha256(jws),
    url: `/programmes/${desk.commune}/${forged.version}.jws`,
  };
  await stolen.db.query(
    'insert into programmes (unit_id, version, issued_at, sha256, jws) values ($1, $2, now(), $3, $4)',
    [pointer.unit, pointer.version, pointer.sha256, jws],
  );
  await stolen.push(unitProgrammeTopic(desk.commune), pointer);
}
