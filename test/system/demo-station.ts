import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../server/src/config.ts';
import { RELAY_PATH } from '../../server/src/demo/content.ts';
import { registerDemoRelay } from '../../server/src/demo/relay.ts';
import { createClock } from '../../server/src/platform/clock.ts';
import { openFiles } from '../../server/src/platform/files.ts';
import { buildHttp } from '../../server/src/platform/http.ts';
import { silentLog } from '../../server/src/platform/log.ts';
import { createMediaWorker } from '../../server/src/platform/media/media.ts';
import { createSpeechEngine } from '../../server/src/platform/speech/speech.ts';

/** The demo's own station alone, on a free port, with its sound already made. */
export async function openDemoStation(): Promise<{ port: number; close(): Promise<void> }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'nguon-station-'));
  const log = silentLog();
  const [media, speech] = [createMediaWorker({ processes: 2, log }), createSpeechEngine({ processes: 1, log })];
  const files = await openFiles(join(dataDir, 'files'));
  const doors = await buildHttp({ log, publicUrl: 'http://localhost:1', identify: async () => null });
  const parts = { config: readConfig({ DATA_DIR: dataDir }), clock: createClock(0), log, files, media, speech };
  registerDemoRelay(doors, parts);
  await doors.listen({ host: '127.0.0.1', port: 0 });
  const { port } = doors.server.address() as AddressInfo;
  const first = await fetch(`http://127.0.0.1:${port}${RELAY_PATH}`);
  await first.body?.cancel();
  return {
    port,
    async close() {
      await doors.close();
      await Promise.all([media.stop(), speech.stop()]);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
