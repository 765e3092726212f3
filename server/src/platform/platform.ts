import type { Config } from '../config.ts';
import type { Clock } from './clock.ts';
import type { Db } from './db.ts';
import type { DocumentReader } from './documents/documents.ts';
import type { Files } from './files.ts';
import type { Jobs } from './jobs.ts';
import type { Log } from './log.ts';
import type { MediaWorker } from './media/media.ts';
import type { BrokerClient } from './mqtt.ts';
import type { Notices } from './notices.ts';
import type { SignerClient } from './signer.ts';
import type { SmsGateway } from './sms.ts';
import type { SpeechEngine } from './speech/speech.ts';

/** What kind of house this is: a demo or test folder says so on every screen, with the day of the map it shows. */
export interface House {
  folder: 'production' | 'demo' | 'test';
  /** YYYY-MM-DD, or null where the map is that of today. */
  mapDate: string | null;
}

/** Everything that rooms use of the outside world; made once by the roof and handed to every door and use case. */
export interface Platform {
  config: Config;
  house: House;
  log: Log;
  clock: Clock;
  db: Db;
  files: Files;
  jobs: Jobs;
  notices: Notices;
  broker: BrokerClient;
  signer: SignerClient;
  media: MediaWorker;
  documents: DocumentReader;
  speech: SpeechEngine;
  /** null where no gateway is configured. */
  sms: SmsGateway | null;
}
