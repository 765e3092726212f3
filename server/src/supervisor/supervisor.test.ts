import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../config.ts';
import { readDataFolder, readRunning, writeDataFolder } from '../platform/data-folder.ts';
import { FolderHeldError } from '../platform/folder-lock.ts';
import { silentLog } from '../platform/log.ts';
import { freePort } from '../platform/postgres.ts';
import { createTestDatabase } from '../platform/test-database.ts';
import type { TestDatabase } from '../platform/test-database.ts';
import { supervise } from './supervisor.ts';
import type { Running } from './supervisor.ts';

const FAKE = join(import.meta.dirname, '../../../test/fixtures/fake-program.ts');
const FAKES = { broker: FAKE, signer: FAKE, server: FAKE, speakers: FAKE };

let dataDir: string;
let database: TestDatabase;
let environment: Record<string, string>;
let running: Running | undefined;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'nguon-supervisor-'));
  database = await createTestDatabase();
  environment = { DATA_DIR: dataDir, DATABASE_URL: database.url, PORT: String(await freePort()) };
});

afterEach(async () => {
  await running?.stop();
  running = undefined;
  await database.drop();
  await rm(dataDir, { recursive: true, force: true });
});

const start = async (): Promise<Running> => (running = await supervise(readConfig(environment), silentLog(), FAKES));
const ask = async (url: string): Promise<Record<string, string>> =>
  (await (await fetch(url)).json()) as Record<string, string>;
const isAlive = async (pid: number | undefined): Promise<boolean> =>
  (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')) !== '';

describe('the supervisor', { timeout: 30_000 }, () => {
  it('gives each process what it needs and nothing more', async () => {
    const { url } = await start();
    const server = await ask(url);
    expect(server).toMatchObject({
      DATABASE_URL: database.url,
      DATA_DIR: dataDir,
      PORT: environment['PORT'],
      CLOCK_OFFSET_MS: '0',
    });
    expect(server['SESSION_SECRET']).toHaveLength(43);
    const signer = await ask(server['SIGNER_URL'] ?? '');
    expect(signer['SIGNER_TOKEN']).toBe(server['SIGNER_TOKEN']);
    const broker = await ask(`http://127.0.0.1:${server['BROKER_PORT']}`);
    expect(broker['BROKER_SECRET']).toBe(server['BROKER_SECRET']);
    for (const name of ['DATABASE_URL', 'SESSION_SECRET'])
      expect([signer[name], broker[name]]).toEqual([undefined, undefined]);
    expect([signer['BROKER_SECRET'], broker['SIGNER_TOKEN']]).toEqual([undefined, undefined]);
    expect(await readRunning(dataDir)).toMatchObject({ DATABASE_URL: database.url });
    expect((await readDataFolder(dataDir))?.kind).toBe('production');
  });

  it('starts again what dies, at the same address', async () => {
    const { url, pids } = await start();
    const before = pids();
    const { SIGNER_URL = '', BROKER_PORT } = await ask(url);
    for (const address of [SIGNER_URL, `http://127.0.0.1:${BROKER_PORT}`, url]) {
      await fetch(`${address}/die`).catch(() => {});
      await expect.poll(() => ask(address).catch(() => null), { timeout: 10_000 }).not.toBeNull();
    }
    const after = pids();
    for (const name of ['signer', 'broker', 'server']) expect(after[name]).not.toBe(before[name]);
    expect((await ask(url))['SIGNER_URL']).toBe(SIGNER_URL);
  });

  it('stops in order: the server first, and leaves no process and no secret behind', async () => {
    const { pids, stop } = await start();
    const { signer, broker, server } = pids();
    await stop();
    running = undefined;
    const ends = (await readFile(join(dataDir, 'ends'), 'utf8')).trim().split('\n');
    expect(ends[0]).toBe('server stopped');
    expect(ends.toSorted()).toEqual(['broker stopped', 'server stopped', 'signer stopped']);
    for (const pid of [signer, broker, server]) expect(await isAlive(pid)).toBe(false);
    expect(await readRunning(dataDir)).toBeNull();
  });

  it('refuses a folder that another one works on', async () => {
    await start();
    await expect(supervise(readConfig(environment), silentLog(), FAKES)).rejects.toThrow(FolderHeldError);
    expect(await readRunning(dataDir)).not.toBeNull();
  });

  it('says which program cannot be started, and stops the others', async () => {
    const broken = { ...FAKES, server: join(dataDir, 'nothing.ts') };
    await expect(supervise(readConfig(environment), silentLog(), broken)).rejects.toThrow(
      /server: không khởi động được/,
    );
    expect(await readFile(join(dataDir, 'ends'), 'utf8')).toContain('broker stopped');
  });

  it('is ready without the speakers of a demo, and stops those that are still starting', async () => {
    await writeDataFolder(dataDir, { kind: 'demo', clockOffsetMs: 0 });
    await mkdir(join(dataDir, 'speakers'));
    await writeFile(join(dataDir, 'speakers/fleet.json'), '{}');
    const silent = join(dataDir, 'silent.ts');
    await writeFile(silent, `process.on('SIGTERM', () => process.exit(0)); setTimeout(() => process.exit(1), 1_000);`);
    running = await supervise(readConfig(environment), silentLog(), { ...FAKES, speakers: silent });
    expect((await ask(running.url))['PORT']).toBe(environment['PORT']);
    await running.stop();
    running = undefined;
    expect(await readFile(join(dataDir, 'ends'), 'utf8')).toContain('server stopped');
  });

  it('leaves nothing running when the database cannot be reached', async () => {
    const unreachable = { ...environment, DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none' };
    await expect(supervise(readConfig(unreachable), silentLog(), FAKES)).rejects.toThrow(/ECONNREFUSED/);
    const ends = (await readFile(join(dataDir, 'ends'), 'utf8')).trim().split('\n');
    expect(ends.toSorted()).toEqual(['broker stopped', 'signer stopped']);
  });

  it('takes its children with it when it is killed, and the folder is free again', async () => {
    const program = `import { supervise } from ${JSON.stringify(join(import.meta.dirname, 'supervisor.ts'))};
      import { readConfig } from ${JSON.stringify(join(import.meta.dirname, '../config.ts'))};
      import { silentLog } from ${JSON.stringify(join(import.meta.dirname, '../platform/log.ts'))};
      const { pids } = await supervise(readConfig(${JSON.stringify(environment)}), silentLog(), ${JSON.stringify(FAKES)});
      process.stdout.write(JSON.stringify(pids()));`;
    const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const pids = JSON.parse(
      await new Promise<string>((settle) => child.stdout.once('data', (chunk: Buffer) => settle(chunk.toString()))),
    ) as Record<string, number>;
    child.kill('SIGKILL');
    for (const name of ['server', 'signer', 'broker'])
      await expect.poll(() => isAlive(pids[name]), { timeout: 5_000 }).toBe(false);
    expect(await readFile(join(dataDir, 'ends'), 'utf8')).toContain('server orphaned');
    await start();
  });
});
