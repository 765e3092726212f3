import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Assignment, Programme } from '@nguon/protocol/programme.ts';
import { DeviceCommand, LoginReply } from '@nguon/protocol/device.ts';
import { TYPES, verifyDocument } from '@nguon/protocol/verify.ts';
import { createSignerClient, SignerRefusal, SignerUnavailable } from '../platform/signer.ts';
import {
  APPROVERS,
  NOON,
  PEOPLE,
  PLACES,
  UNITS,
  buildAssignment,
  buildDraft,
  buildEntry,
  buildRequest,
  minutes,
} from './testing/drafts.ts';
import { startSignerProcess, type SignerProcess } from './testing/process.ts';

let folder: string;
let running: SignerProcess[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signer-'));
  running = [];
});
afterEach(async () => {
  await Promise.all(running.map((signer) => signer.end('SIGKILL').catch(() => undefined)));
  await rm(folder, { recursive: true });
});

async function start(now = NOON): Promise<SignerProcess> {
  const signer = await startSignerProcess(folder, now);
  running.push(signer);
  return signer;
}

async function end(signer: SignerProcess, signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
  running = running.filter((other) => other !== signer);
  await signer.end(signal);
}

async function teach({ client }: SignerProcess): Promise<void> {
  await client.putUnits(UNITS);
  for (const record of APPROVERS) await client.putApprover(record);
}

const reasonOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'signed',
    (error: unknown) => (error instanceof SignerRefusal ? error.reason : String(error)),
  );

describe('the signer process', () => {
  test('signs what devices verify with the keys of their assignment', { timeout: 30_000 }, async () => {
    const signer = await start();
    const { client } = signer;
    await teach(signer);
    const { root, trusted } = await client.keys();
    const given = await client.signAssignment(buildAssignment());
    const assignment = await verifyDocument(given.jws, { type: TYPES.assignment, schema: Assignment, keys: [root] });
    expect(assignment).toMatchObject({ version: given.version, keys: trusted });
    const keyFor = (purpose: string) => assignment.keys.filter((key) => key.purposes.some((each) => each === purpose));
    const entry = await buildEntry(buildRequest());
    const signed = await client.signProgramme(buildDraft([entry]));
    const expected = { type: TYPES.programme, schema: Programme, keys: keyFor('programme') };
    expect(await verifyDocument(signed.jws, expected)).toMatchObject({
      version: signed.version,
      entries: [{ order: entry.order }],
    });
    await expect(verifyDocument(signed.jws, { ...expected, keys: keyFor('login') })).rejects.toThrow('unknown-key');
    const id = randomUUID();
    const command = await client.signCommand({
      id,
      device: id,
      notBefore: minutes(0),
      notAfter: minutes(2),
      action: { kind: 'restart' },
    });
    expect(
      await verifyDocument(command.jws, { type: TYPES.command, schema: DeviceCommand, keys: keyFor('command') }),
    ).toMatchObject({ id });
    const reply = await client.signLoginReply({
      device: id,
      deviceNonce: 'n'.repeat(22),
      time: minutes(0),
      brokerPath: '/mqtt',
      brokerPassword: 'p',
      expiresAt: minutes(30),
      assignmentVersion: 1,
      assignmentUrl: '/a',
      programmes: [],
    });
    expect(
      await verifyDocument(reply.jws, { type: TYPES.loginReply, schema: LoginReply, keys: keyFor('login') }),
    ).toMatchObject({ device: id });
  });

  test('keeps its folder and keys to its own account', { timeout: 30_000 }, async () => {
    await end(await start());
    const modeOf = async (path: string) => ((await stat(join(folder, 'signer', path))).mode & 0o777).toString(8);
    expect(await modeOf('.')).toBe('700');
    for (const name of await readdir(join(folder, 'signer', 'keys'))) expect(await modeOf(`keys/${name}`)).toBe('600');
    expect(await modeOf('register.jsonl')).toBe('600');
  });

  test('asks for its token at every door, and bears nonsense', { timeout: 30_000 }, async () => {
    const { url, client } = await start();
    const stranger = createSignerClient({ url, token: 'another-token-0123456789abcdef-01234567' });
    await expect(stranger.keys()).rejects.toThrow(SignerUnavailable);
    expect(await stranger.health()).toBe(false);
    const ask = (path: string, init: RequestInit) =>
      fetch(`${url}${path}`, {
        ...init,
        headers: { authorization: 'Bearer only-for-tests-0123456789abcdef-0123456789' },
      }).then(({ status }) => status);
    expect(await ask('/programmes', { method: 'POST', body: '{' })).toBe(400);
    expect(await ask('/programmes', { method: 'POST', body: '{}' })).toBe(400);
    expect(await ask('/toString', { method: 'GET' })).toBe(404);
    expect(await ask('/approvers/x', { method: 'DELETE' })).toBe(400);
    expect(await ask(`/approvers/${randomUUID()}`, { method: 'PUT', body: JSON.stringify(APPROVERS[0]) })).toBe(400);
    expect(await ask('/programmes', { method: 'POST', body: 'x'.repeat(5 * 1024 * 1024) }).catch(() => 413)).toBe(413);
    expect(await client.health()).toBe(true);
  });
});

