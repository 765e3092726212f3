import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ProvinceStub, UNITS, buildOrder, expectSoon } from './province-stub.ts';
import { askSpeaker, startFleet } from './speaker-process.ts';

test('a fleet waits for its list and its claims, shares its sounds, and each member tells for itself', async () => {
  const root = await mkdtemp(join(tmpdir(), 'nguon-fleet-'));
  const province = await ProvinceStub.open();
  const list = join(root, 'fleet.json');
  const fleet = startFleet(list, { NGUON_SPEAKER_AUDIO: 'silent' });
  try {
    await new Promise((resolve) => setTimeout(resolve, 500));
    const claim = await province.claimString();
    const members = Array.from({ length: 11 }, (_, index) => ({ dir: `loa-${index}`, claim, serial: `thon-${index}` }));
    await writeFile(list, JSON.stringify({ speakers: [...members, { dir: 'loa-late', claimFile: 'late.txt' }] }));
    await expectSoon('eleven are connected', () => province.statuses.length >= 11, 40_000);
    await writeFile(join(root, 'late.txt'), `${claim}\n`);
    await expectSoon(
      'the late one is connected',
      () => new Set(province.statuses.map(({ topic }) => topic)).size === 12,
      20_000,
    );
    const order = await buildOrder([province.addSound(Buffer.from('sound'), 1_000)]);
    await province.publish(province.programme(UNITS.commune, [order]));
    const finished = (): number => province.told(order.order).filter(({ kind }) => kind === 'finished').length;
    await expectSoon('all have finished', () => finished() === 12, 30_000);
    expect(province.requested.filter(({ path }) => path.startsWith('/media/'))).toHaveLength(1);
    expect(await readdir(join(root, 'audio'))).toHaveLength(1);
    const { output } = await askSpeaker(join(root, 'loa-3'), ['status', '--json']);
    expect(JSON.parse(output)).toMatchObject({ running: true, status: { ready: 1, missing: 0 } });
    const memory = /VmRSS:\s+(\d+) kB/.exec(await readFile(`/proc/${fleet.child.pid}/status`, 'utf8'));
    expect(Number(memory![1]) / 1024).toBeLessThan(300);
  } finally {
    expect(await fleet.end('SIGTERM')).toBe(0);
    await province.stop();
    await rm(root, { recursive: true, force: true });
  }
}, 120_000);
