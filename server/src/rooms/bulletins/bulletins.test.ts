import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bulletin } from '@nguon/protocol/http/bulletins.ts';
import type { Problem } from '@nguon/protocol/http/problems.ts';
import { buildHttp, type Doors } from '../../platform/http.ts';
import { buildTestApp, type TestApp } from '../../test-app.ts';
import { actorFor, buildUser, signedIn } from '../accounts/factories.ts';
import { identifyBy } from '../accounts/service.ts';
import { registerMediaRoutes } from '../media/routes.ts';
import { buildSmallProvince, type SmallProvince } from '../units/factories.ts';
import { buildBulletin, buildSound } from './factories.ts';
import { registerBulletinRoutes } from './routes.ts';
import { advanceBulletin, lockBulletin } from './service.ts';

let test: TestApp;
let doors: Doors;
let land: SmallProvince;
const sessions = new Map<string, { cookie: string }>();
const ids = new Map<string, string>();

async function person(name: string, wishes: Parameters<typeof buildUser>[1] & object): Promise<void> {
  const user = await buildUser(test.platform.db, { name, ...wishes });
  sessions.set(name, await signedIn(test.platform, user));
  ids.set(name, user.id);
}

async function ask<T = Bulletin>(
  name: string,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  url: string,
  payload?: object,
): Promise<{ status: number; body: T & Partial<Problem> }> {
  const headers = sessions.get(name) ?? {};
  const response = await doors.inject({ method, url, headers, ...(payload && { payload }) });
  return { status: response.statusCode, body: (response.body === '' ? null : response.json()) as T & Partial<Problem> };
}

beforeAll(async () => {
  test = await buildTestApp();
  const { platform } = test;
  doors = await buildHttp({ log: platform.log, publicUrl: platform.config.publicUrl, identify: identifyBy(platform) });
  registerMediaRoutes(doors, platform);
  registerBulletinRoutes(doors, platform);
  land = await buildSmallProvince(platform.db);
  const [first, second] = land.communes;
  await person('cán bộ', { role: 'commune-officer', unit: first!.id });
  await person('cán bộ xã khác', { role: 'commune-officer', unit: second!.id });
  await person('kỹ thuật', { role: 'technician', unit: first!.id });
  await person('sở y tế', { role: 'department-editor', unit: land.province.id, topic: 'y-te' });
});
afterAll(async () => {
  await doors.close();
  await test.stop();
});

const draft = (overrides: object = {}) => ({
  unit: land.communes[0]!.id,
  title: 'Mời họp thôn',
  text: 'Mời bà con.',
  ...overrides,
});
const written = async (overrides: object = {}) =>
  (await ask('cán bộ', 'POST', '/api/bulletins', draft(overrides))).body;

describe('writing a bulletin', () => {
  it('keeps what was written with defaults for the rest', async () => {
    const { status, body } = await ask('cán bộ', 'POST', '/api/bulletins', draft());
    expect(status).toBe(201);
    expect(body).toMatchObject({
      state: 'draft',
      class: 'normal',
      genre: 'notice',
      origin: 'own',
      language: 'vi',
      mayEdit: true,
    });
    expect(body).toMatchObject({ unitName: 'Xã Khang Ninh', authorName: 'cán bộ', sounds: [], text: 'Mời bà con.' });
  });

  it('is for those who write there, about what they write of', async () => {
    const tries: [string, object, string][] = [
      ['nobody', draft(), 'signed-out'],
      ['cán bộ xã khác', draft(), 'forbidden'],
      ['kỹ thuật', draft(), 'forbidden'],
      ['sở y tế', draft(), 'forbidden'],
      ['sở y tế', draft({ topic: 'nong-nghiep' }), 'forbidden'],
      ['cán bộ', draft({ topic: 'khong-co' }), 'invalid-input'],
      ['cán bộ', draft({ class: 'emergency' }), 'emergency-not-yet'],
      ['cán bộ', draft({ picture: { sha256: 'a'.repeat(64), alternative: '' } }), 'invalid-input'],
      ['cán bộ', draft({ unit: ids.get('cán bộ') }), 'forbidden'],
      ['cán bộ', draft({ title: '' }), 'invalid-input'],
    ];
    for (const [name, payload, code] of tries) {
      const { body } = await ask(name, 'POST', '/api/bulletins', payload);
      expect([name, body.code]).toEqual([name, code]);
    }
    expect((await ask('sở y tế', 'POST', '/api/bulletins', draft({ topic: 'y-te' }))).status).toBe(201);
  });

  it('names the topics', async () => {
    const { body } = await ask<{ id: string }[]>('kỹ thuật', 'GET', '/api/topics');
    expect(body.map(({ id }) => id)).toContain('thien-tai-dich-benh');
  });
});

