import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Unit } from '@nguon/protocol/http/units.ts';
import { readConfig, type Config } from '../config.ts';
import { createTestDatabase, type TestDatabase } from '../platform/test-database.ts';
import { makeTestFolder } from '../platform/test-folder.ts';
import { seal } from '../rooms/audit/service.ts';
import { createTestClock } from '../test-app.ts';
import { run as audit } from './audit.ts';
import { run as units } from './units.ts';
import { run as user } from './user.ts';

let database: TestDatabase;
let folder: Awaited<ReturnType<typeof makeTestFolder>>;
let config: Config;
beforeAll(async () => {
  database = await createTestDatabase();
  folder = await makeTestFolder();
  config = readConfig({ DATABASE_URL: database.url, DATA_DIR: folder.path, PUBLIC_URL: 'https://nguon.example.vn' });
});
afterAll(async () => {
  await database.drop();
  await folder.remove();
});

async function printed(
  command: typeof audit | typeof user,
  ...args: string[]
): Promise<{ text: string; code: number }> {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  try {
    const code = (await command(args, config)) ?? 0;
    return { code, text: write.mock.calls.map(([text]) => String(text)).join('') };
  } finally {
    write.mockRestore();
  }
}

it('units find: by name, by code, on a day, as JSON; 1 when nothing is found', async () => {
  expect(await printed(units, 'bang', 'van')).toEqual({
    code: 0,
    text: '01942  Xã Bằng Vân, Huyện Ngân Sơn, Tỉnh Bắc Kạn\n',
  });
  const found = await printed(units, '01942', '--on', '2021-11-29', '--json');
  expect((JSON.parse(found.text) as Unit[]).map(({ name }) => name)).toEqual(['Xã Bằng Vân']);
  expect(await printed(units, '01942', '--on', '2000-01-01')).toEqual({ code: 1, text: '' });
  await expect(printed(units)).rejects.toMatchObject({ code: 'invalid-input' });
  await expect(printed(units, 'x', '--on', '2021-13-01')).rejects.toMatchObject({ code: 'invalid-input' });
});

it('user add: prints a link for a new person, and another right and link for one who is there', async () => {
  const who = ['--email', 'Lanh-Dao@example.vn', '--name', 'Hoàng Văn Páo', '--unit', '01942'];
  const first = await printed(user, ...who, '--role', 'commune-leader');
  expect(first.text).toContain('https://nguon.example.vn/quan-ly/dang-nhap#');
  const second = await printed(user, ...who, '--role', 'viewer', '--json');
  expect(JSON.parse(second.text)).toMatchObject({ email: 'lanh-dao@example.vn' });
  const rows = await database.db.selectFrom('grants').select('role').orderBy('granted_at').execute();
  expect(rows.map(({ role }) => role)).toEqual(['commune-leader', 'viewer']);
  for (const [args, missing] of [
    [['--name', 'x'], '--email'],
    [[...who, '--role', 'king'], '--role'],
    [[...who.slice(0, 4), '--unit', '99', '--role', 'viewer'], '--unit 99'],
  ] as const)
    await expect(printed(user, ...args)).rejects.toThrow(missing);
});

it('audit verify: 0 and a sentence when the chain holds, 1 when it does not', async () => {
  await seal({ db: database.db, config, clock: createTestClock() });
  const whole = await printed(audit);
  expect([whole.code, whole.text]).toEqual([0, expect.stringContaining('Nhật ký nguyên vẹn')]);
  await appendFile(join(folder.path, 'audit-head.json'), `${JSON.stringify({ position: 999, seal: 'x', at: 'x' })}\n`);
  const broken = await printed(audit, '--json');
  expect([broken.code, JSON.parse(broken.text)]).toEqual([1, expect.objectContaining({ holds: false })]);
});
