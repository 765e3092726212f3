import { describe, expect, it } from 'vitest';
import { checkDoors, checkFloors, checkStairs, checkWorkspaces } from './architecture/floors.ts';
import { checkExports, checkNames, checkSizes, measureSizes, pathsNamed, stairsPrinted } from './architecture/names.ts';
import {
  checkEnvironment,
  checkPlatformPackages,
  checkSql,
  checkTopics,
  checkTransactions,
} from './architecture/parts.ts';
import { checkClock, checkPurity } from './architecture/purity.ts';
import { parseSource, type Source } from './architecture/source.ts';

type Check = (sources: readonly Source[]) => string[];
type Case = [what: string, check: Check, path: string, text: string, reported: number];

const room = 'server/src/rooms/bulletins';

/** Each rule is shown something to refuse and something to let pass: a rule that cannot fail checks nothing. */
const cases: Case[] = [
  [
    'the file store in a transaction',
    checkTransactions,
    `${room}/service.ts`,
    'await inTransaction(platform.db, async (tx) => { await platform.files.put(tx); });',
    1,
  ],
  [
    'the signer in a transaction',
    checkTransactions,
    `${room}/service.ts`,
    'await inTransaction(platform.db, async (tx) => { await signer.sign(tx); });',
    1,
  ],
  ['a re-export outside of rooms', checkExports, 'protocol/src/request.ts', "export { Id } from './primitives.ts';", 1],
  ['a re-export from another room', checkExports, `${room}/service.ts`, "export { x } from '../units/service.ts';", 1],
  [
    "a service naming its room's use case",
    checkExports,
    `${room}/service.ts`,
    "export { compose } from './compose.ts';",
    0,
  ],
  [
    'a store in a rule',
    checkPurity,
    `${room}/rules.ts`,
    "import { find } from './store.ts'; export const x = find;",
    1,
  ],
  [
    'a package in a policy',
    checkPurity,
    `${room}/policy.ts`,
    "import { html } from 'hono/html'; export const x = html;",
    1,
  ],
  ['zod in a policy', checkPurity, `${room}/policy.ts`, "import { z } from 'zod'; export const x = z;", 0],
  ['chance in the signer policy', checkPurity, 'server/src/signer/rate-rules.ts', 'export const x = Math.random();', 1],
  [
    'a parameter called document in a rule',
    checkPurity,
    `${room}/rules.ts`,
    'export const x = (document: string): string => document.trim();',
    0,
  ],
  ['the page in a rule', checkPurity, `${room}/rules.ts`, 'export const x = (): string => document.title;', 1],
  ['a query in a store split in two', checkSql, `${room}/store-lists.ts`, "export const x = db.selectFrom('a');", 0],
  [
    'lib importing the platform',
    checkFloors,
    'server/src/lib/dates.ts',
    "import { log } from '../platform/log.ts';",
    1,
  ],
  [
    'the platform importing a room',
    checkFloors,
    'server/src/platform/db.ts',
    "import { find } from '../rooms/units/service.ts';",
    1,
  ],
  [
    'the signer importing a room',
    checkFloors,
    'server/src/signer/main.ts',
    "import { find } from '../rooms/units/service.ts';",
    1,
  ],
  ['a room importing the roof', checkFloors, `${room}/service.ts`, "import { app } from '../../app.ts';", 1],
  ['a room importing the signer', checkFloors, `${room}/service.ts`, "import { sign } from '../../signer/main.ts';", 1],
  [
    'a room importing what is below',
    checkFloors,
    `${room}/service.ts`,
    "import { db } from '../../platform/db.ts'; import { x } from '@nguon/protocol/errors.ts';",
    0,
  ],
  [
    'the signer importing config and log',
    checkFloors,
    'server/src/signer/main.ts',
    "import { config } from '../config.ts'; import { log } from '../platform/log.ts';",
    0,
  ],
  ['a later room', checkStairs, `${room}/service.ts`, "import { order } from '../broadcasts/service.ts';", 1],
  [
    'a later room, by type',
    checkStairs,
    `${room}/service.ts`,
    "import type { Order } from '../broadcasts/service.ts';",
    1,
  ],
  ['a room without a step', checkStairs, 'server/src/rooms/kitchens/service.ts', 'export const x = 1;', 1],
  ['an earlier room', checkStairs, `${room}/service.ts`, "import { record } from '../audit/service.ts';", 0],
  ['entering a room by its store', checkDoors, `${room}/service.ts`, "import { insert } from '../audit/store.ts';", 1],
  [
    'entering a room lazily',
    checkDoors,
    `${room}/service.ts`,
    "export const x = await import('../audit/rules.ts');",
    1,
  ],
  ['the roof entering a store', checkDoors, 'server/src/app.ts', "import { insert } from './rooms/audit/store.ts';", 1],
  [
    'the roof registering a door',
    checkDoors,
    'server/src/app.ts',
    "import { register } from './rooms/audit/routes.ts';",
    0,
  ],
  ['a room using its own files', checkDoors, `${room}/service.ts`, "import { insert } from './store.ts';", 0],
  [
    'the console importing the server',
    checkWorkspaces,
    'console/src/api.ts',
    "import { x } from '../../server/src/lib/dates.ts';",
    1,
  ],
  [
    'the protocol importing a package',
    checkWorkspaces,
    'protocol/src/verify.ts',
    "import { createHash } from 'node:crypto';",
    1,
  ],
  [
    'the protocol importing zod and jose',
    checkWorkspaces,
    'protocol/src/verify.ts',
    "import { z } from 'zod'; import * as jose from 'jose';",
    0,
  ],
  [
    'the board importing the protocol',
    checkWorkspaces,
    'board/src/main.ts',
    "import { resolve } from '@nguon/protocol/resolve.ts';",
    0,
  ],
  ['export *', checkExports, `${room}/service.ts`, "export * from './store.ts';", 1],
  ['a re-export', checkExports, `${room}/service.ts`, "export { insert } from './store.ts';", 1],
  ['a default export', checkExports, `${room}/service.ts`, 'export default 1;', 1],
  ['a default export of a configuration', checkExports, 'console/vite.config.ts', 'export default {};', 0],
  ['Date.now in a rule', checkPurity, `${room}/rules.ts`, 'export const x = (): number => Date.now();', 1],
  ['new Date() in a policy', checkPurity, `${room}/policy.ts`, 'export const x = (): Date => new Date();', 1],
  [
    'new Date(at) in a policy',
    checkPurity,
    `${room}/policy.ts`,
    'export const x = (at: string): Date => new Date(at);',
    0,
  ],
  ['chance in resolve()', checkPurity, 'protocol/src/resolve.ts', 'export const x = Math.random();', 1],
  [
    'a node module in a rule',
    checkPurity,
    `${room}/rules.ts`,
    "import { createHash } from 'node:crypto'; export const x = createHash;",
    1,
  ],
  [
    'the platform in a rule',
    checkPurity,
    `${room}/rules.ts`,
    "import { log } from '../../platform/log.ts'; export const x = log;",
    1,
  ],
  [
    'a hash in lib',
    checkPurity,
    'server/src/lib/hash.ts',
    "import { createHash } from 'node:crypto'; export const x = createHash;",
    0,
  ],
  [
    'chance in lib',
    checkPurity,
    'server/src/lib/hash.ts',
    "import { randomUUID } from 'node:crypto'; export const x = randomUUID;",
    1,
  ],
  [
    'a field called process in a rule',
    checkPurity,
    `${room}/rules.ts`,
    'export const x = (a: { process: number }): unknown => ({ process: a.process });',
    0,
  ],
  ['a global in a rule', checkPurity, `${room}/rules.ts`, "export const x = fetch('https://example.org');", 1],
  ['the machine clock in a service', checkClock, `${room}/service.ts`, 'export const now = Date.now();', 1],
  ['the clock itself', checkClock, 'server/src/platform/clock.ts', 'export const now = (): number => Date.now();', 0],
  ['a query in a service', checkSql, `${room}/service.ts`, "export const x = db.selectFrom('bulletins');", 1],
  [
    'a chained query in a service',
    checkSql,
    `${room}/service.ts`,
    "export const x = of(tx).with('a', b).insertInto('bulletins');",
    1,
  ],
  ['sql in a service', checkSql, `${room}/service.ts`, "import { sql } from 'kysely';", 1],
  ['a query in a store', checkSql, `${room}/store.ts`, "export const x = db.selectFrom('bulletins');", 0],
  ['files in a room', checkPlatformPackages, `${room}/service.ts`, "import { readFile } from 'node:fs/promises';", 1],
  ['Fastify in a door', checkPlatformPackages, `${room}/routes.ts`, "import { fastify } from 'fastify';", 1],
  [
    "Fastify's types in a door",
    checkPlatformPackages,
    `${room}/routes.ts`,
    "import type { FastifyInstance } from 'fastify';",
    0,
  ],
  ['the environment in a room', checkEnvironment, `${room}/service.ts`, "export const x = process.env['PORT'];", 1],
  ['the environment in config', checkEnvironment, 'server/src/config.ts', "export const x = process.env['PORT'];", 0],
  [
    'a topic in a speaker',
    checkTopics,
    'speaker/src/main.ts',
    'export const x = (id: string): string => `nguon/1/units/${id}/programme`;',
    1,
  ],
  [
    'the network in a transaction',
    checkTransactions,
    `${room}/service.ts`,
    "await inTransaction(async (tx) => { await fetch('https://example.org'); });",
    1,
  ],
  [
    'a file in a transaction',
    checkTransactions,
    `${room}/service.ts`,
    "import { putFile } from '../../platform/files.ts'; await db.inTransaction(async (tx) => { await putFile(tx); });",
    1,
  ],
  [
    'the outer db in a transaction',
    checkTransactions,
    `${room}/store.ts`,
    "await db.transaction().execute(async (tx) => { await db.selectFrom('a').execute(); });",
    1,
  ],
  [
    "a service's db in a transaction",
    checkTransactions,
    `${room}/store.ts`,
    "await inTransaction(async (tx) => { await deps.db.selectFrom('a').execute(); });",
    1,
  ],
  [
    'tx in a transaction',
    checkTransactions,
    `${room}/service.ts`,
    "await inTransaction(async (tx) => { await insert(tx); await send('q', {}, { db: fromKysely(tx) }); });",
    0,
  ],
  ['an overlong file', checkSizes, `${room}/service.ts`, '//\n'.repeat(401), 2],
  ['a file of 250 lines', checkSizes, `${room}/service.ts`, '//\n'.repeat(250), 0],
];

