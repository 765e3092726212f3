import { join } from 'node:path';
import { type House, pause, startHouse } from './house.ts';
import { killAndAwait, type PartName, partsOf, untilReady } from './house-processes.ts';
import { type RealSpeaker, runSpeaker } from './real-speaker.ts';

/** What can be killed: the house's parts, and loudspeakers that stand outside it. */
export type Victim = PartName | 'speaker';
export const VICTIMS: readonly Victim[] = [
  'server',
  'signer',
  'database',
  'broker',
  'speakers',
  'speaker',
  'supervisor',
];

/** A house under attack, and everything that was done to it. */
export interface Siege {
  house: House;
  speakers: RealSpeaker[];
  kills: Kill[];
  /** No more rounds: something else went wrong. */
  over: boolean;
}

export interface Kill {
  victim: Victim;
  /** Index of the loudspeaker where it was one. */
  which: number;
  /** By the house's clock. */
  at: number;
  /** Milliseconds until everything was there again. */
  tookMs: number;
}

/** Numbers from 0 to 1 by a fixed sequence, so that a run that failed can be tried again. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Kills one victim and waits until everything works again. */
export async function strike(siege: Siege, victim: Victim, random: () => number): Promise<Kill> {
  const began = Date.now();
  const kill: Kill = { victim, which: Math.floor(random() * siege.speakers.length), at: siege.house.now(), tookMs: 0 };
  siege.kills.push(kill);
  if (victim === 'speaker') await replaceSpeaker(siege, kill.which);
  else if (victim === 'supervisor') await replaceSupervisor(siege);
  else await killAndAwait(siege.house, victim);
  kill.tookMs = Date.now() - began;
  return kill;
}

/** An operator starts it again; what the killed one left behind must be no hindrance. */
async function replaceSupervisor(siege: Siege): Promise<void> {
  const { dataDir, url } = siege.house;
  const supervisor = (await partsOf(siege.house)).get('supervisor');
  if (supervisor === undefined) throw new Error('no supervisor');
  process.kill(supervisor, 'SIGKILL');
  siege.house = await startHouse(dataDir, Number(new URL(url).port));
  await untilReady(siege.house);
}

async function replaceSpeaker(siege: Siege, which: number): Promise<void> {
  const speaker = siege.speakers[which];
  if (!speaker) throw new Error('no such loudspeaker');
  const gone = new Promise((settle) => speaker.process.once('exit', settle));
  speaker.process.kill('SIGKILL');
  await gone;
  // As its service manager would: not at once.
  await pause(500);
  siege.speakers[which] = runSpeaker(speaker.dir, 'decoder-file');
}

/** Folder of a loudspeaker that stands beside a house. */
export function speakerFolder(house: House, number: number): string {
  return join(house.dataDir, `../speaker-${number}`);
}
