/**
 * `npm run bench:page`: a commune's page, made anew for each request, against a bare node:http server that asks PostgreSQL the
 * same one question and answers the same bytes ready-made. Both stand on the same database and are measured by turns in one run.
 */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { openDatabase } from '../../server/src/platform/db.ts';
import { silentLog } from '../../server/src/platform/log.ts';
import { communePage } from '../../server/src/rooms/sites/store.ts';
import { approve, openDesk, submit, writeBulletin } from '../system/desk.ts';
import { eventually, type House, openHouse, pause, removeHouse } from '../system/house.ts';
import { tell } from './figures.ts';

const TARGET = 0.5;
const ROUNDS = 5;
const SECONDS = 4;
const CONNECTIONS = 10;
const BULLETINS = 6;
const COMMUNE = '/xa/xa-khang-ninh';

const house = await openHouse({ atMinute: 9 * 60 });
try {
  await fill(house);
  const page = await (await fetch(house.url + COMMUNE)).text();
  const bare = await startBare(house, page);
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    theirs.push(await rate(`http://127.0.0.1:${(bare.address() as AddressInfo).port}/`));
    ours.push(await rate(house.url + COMMUNE));
  }
  bare.close();
  const figure = `requests per second, commune page of ${Math.round(page.length / 1024)} KB`;
  tell({
    bench: 'page',
    figure,
    value: Math.max(...ours),
    reference: Math.max(...theirs),
    target: TARGET,
    atMost: false,
  });
} finally {
  await house.stop();
  await removeHouse(house);
}

/** Some bulletins that stand on the page, and a while for the demo to come to rest. */
async function fill(opened: House): Promise<void> {
  const desk = await openDesk(opened);
  for (let number = 0; number < BULLETINS; number += 1) {
    const title = `Bản tin số ${number}`;
    const bulletin = await writeBulletin(desk.officer, desk.commune, title, 'Mời bà con họp thôn lúc mười chín giờ.');
    await approve(desk, await submit(desk, bulletin, { kind: 'now' }));
    await eventually(`${title} is on the page`, async () =>
      (await (await fetch(opened.url + COMMUNE)).text()).includes(title),
    );
  }
  await pause(15_000);
}

/** The bare server asks the question that the page asks, by the same pool, and answers the page's bytes as they are. */
async function startBare(opened: House, page: string): Promise<Server> {
  const running = JSON.parse(await readFile(join(opened.dataDir, 'running.json'), 'utf8')) as Record<string, string>;
  const database = openDatabase(running['DATABASE_URL'] ?? '', { log: silentLog(), connections: 20 });
  const server = createServer((_request, response) => {
    communePage(database.db, 'xa-khang-ninh', new Date(opened.now()), 20).then(
      () => response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  server.on('close', () => void database.close());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

/** Requests answered per second, asked by a process of its own. Throws when any was not answered with 200. */
async function rate(url: string): Promise<number> {
  const program = createRequire(import.meta.url).resolve('autocannon');
  const words = [program, '--json', '--no-progress', '-c', String(CONNECTIONS), '-d', String(SECONDS), url];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'ignore'] });
  let told = '';
  child.stdout.on('data', (chunk: Buffer) => (told += chunk.toString()));
  await once(child, 'close');
  const { requests, non2xx, errors } = JSON.parse(told) as {
    requests: { average: number };
    non2xx: number;
    errors: number;
  };
  if (non2xx > 0 || errors > 0) throw new Error(`${url}: ${non2xx} refused, ${errors} failed`);
  return requests.average;
}
