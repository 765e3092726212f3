import { afterAll, beforeAll, expect, it } from 'vitest';
import type { BulletinPrivacy, PrivacyCheck } from '@nguon/protocol/http/privacy.ts';
import type { Problem } from '@nguon/protocol/http/problems.ts';
import type { RequestView } from '@nguon/protocol/http/requests.ts';
import type { Actor } from '../../platform/http.ts';
import { buildTestApp, type TestApp } from '../../test-app.ts';
import { actorFor, buildUser, signedIn } from '../accounts/factories.ts';
import { createEdition } from '../bulletins/editions.ts';
import { buildBulletin, buildSound } from '../bulletins/factories.ts';
import { getBulletin, reviseBulletin } from '../bulletins/service.ts';
import { buildSmallProvince } from '../units/factories.ts';
import { listenWhole } from './factories.ts';

const TELLING = 'Bà Hoàng Thị Nhung, sinh ngày 3/2/1961, bị tiểu đường, mời bà tái khám.';
let test: TestApp;
let unit: string;
const people = new Map<string, { actor: Actor; headers: { cookie: string } }>();

beforeAll(async () => {
  test = await buildTestApp();
  const { platform } = test;
  const land = await buildSmallProvince(platform.db);
  unit = land.communes[0]!.id;
  const grants = [
    ['người viết', 'commune-officer', unit],
    ['người thứ hai', 'commune-officer', unit],
    ['lãnh đạo', 'commune-leader', unit],
    ['người xem', 'viewer', unit],
    ['xã khác', 'commune-leader', land.communes[1]!.id],
  ] as const;
  for (const [name, role, where] of grants) {
    const user = await buildUser(platform.db, { name, role, unit: where });
    people.set(name, { actor: await actorFor(platform.db, user), headers: await signedIn(platform, user) });
  }
});
afterAll(async () => test.stop());

async function ask<T>(
  name: string,
  method: 'GET' | 'POST',
  url: string,
  payload?: object,
): Promise<{ status: number; body: T & Partial<Problem> }> {
  const { headers } = people.get(name)!;
  const answer = await test.app.inject({ method, url, headers, ...(payload && { payload }) });
  return { status: answer.statusCode, body: answer.json() };
}

/** A bulletin with a sound, by the writer. */
async function written(text: string, wishes: { title?: string } = {}) {
  const author = people.get('người viết')!.actor;
  const bulletin = await buildBulletin(test.platform, author, { unit, title: 'Mời tái khám', text, ...wishes });
  await buildSound(test.platform, bulletin);
  return bulletin;
}

function submit(bulletin: { id: string; revision: string }, channels = ['speaker', 'board', 'site']) {
  const body = {
    bulletin: bulletin.id,
    revision: bulletin.revision,
    targets: [unit],
    channels,
    times: { kind: 'now' },
  };
  return ask<RequestView>('người viết', 'POST', '/api/requests', body);
}

function justify(name: string, bulletin: { id: string; revision: string }, reason = 'gia đình đồng ý bằng giấy') {
  return ask<BulletinPrivacy>(name, 'POST', `/api/bulletins/${bulletin.id}/privacy`, {
    revision: bulletin.revision,
    reason,
  });
}

it('says while somebody writes what is found, and offers neutral words', async () => {
  const body = { title: 'Mời họp', text: TELLING };
  const { body: found } = await ask<PrivacyCheck>('người xem', 'POST', '/api/privacy/check', body);
  expect(found.findings.map(({ kind, part }) => `${part} ${kind}`)).toEqual(['text health', 'text birth']);
  expect(found.neutral?.title).toBe('Mời họp');
  expect(found.neutral?.text).not.toContain('Nhung');
  const { body: calm } = await ask<PrivacyCheck>('người xem', 'POST', '/api/privacy/check', { text: 'Mời họp thôn.' });
  expect(calm).toEqual({ findings: [], reading: false, neutral: null });
});

it.each([[['speaker']], [['board']], [['site']]])('stops what would go out by %s', async (channels) => {
  const { status, body } = await submit(await written(TELLING), channels);
  expect(status).toBe(422);
  expect(body.code).toBe('privacy-blocked');
  expect(body.title).toContain('sức khỏe (1), ngày sinh (1)');
  // Who it is about stays out of the refusal, which is logged.
  expect(JSON.stringify(body)).not.toContain('Nhung');
});

it('stops what stands in the title, and lets a harmless text pass', async () => {
  expect((await submit(await written('Mời bà đến trạm.', { title: 'Bà Hoàng Thị Nhung bị lao' }))).status).toBe(422);
  expect((await submit(await written('Mời bà con họp thôn.'))).status).toBe(201);
});

