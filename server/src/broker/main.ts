import { join } from 'node:path';
import { environment, readConfig } from '../config.ts';
import { exitWithParent, sayReady, stopOnSignal } from '../platform/parent.ts';
import { createClock } from '../platform/clock.ts';
import { openLog } from '../platform/log.ts';
import { startBroker } from './broker.ts';

const config = readConfig(environment());
const { brokerSecret, brokerPort, clockOffsetMs } = config.handed;
const log = await openLog({
  name: 'broker',
  folder: join(config.dataDir, 'logs'),
  level: config.logLevel,
  terminal: 'error',
});
if (brokerSecret === undefined) throw new Error('BROKER_SECRET: phải được đặt / must be set');

const broker = await startBroker({
  port: brokerPort ?? 0,
  secret: brokerSecret,
  clock: createClock(clockOffsetMs),
  log,
});
stopOnSignal(() => broker.stop());
exitWithParent(() => broker.stop());
log.info({ port: broker.port }, 'broker ready');
sayReady(`mqtt://127.0.0.1:${broker.port}`);
