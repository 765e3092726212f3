import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImportView } from '@nguon/protocol/http/imports.ts';
import type { Problem } from '@nguon/protocol/http/problems.ts';
import { createDocumentReader, type DocumentReader } from '../../platform/documents/documents.ts';
import { buildDocx, paragraph } from '../../platform/documents/testing/docx.ts';
import { scan, scannedPdf } from '../../platform/documents/testing/paper.ts';
import { buildZip } from '../../platform/documents/testing/zip.ts';
import { silentLog } from '../../platform/log.ts';
import { buildTestApp, type TestApp } from '../../test-app.ts';
import { buildUser, signedIn } from '../accounts/factories.ts';
import { buildUnit } from '../units/factories.ts';
import { forgetImports, giveUpImports, readImportedFile } from './importing.ts';

let test: TestApp;
let documents: DocumentReader;
let unit: string;
let officer: { cookie: string };
let colleague: { cookie: string };
let stranger: { cookie: string };

beforeAll(async () => {
  documents = createDocumentReader({ log: silentLog() });
  test = await buildTestApp({ documents });
  const { platform } = test;
  unit = (await buildUnit(platform.db)).id;
  officer = await signedIn(platform, await buildUser(platform.db, { role: 'commune-officer', unit }));
  colleague = await signedIn(platform, await buildUser(platform.db, { role: 'commune-leader', unit }));
  const elsewhere = (await buildUnit(platform.db)).id;
  stranger = await signedIn(platform, await buildUser(platform.db, { role: 'commune-officer', unit: elsewhere }));
});
afterAll(async () => {
  await documents.stop();
  await test.stop();
});

async function send(file: Buffer, name: string, headers = officer, where = unit) {
  const edge = 'ranh-gioi';
  const head = `--${edge}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`;
  const payload = Buffer.concat([Buffer.from(head), file, Buffer.from(`\r\n--${edge}--\r\n`)]);
  const response = await test.app.inject({
    method: 'POST',
    url: `/api/imports?unit=${where}`,
    payload,
    headers: { ...headers, 'content-type': `multipart/form-data; boundary=${edge}` },
  });
  return { status: response.statusCode, body: response.json<ImportView & Partial<Problem>>() };
}

const view = async (id: string, headers = officer) => {
  const response = await test.app.inject({ url: `/api/imports/${id}`, headers });
  return { status: response.statusCode, body: response.json<ImportView>() };
};
const files = async (): Promise<number> =>
  (await readdir(join(test.platform.config.dataDir, 'files'), { recursive: true })).filter((name) =>
    /[0-9a-f]{64}$/.test(name),
  ).length;

