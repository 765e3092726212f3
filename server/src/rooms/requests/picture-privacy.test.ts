import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BulletinPrivacy, PrivacyCheck } from '@nguon/protocol/http/privacy.ts';
import type { Problem } from '@nguon/protocol/http/problems.ts';
import type { RequestView } from '@nguon/protocol/http/requests.ts';
import { createDocumentReader, type DocumentReader } from '../../platform/documents/documents.ts';
import { scan } from '../../platform/documents/testing/paper.ts';
import type { Actor } from '../../platform/http.ts';
import { silentLog } from '../../platform/log.ts';
import { waitingJobs } from '../../platform/test-jobs.ts';
import { buildTestApp, type TestApp } from '../../test-app.ts';
import { actorFor, buildUser, signedIn } from '../accounts/factories.ts';
import { buildBulletin, buildSound } from '../bulletins/factories.ts';
import { mindPictureTexts, PICTURE_READING_QUEUE, readLetters } from '../media/picture-texts.ts';
import { keepPicture, pictureText } from '../media/service.ts';
import { buildUnit } from '../units/factories.ts';
import { listenWhole } from './factories.ts';

const LIST = [
  'DANH SÁCH HỘ NGHÈO NĂM 2026',
  '1. Nông Văn Sáng, sinh năm 1961',
  '2. Hoàng Thị Nhung, sinh năm 1958',
  '3. Triệu Văn Quyết, sinh năm 1970',
  '4. Lý Thị Hoa, sinh năm 1949',
];
const POSTER = ['NGÀY HỘI ĐẠI ĐOÀN KẾT', 'Mời bà con đến nhà văn hóa thôn', 'lúc 8 giờ sáng chủ nhật'];
/** One yellow dot, in a format that the recogniser does not open. */
const WEBP = Buffer.from('UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAgA0JaQAA3AA/vv9UAA=', 'base64');

let test: TestApp;
let documents: DocumentReader;
let unit: string;
const people = new Map<string, { actor: Actor; headers: { cookie: string } }>();

beforeAll(async () => {
  documents = createDocumentReader({ log: silentLog() });
  test = await buildTestApp({ documents });
  const { platform } = test;
  unit = (await buildUnit(platform.db)).id;
  for (const [name, role] of [
    ['người viết', 'commune-officer'],
    ['người thứ hai', 'commune-officer'],
    ['lãnh đạo', 'commune-leader'],
  ] as const) {
    const user = await buildUser(platform.db, { name, role, unit });
    people.set(name, { actor: await actorFor(platform.db, user), headers: await signedIn(platform, user) });
  }
});
afterAll(async () => {
  await documents.stop();
  await test.stop();
});

async function ask<T>(name: string, url: string, payload?: object): Promise<T & Partial<Problem>> {
  const { headers } = people.get(name)!;
  const sent = payload ? ({ method: 'POST', payload } as const) : ({ method: 'GET' } as const);
  return (await test.app.inject({ ...sent, url, headers })).json();
}

async function keep(picture: Buffer): Promise<string> {
  return (await keepPicture(test.platform, people.get('người viết')!.actor, Readable.from([picture]))).sha256;
}

/** A harmless bulletin with a sound and this picture. */
async function withPicture(sha256: string) {
  const picture = { sha256, alternative: 'Bảng tin của thôn' };
  const bulletin = await buildBulletin(test.platform, people.get('người viết')!.actor, { unit, picture });
  await buildSound(test.platform, bulletin);
  return bulletin;
}

function submit({ id, revision }: { id: string; revision: string }, channels = ['speaker', 'board', 'site']) {
  const body = { bulletin: id, revision, targets: [unit], channels, times: { kind: 'now' } };
  return ask<RequestView>('người viết', '/api/requests', body);
}

const check = (shown: string) => ask<PrivacyCheck>('người viết', '/api/privacy/check', { text: 'Mời họp.', shown });

