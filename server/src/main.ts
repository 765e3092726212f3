import { join } from 'node:path';
import { buildApp, registerJobs, registerMessages } from './app.ts';
import { environment, readConfig, type Config } from './config.ts';
import { openDemo } from './demo/demo.ts';
import { prepareHouse } from './first-start.ts';
import { brokerAddress, openPlatform } from './open-platform.ts';
import { databaseAnswers } from './platform/db.ts';
import { clockAgrees, folderHasRoom, type ReadinessCheck } from './platform/health.ts';
import { openLog } from './platform/log.ts';
import { attachMqttOverWebSocket } from './platform/mqtt-websocket.ts';
import { exitWithParent, sayReady, stopOnSignal } from './platform/parent.ts';
import type { Platform } from './platform/platform.ts';
import { readTls } from './platform/tls.ts';

const config = readConfig(environment());
const log = await openLog({
  name: 'server',
  folder: join(config.dataDir, 'logs'),
  level: config.logLevel,
  terminal: 'error',
});
const opened = await openPlatform(config, log);
const { platform } = opened;
registerJobs(platform);
const tls = config.tls && (await readTls(config.tls));
// The doors are built while the database opens the queues.
const [app] = await Promise.all([
  buildApp(platform, { checks: checksOf(platform), ...(tls && { tls }) }),
  platform.jobs.start(),
]);
const link = await prepareHouse(platform);
const messages = registerMessages(platform);
const sockets = attachMqttOverWebSocket(app.server, '/mqtt', brokerAddress(config));
await app.listen({ host: config.host, port: config.port });

const stop = async (): Promise<void> => {
  sockets.close();
  await app.close();
  await messages.stop();
  await opened.close();
};
stopOnSignal(stop);
exitWithParent(stop);
if (link !== null) showLink(link);
if (platform.house.folder === 'demo') process.stderr.write(await openDemo(app, platform));
log.info({ port: config.port }, 'server ready');
sayReady(addressOf(config));

/** What must work before a load balancer sends people here. */
function checksOf({ db, broker, signer, config: { dataDir } }: Platform): ReadinessCheck[] {
  return [
    { name: 'database', holds: async () => databaseAnswers(db) },
    { name: 'broker', holds: async () => broker.answers() },
    { name: 'signer', holds: async () => signer.health() },
    { name: 'disk', holds: async () => folderHasRoom(dataDir) },
    { name: 'clock', holds: async () => clockAgrees(db) },
  ];
}

/** The link is for the person at the terminal alone: it goes into no log. */
function showLink(url: string): void {
  process.stderr.write(
    `Đường dẫn đăng nhập một lần cho quản trị viên đầu tiên / one-time link for the first administrator:\n  ${url}\n`,
  );
}

function addressOf({ tls: secure, port }: Config): string {
  return `${secure ? 'https' : 'http'}://127.0.0.1:${port}`;
}
