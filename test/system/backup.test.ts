import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bulletin } from '../../protocol/src/http/bulletins.ts';
import { endsOf, queryHouse, readKept } from './airings.ts';
import {
  approve,
  claimStringFor,
  type Desk,
  openDesk,
  ordersOf,
  submit,
  untilOnline,
  villagesOf,
  writeBulletin,
} from './desk.ts';
import { eventually, type House, openHouse, type Person, removeHouse, startHouse } from './house.ts';
import { untilReady } from './house-processes.ts';
import { nguon } from './nguon.ts';
import { type RealSpeaker, startSpeaker } from './real-speaker.ts';
import { readWav } from './sound.ts';

const TEXT = 'Mời bà con ra nhà văn hóa thôn.';
const REAL = 'Cụm loa thật';

let house: House;
let desk: Desk;
let technician: Person;
let keeper: Person;
let speaker: RealSpeaker;
let kept: Bulletin;
let later: Bulletin;
let backup: string;
let atBackup: unknown;
let newestVersion: number;

/** Makes a bulletin sound at once on the loudspeaker outside the house, to its end. */
async function playNow(title: string): Promise<Bulletin> {
  const before = (await speaker.recordings()).length;
  const bulletin = await writeBulletin(desk.officer, desk.commune, title, TEXT);
  const { order, sessionMs } = await approve(desk, await submit(desk, bulletin, { kind: 'now' }));
  await eventually(
    `${title} has been heard and told`,
    async () => {
      const now = await readKept(house.dataDir);
      const [airing] = now.expected.filter((one) => one.order === order && one.name === REAL);
      return airing && endsOf(now, airing)[0]?.kind === 'finished';
    },
    60_000,
  );
  const recordings = await speaker.recordings();
  expect(recordings).toHaveLength(before + 1);
  const path = recordings.find((one) => one.includes(order ?? '')) ?? '';
  const { samples, rate } = await readWav(path);
  expect(Math.abs((samples.length / rate) * 1000 - sessionMs)).toBeLessThan(500);
  return bulletin;
}

/** What people see of the state: everything but devices' last contact. */
async function stateOf(): Promise<unknown> {
  const orders = await ordersOf(desk.officer, kept.id);
  return {
    bulletins: await keeper.get('/api/bulletins'),
    bulletin: await desk.officer.get(`/api/bulletins/${kept.id}`),
    slots: orders.map(({ id, state, slots, figures }) => ({ id, state, slots, figures })),
    timetable: await queryHouse(house.dataDir, 'select * from timetable_slots order by id'),
    people: await queryHouse(house.dataDir, 'select id, name, email from users order by id'),
    grants: await queryHouse(house.dataDir, 'select user_id, unit_id, role from grants order by 1, 2, 3'),
    approvals: await queryHouse(house.dataDir, 'select * from approvals order by request_id, step'),
    devices: await queryHouse(house.dataDir, 'select id, name, unit_id, claimed_at from devices order by id'),
  };
}

async function newestProgramme(): Promise<number> {
  const query = `select max(version)::float8 as version from programmes where unit_id = '${desk.commune}'`;
  return (await queryHouse<{ version: number }>(house.dataDir, query))[0]?.version ?? 0;
}

/** Everything that the house has on this disk, also a database kept elsewhere. */
async function loseEverything(dataDir: string): Promise<void> {
  const { databaseFolder } = JSON.parse(await readFile(join(dataDir, 'folder.json'), 'utf8')) as {
    databaseFolder?: string;
  };
  if (databaseFolder !== undefined) await rm(dirname(databaseFolder), { recursive: true });
  await rm(dataDir, { recursive: true });
}

beforeAll(async () => {
  house = await openHouse({ atMinute: 9 * 60 });
  desk = await openDesk(house);
  technician = await house.enter('kỹ thuật viên');
  keeper = await house.enter('quản trị hệ thống');
  const [village] = await villagesOf(technician, desk.commune);
  const claim = await claimStringFor(technician, village?.id ?? '', REAL);
  speaker = await startSpeaker(join(house.dataDir, '../speaker'), claim, 'decoder-file');
  await untilOnline(technician, 13);
  backup = join(house.dataDir, '../backup');
}, 240_000);

afterAll(async () => {
  await speaker?.stop();
  await house?.stop();
  if (house) await removeHouse(house);
});

describe('a backup, the loss of everything, a restore', () => {
  it('copies the whole state while the system runs', async () => {
    kept = await playNow('Trước khi sao lưu');
    await eventually('all villages have told', async () => {
      const [order] = await ordersOf(desk.officer, kept.id);
      return order?.figures.reached === order?.figures.villages;
    });
    atBackup = await stateOf();
    const { code, output } = await nguon(house.dataDir, ['backup', backup]);
    expect(output).toContain('Đã sao lưu');
    expect(code).toBe(0);
  });

  it('loses what came afterwards with the folder, and says so when asked to restore over what stands', async () => {
    later = await playNow('Sau khi sao lưu');
    newestVersion = await newestProgramme();
    await house.stop();
    const refused = await nguon(house.dataDir, ['restore', backup]);
    expect(refused.code).not.toBe(0);
    expect(refused.output).toContain('đã có dữ liệu');
    await loseEverything(house.dataDir);
    expect(existsSync(house.dataDir)).toBe(false);
  });

  it('stands again as it was at the backup', async () => {
    const { code, output } = await nguon(house.dataDir, ['restore', backup]);
    expect(output).toContain('Đã khôi phục');
    expect(code).toBe(0);
    house = await startHouse(house.dataDir, Number(new URL(house.url).port));
    await untilReady(house);
    expect(await stateOf()).toEqual(atBackup);
    expect((await desk.officer.ask('GET', `/api/bulletins/${later.id}`)).status).toBe(404);
  });

  it('has its devices back by themselves', async () => {
    const outside = await eventually(
      'the loudspeaker outside is online',
      async () => {
        const { items } = await technician.get<{ items: { name: string; state: string }[] }>('/api/devices');
        return items.find(({ name, state }) => name === REAL && state === 'online');
      },
      150_000,
    );
    expect(outside.state).toBe('online');
  });

  it('plays the next order: programmes are newer than any that a device has seen', async () => {
    await playNow('Sau khi khôi phục');
    expect(await newestProgramme()).toBeGreaterThan(newestVersion);
  });

  it('keeps an audit chain that verifies', async () => {
    const { code, output } = await nguon(house.dataDir, ['audit', 'verify']);
    expect(output).toContain('nguyên vẹn');
    expect(code).toBe(0);
  });
});