describe('changing a bulletin', () => {
  it('makes a new revision and refuses to overwrite another’s', async () => {
    const first = await written();
    const change = { ...draft({ text: 'Mời bà con, 19 giờ.' }), seen: first.revision };
    const second = await ask('cán bộ', 'PUT', `/api/bulletins/${first.id}`, change);
    expect(second.body.text).toBe('Mời bà con, 19 giờ.');
    expect(second.body.revision).not.toBe(first.revision);
    expect((await ask('cán bộ', 'PUT', `/api/bulletins/${first.id}`, change)).body.code).toBe('conflict');
    const back = await ask('cán bộ', 'PUT', `/api/bulletins/${first.id}`, { ...draft(), seen: second.body.revision });
    expect(back.body.revision).toBe(first.revision);
  });

  it('drops the sounds unless they still say what the text says', async () => {
    const first = await written();
    await buildSound(test.platform, first);
    const url = `/api/bulletins/${first.id}`;
    const kept = await ask('cán bộ', 'PUT', url, {
      ...draft({ text: 'Mời bà con!' }),
      seen: first.revision,
      keepSounds: true,
    });
    expect(kept.body.sounds).toHaveLength(1);
    const dropped = await ask('cán bộ', 'PUT', url, { ...draft({ text: 'Khác hẳn.' }), seen: kept.body.revision });
    expect(dropped.body.sounds).toEqual([]);
  });

  it('is refused while it is on the air, and to anybody else', async () => {
    const bulletin = await written();
    const change = { ...draft({ text: 'Khác.' }), seen: bulletin.revision };
    const url = `/api/bulletins/${bulletin.id}`;
    expect((await ask('cán bộ xã khác', 'PUT', url, change)).body.code).toBe('not-found');
    expect((await ask('kỹ thuật', 'PUT', url, change)).body.code).toBe('forbidden');
    await test.platform.db.transaction().execute(async (tx) => {
      for (const event of ['submit', 'order'] as const) {
        const found = await lockBulletin(tx, bulletin.id);
        expect(await advanceBulletin(tx, found!, event, test.clock.now())).toBe(true);
      }
    });
    expect((await ask('cán bộ', 'PUT', url, change)).body.code).toBe('conflict');
    expect((await ask('cán bộ', 'GET', url)).body).toMatchObject({ state: 'ordered', mayEdit: false });
    expect((await ask('cán bộ', 'DELETE', url)).body.code).toBe('conflict');
  });

  it('puts a draft away', async () => {
    const { id } = await written();
    expect((await ask('kỹ thuật', 'DELETE', `/api/bulletins/${id}`)).body.code).toBe('forbidden');
    expect((await ask('cán bộ', 'DELETE', `/api/bulletins/${id}`)).status).toBe(204);
    expect((await ask('cán bộ', 'GET', `/api/bulletins/${id}`)).body.code).toBe('not-found');
  });

  it('is held immutable by the database', async () => {
    const { id } = await written();
    const { pool } = test.database;
    await expect(pool.query(`update revisions set canonical = '{}' where bulletin_id = $1`, [id])).rejects.toThrow(
      'never changed',
    );
    await expect(pool.query('delete from revisions where bulletin_id = $1', [id])).rejects.toThrow('never changed');
    const forged = `insert into revisions (bulletin_id, sha256, canonical, editor_id, created_at) select $1, $2, '{}', author_id, now() from bulletins where id = $1`;
    await expect(pool.query(forged, [id, 'a'.repeat(64)])).rejects.toThrow('check');
  });
});

describe('lists of bulletins', () => {
  type Page = { items: (Bulletin & { text?: string })[]; next: string | null };

  it('go page by page, find titles without marks, and never carry a body or another area', async () => {
    const author = await actorFor(test.platform.db, { id: ids.get('cán bộ')! });
    for (let count = 0; count < 55; count += 1) {
      test.clock.advance(1000);
      await buildBulletin(test.platform, author, { unit: land.communes[0]!.id, title: `Phòng chống rét ${count}` });
    }
    const url = '/api/bulletins?text=phong%20CHONG&state=draft';
    const first = await ask<Page>('kỹ thuật', 'GET', url);
    const second = await ask<Page>('kỹ thuật', 'GET', `${url}&cursor=${first.body.next}`);
    const titles = [...first.body.items, ...second.body.items].map(({ title }) => title);
    expect(titles).toEqual(Array.from({ length: 55 }, (_, index) => `Phòng chống rét ${54 - index}`));
    expect(second.body.next).toBeNull();
    expect(first.body.items[0]).not.toHaveProperty('text');
    expect((await ask<Page>('cán bộ xã khác', 'GET', url)).body.items).toEqual([]);
    const below = await ask<Page>('kỹ thuật', 'GET', `${url}&unit=${land.districts[1]!.id}`);
    expect(below.body.items).toEqual([]);
    expect((await ask<Page>('kỹ thuật', 'GET', '/api/bulletins?text=100%25')).body.items).toEqual([]);
    expect((await ask<Page>('kỹ thuật', 'GET', '/api/bulletins?cursor=x')).body.code).toBe('invalid-input');
  });

  it('show a department that writes of one topic only that topic', async () => {
    await written({ topic: 'y-te', title: 'Lịch tiêm' });
    const { body } = await ask<Page>('sở y tế', 'GET', '/api/bulletins');
    expect(body.items.length).toBeGreaterThan(0);
    for (const { id } of body.items) {
      expect((await ask('sở y tế', 'GET', `/api/bulletins/${id}`)).body.topic).toBe('y-te');
    }
  });
});