describe('the letters in a picture', { timeout: 120_000 }, () => {
  it('have to be known before it is submitted; a list of names in them stops board and loudspeaker', async () => {
    const sha256 = await keep(scan(LIST, { size: 20 }));
    const bulletin = await withPicture(sha256);
    const early = await submit(bulletin);
    expect(early.code).toBe('picture-being-read');
    expect(early.title).toContain('Chờ một chút');
    expect(await check(sha256)).toEqual({ findings: [], reading: true, neutral: null });

    await readLetters(test.platform, sha256);
    for (const channel of ['speaker', 'board']) {
      const refused = await submit(bulletin, [channel]);
      expect(refused.code).toBe('privacy-blocked');
      expect(refused.title).toContain('danh sách tên (1)');
      expect(JSON.stringify(refused)).not.toContain('Nhung');
    }
    const found = await check(sha256);
    expect(found).toMatchObject({ reading: false, neutral: null });
    expect(found.findings.every(({ part }) => part === 'letters')).toBe(true);
    expect(found.findings.map(({ words }) => words).join('\n')).toContain('Hoàng Thị Nhung');

    const page = await ask<BulletinPrivacy>('người thứ hai', `/api/bulletins/${bulletin.id}/privacy`);
    expect(page).toMatchObject({ settled: false, mayJustify: true, reading: false });
    const reason = { revision: bulletin.revision, reason: 'các hộ đồng ý niêm yết' };
    expect((await ask('người viết', `/api/bulletins/${bulletin.id}/privacy`, reason)).code).toBe(
      'second-person-needed',
    );
    expect(await ask('người thứ hai', `/api/bulletins/${bulletin.id}/privacy`, reason)).toMatchObject({
      settled: true,
    });
    const request = await submit(bulletin);
    expect(request).toMatchObject({ state: 'waiting', privacy: { justifications: [{ reason: reason.reason }] } });
    expect(request.privacy.findings.map(({ part }) => part)).toContain('letters');
  });

  it('pass when they tell of nobody, and are read again at approval', async () => {
    const sha256 = await keep(scan(POSTER, { size: 20 }));
    await readLetters(test.platform, sha256);
    expect(await pictureText(test.platform.db, sha256)).toMatchObject({
      state: 'read',
      text: expect.stringContaining('nhà văn hóa thôn'),
    });
    const request = await submit(await withPicture(sha256));
    expect(request).toMatchObject({ state: 'waiting', privacy: { findings: [], reading: false } });
    const leader = people.get('lãnh đạo')!.actor;
    const listening = await listenWhole(test.platform, leader, request.id);
    const approve = () =>
      ask<RequestView>('lãnh đạo', `/api/requests/${request.id}/approve`, { digest: request.digest, listening });
    // As if the recogniser had learned to read more of it since.
    const say = async (text: string) =>
      test.database.pool.query('update picture_texts set text = $2 where sha256 = $1', [sha256, text]);
    await say('Ông Nông Văn Sáng, CCCD 006061001234');
    expect((await approve()).code).toBe('privacy-blocked');
    await say('Mời bà con');
    expect((await approve()).state).toBe('approved');
  });

  it('that no machine can read are looked at by a second person', async () => {
    const sha256 = await keep(WEBP);
    await readLetters(test.platform, sha256);
    const bulletin = await withPicture(sha256);
    const refused = await submit(bulletin);
    expect(refused.code).toBe('privacy-blocked');
    expect(refused.title).toContain('ảnh máy không đọc được chữ (1)');
    const reason = { revision: bulletin.revision, reason: 'đã xem, ảnh chụp cầu treo' };
    const said = await ask<BulletinPrivacy>('người thứ hai', `/api/bulletins/${bulletin.id}/privacy`, reason);
    expect(said.justifications[0]!.kinds).toEqual(['unread']);
    expect((await submit(bulletin)).state).toBe('waiting');
  });

  it('are read once for each picture, also of pictures of before, and given up after an hour', async () => {
    const { platform, database, clock } = test;
    const jobsFor = async (picture: string) =>
      (await waitingJobs<{ picture: string }>(platform.db, PICTURE_READING_QUEUE)).filter(
        (job) => job.picture === picture,
      ).length;
    const sha256 = await keep(scan(['Ảnh cũ'], { dpi: 40 }));
    expect(await keep(scan(['Ảnh cũ'], { dpi: 40 }))).toBe(sha256);
    expect(await jobsFor(sha256)).toBe(1);
    await database.pool.query('delete from picture_texts where sha256 = $1', [sha256]);
    expect(await pictureText(platform.db, sha256)).toEqual({ state: 'reading', text: '' });
    await mindPictureTexts(platform);
    await mindPictureTexts(platform);
    expect(await jobsFor(sha256)).toBe(2);
    clock.advance(61 * 60_000);
    await mindPictureTexts(platform);
    expect(await pictureText(platform.db, sha256)).toEqual({ state: 'unread', text: '' });
    expect(await pictureText(platform.db, 'a'.repeat(64))).toBeNull();
  });
});
