/**
 * `npm run bench:now`: from the answer to the last approval of a "Phát ngay" to the first sample of sound at a loudspeaker that is a
 * process of its own, over fifty items that it has never heard of. The reference is the time that the approving request itself takes.
 */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bulletin } from '../../protocol/src/http/bulletins.ts';
import type { RequestView } from '../../protocol/src/http/requests.ts';
import {
  claimStringFor,
  type Desk,
  listen,
  openDesk,
  submit,
  untilOnline,
  villagesOf,
  writeBulletin,
} from '../system/desk.ts';
import { type House, openHouse, pause, removeHouse } from '../system/house.ts';
import { untilReady } from '../system/house-processes.ts';
import { type RealSpeaker, startSpeaker } from '../system/real-speaker.ts';
import { tell } from './figures.ts';

const TRIES = 50;
const TARGET_S = 2;
const WAV_HEADER = 44;
const LOOK_MS = 5;
const PATIENCE_MS = 30_000;

const house = await openHouse({ atMinute: 9 * 60 });
let speaker: RealSpeaker | undefined;
try {
  const desk = await openDesk(house);
  speaker = await installSpeaker(house, desk);
  const [sounds, answers]: [number[], number[]] = [[], []];
  for (let number = 0; number < TRIES; number += 1) {
    const bulletin = await writeBulletin(desk.officer, desk.commune, `Bản tin ${number}`, `Thông báo số ${number}.`);
    const { answerS, soundS } = await playNow(desk, speaker, bulletin);
    answers.push(answerS);
    sounds.push(soundS);
  }
  const figure = `seconds from approval to sound, p95 of ${TRIES}; median ${nth(sounds, 0.5).toFixed(2)}`;
  tell({
    bench: 'now',
    figure,
    value: nth(sounds, 0.95),
    reference: nth(answers, 0.95),
    target: TARGET_S,
    atMost: true,
  });
} finally {
  await speaker?.stop();
  await house.stop();
  await removeHouse(house);
}

async function installSpeaker(opened: House, desk: Desk): Promise<RealSpeaker> {
  const technician = await opened.enter('kỹ thuật viên');
  const [village] = await villagesOf(technician, desk.commune);
  const claim = await claimStringFor(technician, village?.id ?? '', 'Cụm loa đo');
  const started = await startSpeaker(join(opened.dataDir, '../speaker'), claim, 'decoder-file');
  await untilOnline(technician, 13);
  await untilReady(opened);
  await pause(5_000);
  return started;
}

/** One try: the approving request's own seconds, and those from its answer to sound. */
async function playNow(desk: Desk, at: RealSpeaker, bulletin: Bulletin): Promise<{ answerS: number; soundS: number }> {
  const request = await submit(desk, bulletin, { kind: 'now' });
  const listening = await listen(desk.leader, request.id);
  const asked = performance.now();
  const body = { digest: request.digest, listening };
  const { order, sessionMs } = await desk.leader.post<RequestView>(`/api/requests/${request.id}/approve`, body);
  const answered = performance.now();
  const soundedAt = await firstSample(at, order ?? '');
  await pause(sessionMs + 500);
  return { answerS: (answered - asked) / 1000, soundS: (soundedAt - answered) / 1000 };
}

/** The moment at which the recording of an order holds sound. */
async function firstSample(at: RealSpeaker, order: string): Promise<number> {
  for (const end = performance.now() + PATIENCE_MS; performance.now() < end; await pause(LOOK_MS)) {
    const path = (await at.recordings()).find((recording) => recording.includes(order));
    if (path !== undefined && (await stat(path)).size > WAV_HEADER) return performance.now();
  }
  throw new Error(`order ${order} made no sound`);
}

/** The value below which a share of all lies. */
function nth(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
