import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { environment, readConfig } from '../config.ts';
import { exitWithParent, sayReady, stopOnSignal } from '../platform/parent.ts';
import { createClock } from '../platform/clock.ts';
import { openLog } from '../platform/log.ts';
import { createDoor } from './door.ts';
import { openSigner } from './signer.ts';

const config = readConfig(environment());
const { signerToken, signerPort, clockOffsetMs } = config.handed;
const log = await openLog({
  name: 'signer',
  folder: join(config.dataDir, 'logs'),
  level: config.logLevel,
  terminal: 'error',
});
if (signerToken === undefined) throw new Error('SIGNER_TOKEN: phải được đặt / must be set');

const clock = createClock(clockOffsetMs);
const signer = await openSigner(join(config.dataDir, 'signer'), clock);
const door = createDoor({ signer, token: signerToken, clock, log });
await new Promise<void>((settle, fail) => door.once('error', fail).listen(signerPort ?? 0, '127.0.0.1', settle));
const { port } = door.address() as AddressInfo;

const stop = async (): Promise<void> => {
  await new Promise((settle) => {
    door.close(settle);
    door.closeIdleConnections();
  });
  await signer.close();
};
stopOnSignal(stop);
exitWithParent(stop);
log.info({ port }, 'signer ready');
sayReady(`http://127.0.0.1:${port}`);
