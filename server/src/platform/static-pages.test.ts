import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildHttp, type Doors } from './http.ts';
import { silentLog } from './log.ts';
import { serveApp } from './static-pages.ts';
import { makeTestFolder } from './test-folder.ts';

let app: Doors;
let folder: Awaited<ReturnType<typeof makeTestFolder>>;

beforeAll(async () => {
  folder = await makeTestFolder();
  app = await buildHttp({ log: silentLog(), publicUrl: 'http://localhost:1', identify: async () => null });
  await serveApp(app, '/quan-ly', join(folder.path, 'dist'), ['soan']);
  await serveApp(app, '/bang', join(folder.path, 'other'));
});
afterAll(async () => {
  await app.close();
  await folder.remove();
});

it('answers 404 until the app is built, then serves it without a restart', async () => {
  expect((await app.inject('/quan-ly/')).statusCode).toBe(404);
  await mkdir(join(folder.path, 'dist/assets'), { recursive: true });
  await writeFile(join(folder.path, 'dist/index.html'), '<p>app</p>');
  await writeFile(join(folder.path, 'dist/assets/a-1.js'), 'x');
  await writeFile(join(folder.path, 'secret.txt'), 'secret');

  expect((await app.inject('/quan-ly')).headers.location).toBe('/quan-ly/');
  for (const url of ['/quan-ly/', '/quan-ly/ban-tin/1?x=1']) {
    const page = await app.inject(url);
    expect([page.body, page.headers['cache-control']]).toEqual(['<p>app</p>', 'no-cache']);
    expect(page.headers['content-type']).toContain('text/html');
  }
  const asset = await app.inject('/quan-ly/assets/a-1.js');
  expect([asset.body, asset.headers['cache-control']]).toEqual(['x', 'public, max-age=31536000, immutable']);
  expect((await app.inject('/quan-ly/assets/b-2.js')).statusCode).toBe(404);
  for (const url of ['/quan-ly/../secret.txt', '/quan-ly/..%2fsecret.txt', '/quan-ly/%2e%2e/secret.txt'])
    expect((await app.inject(url)).body).not.toContain('secret');
  expect((await app.inject('/bang/')).statusCode).toBe(404);
});

it('answers an address that has a page of its own by that page, and no address below it', async () => {
  await mkdir(join(folder.path, 'dist'), { recursive: true });
  await writeFile(join(folder.path, 'dist/index.html'), '<p>app</p>');
  await writeFile(join(folder.path, 'dist/soan.html'), '<p>desk</p>');
  expect((await app.inject('/quan-ly/soan?x=1')).body).toBe('<p>desk</p>');
  expect((await app.inject('/quan-ly/soan')).headers['cache-control']).toBe('no-cache');
  expect((await app.inject('/quan-ly/soan/1')).body).toBe('<p>app</p>');
});

it('sends scripts and styles packed to whom takes it, and the same to whom does not', async () => {
  const script = 'export const words = "nghe, duyệt, phát";'.repeat(200);
  await mkdir(join(folder.path, 'dist/assets'), { recursive: true });
  await writeFile(join(folder.path, 'dist/assets/c-3.js'), script);
  await writeFile(join(folder.path, 'dist/assets/d-4.png'), script);
  const ask = async (path: string, encoding: string) =>
    app.inject({ url: `/quan-ly/assets/${path}`, headers: { 'accept-encoding': encoding } });

  for (let time = 0; time < 2; time += 1) {
    const packed = await ask('c-3.js', 'gzip, deflate, br');
    expect(packed.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' });
    expect(packed.headers['content-type']).toContain('text/javascript');
    expect(packed.headers['cache-control']).toContain('immutable');
    expect(packed.rawPayload.length).toBeLessThan(script.length / 10);
    expect(gunzipSync(packed.rawPayload).toString()).toBe(script);
  }
  const plain = await ask('c-3.js', 'identity');
  expect([plain.body, plain.headers['content-encoding'], plain.headers['vary']]).toEqual([
    script,
    undefined,
    'accept-encoding',
  ]);
  expect((await ask('d-4.png', 'gzip')).headers['content-encoding']).toBeUndefined();
  expect((await ask('e-5.js', 'gzip')).statusCode).toBe(404);
  await writeFile(join(folder.path, 'dist/assets/e-5.js'), 'later');
  expect((await ask('e-5.js', 'gzip')).statusCode).toBe(200);
});
