import type { Kysely } from 'kysely';
import type { Config } from '../config.ts';
import type { Clock } from './clock.ts';
import type { Database } from './db.ts';
import type { Files } from './files.ts';
import type { Log } from './log.ts';

/** Everything that rooms use of the outside world; made once by the roof and handed to every door and use case. */
export interface Platform {
  config: Config;
  log: Log;
  clock: Clock;
  db: Kysely<Database>;
  files: Files;
}