it('goes out when a second person says why, for that revision only', async () => {
  const bulletin = await written(TELLING);
  const own = await justify('người viết', bulletin);
  expect([own.status, own.body.code]).toEqual([403, 'second-person-needed']);
  expect((await justify('người xem', bulletin)).body.code).toBe('forbidden');
  expect((await justify('xã khác', bulletin)).body.code).toBe('not-found');
  expect((await justify('người thứ hai', { ...bulletin, revision: '0'.repeat(64) })).body.code).toBe('conflict');
  const said = await justify('người thứ hai', bulletin);
  expect(said.status).toBe(200);
  expect(said.body).toMatchObject({ settled: true, mayJustify: false, justifications: [{ byName: 'người thứ hai' }] });
  expect(said.body.justifications[0]!.kinds.toSorted()).toEqual(['birth', 'health']);
  const { status, body } = await submit(bulletin);
  expect(status).toBe(201);
  expect(body.privacy.justifications[0]!.reason).toBe('gia đình đồng ý bằng giấy');
  expect(body.privacy.findings).toHaveLength(2);

  const { actor } = people.get('người viết')!;
  const seen = await getBulletin(test.platform, actor, bulletin.id);
  const content = { ...seen, text: `${TELLING} Xin cảm ơn.`, seen: seen.revision, keepSounds: true };
  const revised = await reviseBulletin(test.platform, actor, bulletin.id, content);
  expect((await submit(revised)).body.code).toBe('privacy-blocked');
});

it('does not let whoever edited the revision say why', async () => {
  const bulletin = await written('Mời bà con họp.');
  const { actor } = people.get('người thứ hai')!;
  const seen = await getBulletin(test.platform, actor, bulletin.id);
  const revised = await reviseBulletin(test.platform, actor, bulletin.id, {
    ...seen,
    text: TELLING,
    seen: seen.revision,
    keepSounds: true,
  });
  expect((await justify('người thứ hai', revised)).body.code).toBe('second-person-needed');
  expect((await justify('người viết', revised)).body.code).toBe('second-person-needed');
  expect((await justify('lãnh đạo', revised)).status).toBe(200);
});

it('asks again at approval', async () => {
  const bulletin = await written(TELLING);
  await justify('người thứ hai', bulletin);
  const { body: view } = await submit(bulletin);
  const listening = await listenWhole(test.platform, people.get('lãnh đạo')!.actor, view.id);
  // As if the rules had learned of a kind since.
  const { pool } = test.database;
  await pool.query('alter table privacy_justifications disable trigger user');
  await pool.query(`update privacy_justifications set kinds = '{birth}' where bulletin_id = $1`, [bulletin.id]);
  await pool.query('alter table privacy_justifications enable trigger user');
  const opened = await ask<RequestView>('lãnh đạo', 'GET', `/api/requests/${view.id}`);
  expect(opened.body.privacy.findings.map(({ kind }) => kind)).toEqual(['health', 'birth']);
  const approve = () =>
    ask<RequestView>('lãnh đạo', 'POST', `/api/requests/${view.id}/approve`, { digest: view.digest, listening });
  expect((await approve()).body.code).toBe('privacy-blocked');
  expect((await justify('lãnh đạo', bulletin, 'đã hỏi gia đình')).status).toBe(200);
  expect((await approve()).body.state).toBe('approved');
});

it('reads every part of an edition; a reason for one says nothing of another', async () => {
  const [first, second] = [await written(TELLING), await written('Bà Lý Thị Hoa bị tiểu đường.')];
  const parts = [first, second].map(({ id }) => ({ kind: 'bulletin' as const, bulletin: id, item: null, readings: 1 }));
  const { actor } = people.get('người viết')!;
  const { bulletin } = await createEdition(test.platform, actor, { unit, title: 'Chương trình thứ Tư', parts });
  expect((await submit(bulletin)).body.code).toBe('privacy-blocked');
  await justify('người thứ hai', first);
  expect((await submit(bulletin)).body.code).toBe('privacy-blocked');
  await justify('người thứ hai', second);
  const { status, body } = await submit(bulletin);
  expect(status).toBe(201);
  expect(body.privacy.justifications).toHaveLength(2);
});

it('keeps what was said as it was said, and no personal word of it in the audit log', async () => {
  const bulletin = await written(TELLING);
  await justify('người thứ hai', bulletin, 'bà Nhung đồng ý');
  const { pool } = test.database;
  await expect(pool.query(`update privacy_justifications set reason = 'khác'`)).rejects.toThrow('never changed');
  await expect(pool.query('delete from privacy_justifications')).rejects.toThrow('never changed');
  await expect(pool.query('truncate privacy_justifications')).rejects.toThrow('never changed');
  const { rows } = await pool.query<{ entry: string }>(
    `select a::text as entry from audit_entries a where a::text like '%privacy-justified%'`,
  );
  expect(rows.length).toBeGreaterThan(0);
  for (const { entry } of rows) expect(entry).not.toContain('Nhung');
});

it('has nothing to justify in a harmless text', async () => {
  const bulletin = await written('Mời bà con họp thôn.');
  expect((await justify('người thứ hai', bulletin)).body.code).toBe('invalid-input');
  const { body } = await ask<BulletinPrivacy>('người thứ hai', 'GET', `/api/bulletins/${bulletin.id}/privacy`);
  expect(body).toMatchObject({ findings: [], settled: true, mayJustify: false, whyNot: null });
});
