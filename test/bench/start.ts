/**
 * `npm run bench:start`: the second `npm start` over a data folder, and the memory of the server process at rest. The reference
 * of the start is that of a bare Node with Fastify listening, in the same run.
 */
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  freePort,
  type House,
  newFolder,
  openHouse,
  pause,
  removeHouse,
  startHouse,
  stopProcess,
} from '../system/house.ts';
import { partsOf } from '../system/house-processes.ts';
import { tell } from './figures.ts';

const READY_TARGET_S = 6;
const MEMORY_TARGET_MB = 300;
const ROUNDS = 3;
const REST_MS = 20_000;
const BARE =
  "import('fastify').then(({ default: build }) => build().listen({ port: 0, host: '127.0.0.1' })).then(() => { console.log('ready'); })";

const dataDir = await newFolder();
const port = await freePort();
let house: House | undefined;
try {
  house = await openHouse({ atMinute: 9 * 60, dataDir, port });
  // The first start builds pages, fills the demo and has its bulletins spoken: none of it belongs to the second.
  await pause(REST_MS);
  await house.stop();
  const starts: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    bare.push(await seconds(startBare));
    const began = performance.now();
    house = await startHouse(dataDir, port);
    starts.push((performance.now() - began) / 1000);
    if (round < ROUNDS - 1) await house.stop();
  }
  const [value, reference] = [Math.min(...starts), Math.min(...bare)];
  tell({
    bench: 'start',
    figure: 'seconds to the ready line, second start',
    value,
    reference,
    target: READY_TARGET_S,
    atMost: true,
  });
  await pause(REST_MS);
  const server = (await partsOf(house)).get('server') ?? 0;
  const [memory, own] = [await residentMb(server), await residentMb(process.pid)];
  tell({
    bench: 'start',
    figure: 'MB resident, server process at rest',
    value: memory,
    reference: own,
    target: MEMORY_TARGET_MB,
    atMost: true,
  });
} finally {
  await house?.stop();
  await removeHouse({ dataDir });
}

async function seconds(act: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await act();
  return (performance.now() - began) / 1000;
}

async function startBare(): Promise<void> {
  const child = spawn(process.execPath, ['-e', BARE], { cwd: join(import.meta.dirname, '../../server') });
  await new Promise((settle) => child.stdout.once('data', settle));
  await stopProcess(child);
}

/** Resident memory of a process in MB, as the kernel counts it. */
async function residentMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? Number.NaN) / 1024;
}
