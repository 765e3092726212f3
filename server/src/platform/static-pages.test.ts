import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
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
  await serveApp(app, '/quan-ly', join(folder.path, 'dist'));
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
