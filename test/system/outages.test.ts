import { basename } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localTimeOfDay } from '../../protocol/src/wall-clock.ts';
import { endsOf, readKept } from './airings.ts';
import {
  addSlot,
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
import { eventually, type House, openHouse, pause, type Person, removeHouse } from './house.ts';
import { familyOf, killAndAwait, type PartName, partsOf, readiness, untilReady } from './house-processes.ts';
import { type RealSpeaker, startSpeaker } from './real-speaker.ts';

const START_MINUTE = 9 * 60;
const MINUTE = 60_000;
/** "Within seconds": no request may take longer to say that something is away. */
const SOON_MS = 20_000;
/** So late may a loudspeaker begin on a busy machine. */
const LATE_MS = 10_000;

let house: House;
let desk: Desk;
let technician: Person;
let keeper: Person;
let speaker: RealSpeaker;
let device: string;

/** Stops every process of a part where it stands; the returned function lets them go on. */
async function hang(part: Exclude<PartName, 'supervisor'>): Promise<() => void> {
  const pid = (await partsOf(house)).get(part);
  if (pid === undefined) throw new Error(`${part} does not run`);
  const family = await familyOf(pid);
  for (const member of family) process.kill(member, 'SIGSTOP');
  return () => {
    for (const member of family) process.kill(member, 'SIGCONT');
  };
}

/** Asks, and says how long the answer took. */
async function timed(person: Person, method: string, path: string, body?: object) {
  const began = Date.now();
  const { status, body: problem } = await person.ask<{ code?: string; parameters?: object }>(method, path, body);
  return { status, code: problem?.code, parameters: problem?.parameters, ms: Date.now() - began };
}

beforeAll(async () => {
  house = await openHouse({ atMinute: START_MINUTE });
  desk = await openDesk(house);
  technician = await house.enter('kỹ thuật viên');
  keeper = await house.enter('quản trị hệ thống');
  const [village] = await villagesOf(technician, desk.commune);
  const claim = await claimStringFor(technician, village?.id ?? '', 'Cụm loa thật');
  speaker = await startSpeaker(`${house.dataDir}/../speaker`, claim, 'decoder-file');
  await untilOnline(technician, 13);
  const { items } = await technician.get<{ items: { id: string; name: string }[] }>('/api/devices');
  device = items.find(({ name }) => name === 'Cụm loa thật')?.id ?? '';
  await untilReady(house);
}, 240_000);

afterAll(async () => {
  await speaker?.stop();
  await house?.stop();
  if (house) await removeHouse(house);
});

describe('a database that is gone', () => {
  it('is said by every request within seconds, and by /readyz, while it hangs; then all goes on by itself', async () => {
    const resume = await hang('database');
    try {
      const answers = await Promise.all([
        timed(desk.officer, 'GET', '/api/bulletins'),
        timed(desk.officer, 'POST', '/api/bulletins', { unit: desk.commune, title: 'Không lưu được', text: 'Bà con.' }),
        timed(technician, 'GET', '/api/devices'),
      ]);
      for (const answer of answers) {
        expect(answer, JSON.stringify(answer)).toMatchObject({ status: 503, code: 'unavailable' });
        expect(answer.ms).toBeLessThan(SOON_MS);
      }
      const page = await fetch(`${house.url}/xa/xa-khang-ninh`, { signal: AbortSignal.timeout(SOON_MS) });
      expect(page.status).toBe(503);
      expect(await readiness(house)).toMatchObject({
        ready: false,
        parts: { database: false, broker: true, signer: true },
      });
    } finally {
      resume();
    }
    await untilReady(house);
    expect((await timed(desk.officer, 'GET', '/api/bulletins')).status).toBe(200);
  });

  it('comes back by itself after kill -9, and nothing that was acknowledged is lost', async () => {
    const bulletin = await writeBulletin(desk.officer, desk.commune, 'Trước khi mất', 'Mời bà con họp thôn.');
    expect(await killAndAwait(house, 'database')).toBeLessThan(30_000);
    expect((await timed(desk.officer, 'GET', `/api/bulletins/${bulletin.id}`)).status).toBe(200);
  });
});

describe('a broker that is gone', () => {
  it('is said by a command within seconds, and by /readyz, while it hangs; other work goes on', async () => {
    const resume = await hang('broker');
    try {
      const command = await timed(technician, 'POST', `/api/devices/${device}/commands`, {
        kind: 'volume',
        percent: 60,
      });
      expect(command, JSON.stringify(command)).toMatchObject({ status: 503, code: 'unavailable' });
      expect(command.ms).toBeLessThan(SOON_MS);
      expect((await timed(desk.officer, 'GET', '/api/bulletins')).status).toBe(200);
      expect(await readiness(house)).toMatchObject({
        ready: false,
        parts: { database: true, broker: false, signer: true },
      });
    } finally {
      resume();
    }
    await untilReady(house);
  });

  it('comes back by itself after kill -9, and devices find it again', async () => {
    expect(await killAndAwait(house, 'broker')).toBeLessThan(30_000);
    await eventually(
      'a command is taken again',
      async () =>
        (await timed(technician, 'POST', `/api/devices/${device}/commands`, { kind: 'volume', percent: 80 })).status ===
        200,
    );
  });
});

describe('a loudspeaker whose province is away', () => {
  it('plays what it has at its time, with database and broker hanging, and tells of it afterwards', async () => {
    const bulletin = await writeBulletin(desk.officer, desk.commune, 'Loa tự phát', 'Mời bà con ra nhà văn hóa thôn.');
    const slot = await addComingSlot();
    const times = { kind: 'slots' as const, starts: [new Date(slot).toISOString()] };
    const { order } = await approve(desk, await submit(desk, bulletin, times));
    await eventually('every loudspeaker has it', async () => {
      const [shown] = await ordersOf(desk.officer, bulletin.id);
      return shown && shown.figures.ordered > 0 && shown.figures.received === shown.figures.ordered;
    });
    await pause(slot - 6_000 - house.now());
    const resume = [await hang('database'), await hang('broker')];
    try {
      await eventually('it sounds', async () => (await recordingsOf(order)).length === 1, 30_000);
      expect(house.now() - slot).toBeLessThan(LATE_MS);
      await pause(5_000);
    } finally {
      for (const go of resume) go();
    }
    await untilReady(house);
    await eventually(
      'the loudspeakers tell of it',
      async () => {
        const now = await readKept(house.dataDir);
        const airings = now.expected.filter((airing) => airing.order === order);
        return airings.length > 4 && airings.every((airing) => endsOf(now, airing)[0]?.kind === 'finished');
      },
      150_000,
    );
  }, 400_000);
});

/** A slot of the coming minutes, far enough ahead to be heard and approved for. */
async function addComingSlot(): Promise<number> {
  const minute = Math.ceil((localTimeOfDay(house.now(), 420) + 45_000) / MINUTE);
  await addSlot(keeper, desk.commune, minute, minute + 20);
  const midnight = house.now() - localTimeOfDay(house.now(), 420);
  return midnight + minute * MINUTE;
}

async function recordingsOf(order: string | null): Promise<string[]> {
  return (await speaker.recordings()).filter((path) => basename(path).startsWith(`${order}-`));
}
