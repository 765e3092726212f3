import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createClock } from '../platform/clock.ts';
import { buildHttp, type Doors } from '../platform/http.ts';
import { silentLog } from '../platform/log.ts';
import { createMediaWorker } from '../platform/media/media.ts';
import { loopOf } from '../platform/media/mp3-loop.ts';
import { createSpeechEngine } from '../platform/speech/speech.ts';
import { buildTestApp, type TestApp } from '../test-app.ts';
import { RELAY_PATH } from './content.ts';
import { registerDemoRelay } from './relay.ts';

const log = silentLog();
const media = createMediaWorker({ processes: 1, log });
const speech = createSpeechEngine({ processes: 1, log });
let house: TestApp;
beforeAll(async () => {
  house = await buildTestApp({ media, speech });
});
afterAll(async () => {
  await Promise.all([media.stop(), speech.stop()]);
  await house.stop();
});

async function open(): Promise<{ doors: Doors; port: number }> {
  const doors = await buildHttp({ log, publicUrl: 'http://localhost:1', identify: async () => null });
  registerDemoRelay(doors, { ...house.platform, clock: createClock(0) });
  await doors.listen({ host: '127.0.0.1', port: 0 });
  return { doors, port: (doors.server.address() as AddressInfo).port };
}

/** Listens until so many bytes came, then leaves, as loudspeakers do. */
function listen(port: number, bytes: number): Promise<Buffer> {
  return new Promise((heard, failed) => {
    const call = request({ port, host: '127.0.0.1', path: RELAY_PATH }, (answer) => {
      const pieces: Buffer[] = [];
      answer.on('data', (piece: Buffer) => {
        pieces.push(piece);
        if (pieces.reduce((sum, { length }) => sum + length, 0) < bytes) return;
        answer.destroy();
        heard(Buffer.concat(pieces));
      });
      answer.on('error', failed);
    });
    call.on('error', failed);
    call.end();
  });
}

test(
  'the station of the demo sends sound without end, and is there at once after a restart',
  { timeout: 30_000 },
  async () => {
    const first = await open();
    const heard = await listen(first.port, 30_000);
    expect(loopOf(heard).frames.length * loopOf(heard).frameMs).toBeGreaterThan(3_000);
    await first.doors.close();
    const spoken = speech.pids();
    await speech.stop();
    const second = await open();
    expect(spoken.length).toBe(1);
    expect((await listen(second.port, 30_000)).length).toBeGreaterThanOrEqual(30_000);
    await second.doors.close();
  },
);