describe('each rule refuses what it should and nothing else', () => {
  it.each(cases)('%s', (_what, check, path, text, reported) => {
    const problems = check([parseSource(path, text)]);
    expect(problems, problems.join('\n')).toHaveLength(reported);
  });

  it('follows what a rule imports', () => {
    const rules = parseSource(`${room}/rules.ts`, "import { age } from './ages.ts'; export const x = age;");
    const ages = parseSource(`${room}/ages.ts`, 'export const age = (): number => Date.now();');
    expect(checkPurity([rules, ages])).toHaveLength(1);
    expect(checkPurity([ages])).toEqual([]);
  });

  it('lets tests look at anything', () => {
    const test = parseSource(
      `${room}/service.test.ts`,
      "import { insert } from '../audit/store.ts'; export const x = Date.now();",
    );
    for (const check of [checkFloors, checkStairs, checkDoors, checkSql, checkClock]) expect(check([test])).toEqual([]);
  });

  it('refuses names that say nothing', () => {
    expect(
      checkNames([
        'server/src/lib/date-utils.ts',
        'console/src/common/x.ts',
        'server/src/rooms/units/manager.ts',
        'server/src/apiV2.ts',
      ]),
    ).toHaveLength(4);
    expect(checkNames(['protocol/src/base64.ts', 'server/src/lib/database.ts'])).toEqual([]);
  });

  it('measures sizes by nearest rank', () => {
    const sources = [10, 20, 30, 300].map((lines) =>
      parseSource(`server/src/lib/of-${lines}.ts`, '//\n'.repeat(lines)),
    );
    expect(measureSizes(sources)).toEqual({ files: 4, median: 20, ninthDecile: 300, longest: 300 });
  });
});

describe('reading ARCHITECTURE.md', () => {
  it('finds the paths it names', () => {
    const text =
      'See `README.md`, `server/src/app.ts` and `service.ts`.\n\n    protocol/src/    the foundation\n    npm start\n';
    expect(pathsNamed(text)).toEqual(['README.md', 'server/src/app.ts', 'protocol/src/']);
  });

  it('finds the stairs, across lines', () => {
    expect(stairsPrinted('a → b\n\naudit → units → accounts →\nmedia → speech → bulletins.')).toEqual([
      'audit',
      'units',
      'accounts',
      'media',
      'speech',
      'bulletins',
    ]);
  });
});
