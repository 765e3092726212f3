import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Actor } from '../../platform/http.ts';
import { createJobs, type Jobs } from '../../platform/jobs.ts';
import { silentLog } from '../../platform/log.ts';
import { createMediaWorker } from '../../platform/media/media.ts';
import type { Platform } from '../../platform/platform.ts';
import { createSpeechEngine } from '../../platform/speech/speech.ts';
import { buildTestApp, type TestApp } from '../../test-app.ts';
import { actorFor, buildUser } from '../accounts/factories.ts';
import { buildBulletin, buildSound } from '../bulletins/factories.ts';
import { registerBulletinJobs } from '../bulletins/jobs.ts';
import { askForSpeech, getBulletin, reviseBulletin } from '../bulletins/service.ts';
import { buildUnit } from '../units/factories.ts';
import { approveBy, buildRequest, HOURLY } from './factories.ts';
import { registerRequestJobs } from './jobs.ts';
import { getRequest } from './reading.ts';
import { ORDERS_QUEUE } from './service.ts';

let test: TestApp;
let jobs: Jobs;
let platform: Platform;
let officer: Actor;
let leader: Actor;
let unit: string;
const asked: { request: string; at: number }[] = [];
const media = createMediaWorker({ processes: 1, log: silentLog() });
const speech = createSpeechEngine({ processes: 1, log: silentLog() });

beforeAll(async () => {
  test = await buildTestApp({ media, speech });
  jobs = createJobs({ url: test.database.url, log: silentLog() });
  platform = { ...test.platform, jobs };
  registerBulletinJobs(platform);
  registerRequestJobs(platform);
  jobs.work<{ request: string }>(ORDERS_QUEUE, async ({ request }) => {
    asked.push({ request, at: performance.now() });
  });
  await jobs.start();
  unit = (await buildUnit(platform.db)).id;
  officer = await actorFor(platform.db, await buildUser(platform.db, { role: 'commune-officer', unit }));
  leader = await actorFor(platform.db, await buildUser(platform.db, { role: 'commune-leader', unit }));
});
afterAll(async () => {
  await jobs.stop();
  await Promise.all([media.stop(), speech.stop()]);
  await test.stop();
});

it('the queue makes the speech that was asked for', async () => {
  const { id } = await buildBulletin(platform, officer, { unit, text: 'Mời bà con đi họp.' });
  await askForSpeech(platform, officer, id, { pace: 'normal' });
  const state = async () => (await getBulletin(platform, officer, id)).sounds[0]?.state;
  await expect.poll(state, { timeout: 15_000 }).toBe('ready');
});

it('a new text closes the request with the old one', async () => {
  const bulletin = await buildBulletin(platform, officer, { unit });
  await buildSound(platform, bulletin);
  const { id } = await buildRequest(platform, officer, bulletin);
  await reviseBulletin(platform, officer, bulletin.id, {
    ...bulletin,
    text: 'Khác.',
    seen: bulletin.revision,
    keepSounds: false,
  });
  const closed = async () =>
    (await test.database.pool.query('select state from requests where id = $1', [id])).rows[0].state as string;
  await expect.poll(closed, { timeout: 10_000 }).toBe('withdrawn');
  expect((await getRequest(platform, HOURLY, leader, id)).state).toBe('withdrawn');
});

it('the last approval reaches whoever makes orders within a moment', async () => {
  const bulletin = await buildBulletin(platform, officer, { unit });
  await buildSound(platform, bulletin);
  const request = await buildRequest(platform, officer, bulletin);
  await approveBy(platform, request, [leader]);
  const approved = performance.now();
  await expect.poll(() => asked.map((job) => job.request), { timeout: 5_000, interval: 5 }).toEqual([request.id]);
  expect((asked[0]?.at ?? 0) - approved).toBeLessThan(1_000);
});
