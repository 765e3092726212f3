import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { inTransaction } from '../../platform/db.ts';
import { buildTestApp, type TestApp } from '../../test-app.ts';
import { record, seal, verify } from './service.ts';

let t: TestApp;
beforeEach(async () => {
  t = await buildTestApp();
});
afterEach(async () => t.stop());

const act = async (name: string): Promise<void> =>
  inTransaction(t.database.db, async (tx) =>
    record(
      tx,
      { actor: null, act: name, subject: { kind: 'thing', id: name }, details: { n: 1, chữ: 'ắ' } },
      t.clock.now(),
    ),
  );

async function sealed(count: number): Promise<void> {
  for (let number = 1; number <= count; number += 1) await act(`act-${number}`);
  await seal(t.platform);
}

/** What somebody with the database's own rights could do. */
async function tamper(statement: string): Promise<void> {
  await sql.raw('alter table audit_entries disable trigger user').execute(t.database.db);
  await sql.raw(statement).execute(t.database.db);
  await sql.raw('alter table audit_entries enable trigger user').execute(t.database.db);
}

const headFile = (): string => join(t.platform.config.dataDir, 'audit-head.json');

it('seals in order, keeps the head outside, and holds', async () => {
  await sealed(3);
  await act('later');
  expect(await verify(t.platform)).toMatchObject({
    holds: true,
    sealed: 3,
    unsealed: 1,
    faults: [],
    head: { position: 3 },
  });
  await seal(t.platform);
  expect(await seal(t.platform)).toBe(0);
  const lines = (await readFile(headFile(), 'utf8')).trim().split('\n');
  expect(lines.map((line) => (JSON.parse(line) as { position: number }).position)).toEqual([3, 4]);
  expect(await verify(t.platform)).toMatchObject({ holds: true, sealed: 4, unsealed: 0 });
});

it('gives an entry that commits later a later place, even with a smaller number', async () => {
  const slow = await t.database.pool.connect();
  await slow.query('begin');
  await slow.query(
    `insert into audit_entries (at, actor_name, act, subject_kind) values (now(), 'x', 'slow', 'thing')`,
  );
  await act('quick');
  await seal(t.platform);
  await slow.query('commit');
  slow.release();
  await seal(t.platform);
  const rows = await t.database.db
    .selectFrom('audit_entries')
    .select(['act', 'id', 'position'])
    .orderBy('position')
    .execute();
  expect(rows.map((row) => row.act)).toEqual(['quick', 'slow']);
  expect(rows[0]!.id).toBeGreaterThan(rows[1]!.id);
  expect((await verify(t.platform)).holds).toBe(true);
});

it('seals from several processes at once without a gap', async () => {
  await Promise.all(Array.from({ length: 20 }, async (_, number) => act(`act-${number}`)));
  await Promise.all([seal(t.platform), seal(t.platform), seal(t.platform)]);
  expect(await verify(t.platform)).toMatchObject({ holds: true, sealed: 20, unsealed: 0 });
});

it('refuses changes and deletions in the database itself', async () => {
  await sealed(1);
  await act('unsealed');
  for (const statement of [
    `update audit_entries set act = 'other'`,
    `update audit_entries set position = 9, seal = 'x' where act = 'act-1'`,
    `delete from audit_entries`,
    `truncate audit_entries`,
  ])
    await expect(sql.raw(statement).execute(t.database.db)).rejects.toThrow(/never/);
});

it.each([
  ['a changed word', `update audit_entries set act = 'other' where position = 2`, 2, 'altered'],
  ['changed details', `update audit_entries set details = '{"n": 2}' where position = 2`, 2, 'altered'],
  ['a changed time', `update audit_entries set at = at + interval '1 second' where position = 2`, 2, 'altered'],
  ['a missing entry', `delete from audit_entries where position = 2`, 2, 'missing'],
  ['a missing start', `delete from audit_entries where position = 1`, 1, 'missing'],
  ['a missing end', `delete from audit_entries where position = 4`, 4, 'missing'],
  [
    'two entries that changed places',
    `update audit_entries set position = -1 where position = 2; update audit_entries set position = 2 where position = 3; update audit_entries set position = 3 where position = -1`,
    2,
    'altered',
  ],
  ['everything gone', `delete from audit_entries`, 4, 'missing'],
])('finds %s', async (_what, statement, position, fault) => {
  await sealed(4);
  await tamper(statement);
  const report = await verify(t.platform);
  expect(report.holds).toBe(false);
  expect(report.faults[0]).toMatchObject({ position, fault });
});

it('finds a chain that was made anew from end to end, by the head outside', async () => {
  await sealed(3);
  await tamper(
    `update audit_entries set act = 'other' where position = 2; update audit_entries set position = null, seal = null`,
  );
  await seal(t.platform);
  expect((await verify(t.platform)).faults).toEqual([{ position: 3, entry: 3, fault: 'head-differs' }]);
});

it('writes a head that a crash kept from being written', async () => {
  await sealed(2);
  await writeFile(headFile(), '');
  expect(await verify(t.platform)).toMatchObject({ holds: true, head: null });
  await seal(t.platform);
  expect((await verify(t.platform)).head).toMatchObject({ position: 2 });
});

it('refuses details without one text, and rolls back with the act', async () => {
  const broken = inTransaction(t.database.db, async (tx) =>
    record(tx, { actor: null, act: 'x', subject: { kind: 'x', id: null }, details: { half: 0.5 } }, t.clock.now()),
  );
  await expect(broken).rejects.toThrow(TypeError);
  const rolled = inTransaction(t.database.db, async (tx) => {
    await record(tx, { actor: null, act: 'y', subject: { kind: 'x', id: null } }, t.clock.now());
    throw new Error('no');
  });
  await expect(rolled).rejects.toThrow('no');
  expect(await t.database.db.selectFrom('audit_entries').selectAll().execute()).toEqual([]);
});
