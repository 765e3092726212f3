import { readdir, readFile } from 'node:fs/promises';
import { eventually, type House, pause } from './house.ts';

/** Processes of a running house, told apart by what they run. */
export const PARTS = ['supervisor', 'server', 'signer', 'database', 'broker', 'speakers'] as const;
export type PartName = (typeof PARTS)[number];

const PROGRAMS: readonly (readonly [PartName, string])[] = [
  ['server', 'server/src/main.ts'],
  ['signer', 'src/signer/main.ts'],
  ['broker', 'src/broker/main.ts'],
  ['speakers', 'src/fleet.ts'],
  ['database', 'postgres'],
];

interface Process {
  pid: number;
  parent: number;
  words: string;
}

/** Process numbers of a house's parts, read from the process table; a part that is away is missing. */
export async function partsOf(house: Pick<House, 'supervisor'>): Promise<Map<PartName, number>> {
  const supervisor = house.supervisor.pid ?? 0;
  const parts = new Map<PartName, number>([['supervisor', supervisor]]);
  for (const { pid, parent, words } of await allProcesses()) {
    const name = parent === supervisor ? PROGRAMS.find(([, program]) => words.includes(program))?.[0] : undefined;
    if (name !== undefined) parts.set(name, pid);
  }
  return parts;
}

/** A process and everything below it, itself first. */
export async function familyOf(pid: number): Promise<number[]> {
  const all = await allProcesses();
  const family = [pid];
  for (const member of family) family.push(...all.filter(({ parent }) => parent === member).map((one) => one.pid));
  return family;
}

/** Processes whose command line names a folder: what a house that ended must not leave behind. */
export async function processesNaming(folder: string): Promise<string[]> {
  return (await allProcesses())
    .filter(({ words }) => words.includes(folder))
    .map(({ pid, words }) => `${pid} ${words}`);
}

/** Kills one part for good and waits until another stands in its place, the whole house ready. @returns milliseconds that it took */
export async function killAndAwait(house: House, part: Exclude<PartName, 'supervisor'>): Promise<number> {
  const killed = (await partsOf(house)).get(part);
  if (killed === undefined) throw new Error(`${part} does not run`);
  const began = Date.now();
  process.kill(killed, 'SIGKILL');
  await eventually(`${part} runs again`, async () => {
    const now = (await partsOf(house)).get(part);
    return now !== undefined && now !== killed;
  });
  await untilReady(house);
  return Date.now() - began;
}

/** What /readyz says; null when nobody answers within `patience` milliseconds. */
export async function readiness(
  house: Pick<House, 'url'>,
  patience = 5_000,
): Promise<{ ready: boolean; parts: Record<string, boolean> } | null> {
  try {
    const answer = await fetch(`${house.url}/readyz`, { signal: AbortSignal.timeout(patience) });
    return (await answer.json()) as { ready: boolean; parts: Record<string, boolean> };
  } catch {
    return null;
  }
}

/** Waits until every part of a house says that it works, twice with a breath between. Throws naming those that do not. */
export async function untilReady(house: Pick<House, 'url'>, patience = 90_000): Promise<void> {
  let last: Awaited<ReturnType<typeof readiness>> = null;
  const ready = async (): Promise<boolean> => {
    last = await readiness(house);
    return last?.ready === true;
  };
  const twice = async (): Promise<boolean> => {
    if (!(await ready())) return false;
    await pause(300);
    return ready();
  };
  await eventually('the house is ready', twice, patience).catch(() => {
    throw new Error(`not ready after ${patience / 1000} s: ${JSON.stringify(last)}`);
  });
}

async function allProcesses(): Promise<Process[]> {
  const numbers = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(numbers.map(readProcess));
  return found.filter((one) => one !== null);
}

async function readProcess(number: string): Promise<Process | null> {
  try {
    const stat = await readFile(`/proc/${number}/stat`, 'utf8');
    const words = await readFile(`/proc/${number}/cmdline`, 'utf8');
    // "pid (name) state parent …": the name may hold spaces and brackets of its own.
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    return { pid: Number(number), parent, words: words.replaceAll('\0', ' ') };
  } catch {
    return null;
  }
}