describe('versions', () => {
  test(
    'grow across a restart, a kill, a clock set back and a folder restored from a backup',
    { timeout: 60_000 },
    async () => {
      const versions: number[] = [];
      const signSome = async (signer: SignerProcess) => {
        for (let n = 0; n < 3; n += 1) versions.push((await signer.client.signProgramme(buildDraft([]))).version);
      };
      const first = await start();
      await teach(first);
      await signSome(first);
      await end(first);
      await cp(join(folder, 'signer'), join(folder, 'backup'), { recursive: true });
      const second = await start();
      await signSome(second);
      await end(second, 'SIGKILL');
      const setBack = await start(NOON - 3_600_000);
      await signSome(setBack);
      await end(setBack, 'SIGKILL');
      await rm(join(folder, 'signer'), { recursive: true });
      await cp(join(folder, 'backup'), join(folder, 'signer'), { recursive: true });
      await signSome(await start(NOON + 86_400_000));
      expect(versions).toEqual([...new Set(versions)].toSorted((a, b) => a - b));
      expect(versions.length).toBe(12);
    },
  );

  test('differ for drafts that come at once', { timeout: 30_000 }, async () => {
    const signer = await start();
    await teach(signer);
    const signed = await Promise.all(Array.from({ length: 40 }, () => signer.client.signProgramme(buildDraft([]))));
    expect(new Set(signed.map(({ version }) => version)).size).toBe(40);
  });
});

describe('memory', () => {
  test('of releases, stops, approvers and units outlives a kill', { timeout: 60_000 }, async () => {
    const before = await start();
    await teach(before);
    const once = await buildEntry(buildRequest());
    const stopped = await buildEntry(buildRequest());
    await before.client.signProgramme(buildDraft([once, stopped]));
    await before.client.signProgramme(buildDraft([once], { stopped: [{ order: stopped.order, at: minutes(1) }] }));
    await before.client.removeApprover(PEOPLE.leader);
    await end(before, 'SIGKILL');
    const { client } = await start(NOON + 1_000);
    expect(await reasonOf(client.signProgramme(buildDraft([once, stopped])))).toBe('stopped');
    expect(await reasonOf(client.signProgramme(buildDraft([{ ...once, order: randomUUID() }])))).toBe('replayed');
    expect(await reasonOf(client.signProgramme(buildDraft([once])))).toBe('signed');
    expect(await reasonOf(client.signProgramme(buildDraft([await buildEntry(buildRequest())])))).toBe(
      'approver-unknown',
    );
  });

  test('journals each change of the registers once', { timeout: 30_000 }, async () => {
    const signer = await start();
    await teach(signer);
    await teach(signer);
    await signer.client.putUnits(UNITS.filter(({ unit }) => unit !== PLACES.neighbour));
    const lines = (await readFile(join(folder, 'signer', 'register.jsonl'), 'utf8')).trim().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { act: string }).act)).toEqual([
      'units-changed',
      ...APPROVERS.map(() => 'approver-put'),
      'units-changed',
    ]);
    expect(await reasonOf(signer.client.putUnits(UNITS.slice(1)))).toBe('outside-territory');
  });

  test('counts new orders of a unit by the hour', { timeout: 60_000 }, async () => {
    const limits = join(folder, 'signer', 'limits.json');
    await end(await start());
    await writeFile(limits, JSON.stringify({ ...JSON.parse(await readFile(limits, 'utf8')), ordersPerUnitPerHour: 2 }));
    const signer = await start();
    await teach(signer);
    const entries = await Promise.all([1, 2, 3].map(() => buildEntry(buildRequest())));
    const refusal = await signer.client.signProgramme(buildDraft(entries)).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ reason: 'rate', order: entries[2]?.order });
    await signer.client.signProgramme(buildDraft(entries.slice(0, 2)));
    await end(signer);
    const after = await start();
    expect(await reasonOf(after.client.signProgramme(buildDraft(entries)))).toBe('rate');
    await end(after);
    expect(await reasonOf((await start(NOON + 3_660_000)).client.signProgramme(buildDraft(entries)))).toBe('signed');
  });
});

describe('a damaged folder', () => {
  test('does not start with a lost root key, and says so', { timeout: 60_000 }, async () => {
    await end(await start());
    await rm(join(folder, 'signer', 'keys', 'root.jwk'));
    await expect(start()).rejects.toThrow('the root key is gone');
  });

  test('does not start with limits or a register that cannot be read', { timeout: 60_000 }, async () => {
    await end(await start());
    await writeFile(join(folder, 'signer', 'register.jsonl'), '{"act":"approver-put"}\n');
    await expect(start()).rejects.toThrow('register.jsonl:1');
    await rm(join(folder, 'signer', 'register.jsonl'));
    await writeFile(join(folder, 'signer', 'limits.json'), '{}');
    await expect(start()).rejects.toThrow('limits.json');
  });
});