describe('a file sent for its text', { timeout: 120_000 }, () => {
  it('is read by a job; its sender and those who write there see it, nobody else', async () => {
    const { status, body } = await send(buildDocx({ body: paragraph('Mời họp thôn.') }), 'Thông báo.docx');
    expect([status, body.state, body.name, body.pages]).toEqual([202, 'making', 'Thông báo.docx', null]);
    await readImportedFile(test.platform, body.id);
    const result = { text: 'Mời họp thôn.', pages: [], doubtful: [], converted: null, warnings: [] };
    for (const who of [officer, colleague])
      expect((await view(body.id, who)).body).toMatchObject({ state: 'ready', done: 1, pages: 1, result });
    expect((await view(body.id, stranger)).status).toBe(404);
    expect((await send(buildDocx({ body: paragraph('x') }), 'x.docx', stranger)).body.code).toBe('forbidden');
  });

  it('that is scanned goes on after a kill with the pages that are missing, and shows them beside the text', async () => {
    const [one, two] = [
      scan(['Mời bà con họp thôn tối nay'], { size: 20 }),
      scan(['Tại nhà văn hóa thôn'], { size: 20 }),
    ];
    const { body } = await send(scannedPdf([one, two]), 'quet.pdf');
    const killed = new AbortController();
    const dying: DocumentReader = {
      ...documents,
      recognise: async (asked, signal) => {
        if (asked.page === 1) killed.abort();
        return documents.recognise(asked, signal);
      },
    };
    const platform = { ...test.platform, documents: dying };
    await expect(readImportedFile(platform, body.id, killed.signal)).rejects.toMatchObject({ code: 'unavailable' });
    expect((await view(body.id)).body).toMatchObject({ state: 'making', done: 1, pages: 2, result: null });
    await readImportedFile(test.platform, body.id);
    const { result, done } = (await view(body.id)).body;
    expect([done, result?.text]).toEqual([2, 'Mời bà con họp thôn tối nay\nTại nhà văn hóa thôn']);
    expect(result?.pages).toMatchObject([
      { number: 0, from: 0, to: 27 },
      { number: 1, from: 28, to: 48 },
    ]);
    const url = `/api/imports/${body.id}/pages/1`;
    const picture = await test.app.inject({ url, headers: colleague });
    expect([picture.headers['content-type'], picture.rawPayload.subarray(0, 2).toString('hex')]).toEqual([
      'image/jpeg',
      'ffd8',
    ]);
    expect((await test.app.inject({ url, headers: stranger })).statusCode).toBe(404);
    const { rows } = await test.database.pool.query<{ sha256: string }>(
      `select picture_sha256 as sha256 from import_pages where import_id = $1 union select original_sha256 from imports where id = $1`,
      [body.id],
    );
    expect(rows).toHaveLength(3);
    for (const { sha256 } of rows) expect((await test.app.inject({ url: `/media/${sha256}` })).statusCode).toBe(404);
  });

  it.each([
    ['a bomb', buildZip({ '[Content_Types].xml': '', 'word/document.xml': Buffer.alloc(100_000_000) }), 'import-bomb'],
    ['a broken PDF', Buffer.from('%PDF-1.7\nkhông có gì'), 'import-unreadable'],
    ['an empty document', buildDocx({ body: '' }), 'import-empty'],
  ])('that is %s fails within seconds with a sentence', async (_what, bytes, code) => {
    const { body } = await send(bytes, 'tep');
    const begun = performance.now();
    await readImportedFile(test.platform, body.id);
    expect(performance.now() - begun).toBeLessThan(10_000);
    const failed = (await view(body.id)).body;
    expect(failed).toMatchObject({ state: 'failed', result: null, problem: { code } });
    expect(failed.problem?.title).toMatch(/[.]$/);
  });

  it('that is none of ours is refused at once, and nothing is kept', async () => {
    const before = await files();
    expect((await send(Buffer.from('GIF89a'), 'anh.gif')).body).toMatchObject({ code: 'import-unknown', status: 422 });
    expect((await send(Buffer.alloc(0), 'trong.docx')).body.code).toBe('import-unreadable');
    expect((await send(Buffer.alloc(30_100_000), 'to.pdf')).body.code).toBe('too-large');
    expect(await files()).toBe(before);
  });

  it('is forgotten with its files after a week, unless they are used elsewhere; one that nobody could read fails', async () => {
    const twice = buildDocx({ body: paragraph('Hai lần.') });
    const { body: old } = await send(twice, 'cu.docx');
    test.clock.advance(4 * 86_400_000);
    const { body: young } = await send(twice, 'moi.docx');
    await giveUpImports(test.platform);
    expect((await view(old.id)).body).toMatchObject({ state: 'failed', problem: { code: 'unavailable' } });
    expect((await view(young.id)).body.state).toBe('making');
    test.clock.advance(3.5 * 86_400_000);
    await forgetImports(test.platform);
    expect([(await view(old.id)).status, (await view(young.id)).status]).toEqual([404, 200]);
    await readImportedFile(test.platform, young.id);
    expect((await view(young.id)).body.result?.text).toBe('Hai lần.');
    expect(await files()).toBe(1);
    test.clock.advance(7 * 86_400_000);
    await forgetImports(test.platform);
    expect(await files()).toBe(0);
  });
});
