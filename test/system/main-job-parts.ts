import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { OrderView } from '../../protocol/src/http/broadcasts.ts';
import type { Bulletin } from '../../protocol/src/http/bulletins.ts';
import type { RequestView } from '../../protocol/src/http/requests.ts';
import type { Unit } from '../../protocol/src/http/units.ts';
import { openBrowser } from './chromium.ts';
import { eventually, type House, openHouse, pause, type Person, removeHouse } from './house.ts';
import { MAIN_JOB_TEXT, MAIN_JOB_TITLE } from './main-job-text.ts';
import { type RealSpeaker, startSpeaker } from './real-speaker.ts';
import { correlate, loudnessOf, readOpus, readWav } from './sound.ts';

const START_MINUTE = 16 * 60;
/** One commune each in Ba Bể, Na Rì and the city. */
const COMMUNES = ['01906', '02176', '01834'];
/** From submitting to the first slot: both approvers hear ninety seconds in that time. */
const APPROVAL_MS = 130_000;
const MINUTE = 60_000;

/** What the steps hand on. */
export interface MainJob {
  root: string;
  house: House;
  keeper: Person;
  editor: Person;
  leader: Person;
  speaker: RealSpeaker;
  browser: Browser;
  board: Page;
  communes: Unit[];
  starts: string[];
  bulletin: Bulletin;
  request: RequestView;
  end(): Promise<void>;
}

/** A job that fills itself step by step and closes whatever was opened. */
export function allowEverything(root: string): MainJob {
  const job = { root } as MainJob;
  job.end = async () => {
    await job.browser?.close();
    await job.speaker?.stop();
    await job.house?.stop();
    if (job.house) await removeHouse(job.house);
  };
  return job;
}

export async function startEverything(job: MainJob): Promise<string> {
  const began = Date.now();
  job.house = await openHouse({ atMinute: START_MINUTE });
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  job.editor = await job.house.enter('biên tập viên sở');
  job.keeper = await job.house.enter('quản trị hệ thống');
  const find = async (code: string): Promise<Unit> => {
    const items = await job.keeper.get<Unit[]>(`/api/units?text=${code}`);
    const unit = items.find((candidate) => candidate.code === code);
    if (!unit) throw new Error(`no unit ${code}`);
    return unit;
  };
  job.communes = await Promise.all(COMMUNES.map(find));
  return `${seconds} giây; đồng hồ tỉnh mẫu ${new Date(job.house.now()).toISOString()}; ${job.communes.map((unit) => unit.name).join(', ')}`;
}

export async function installDevices(job: MainJob): Promise<string> {
  const technician = await job.house.enter('kỹ thuật viên');
  const commune = job.communes[0]?.id;
  const items = await technician.get<Unit[]>(`/api/units?parent=${commune}`);
  const village = items[0];
  if (!village) throw new Error('no village in the first commune');
  const place = { unit: village.id, kind: 'speaker', name: 'Cụm loa thật' };
  const { claimString } = await technician.post<{ claimString: string }>('/api/device-claims', place);
  job.speaker = await startSpeaker(join(job.house.dataDir, '../speaker'), claimString, 'mpv-file');
  job.browser = await openBrowser();
  job.board = await job.browser.newPage({ viewport: { width: 1280, height: 720 } });
  await job.board.goto(`${job.house.url}/bang/`);
  const code = await eventually('the board shows a code', async () => {
    const text = await job.board.locator('body').innerText();
    return /\b([A-Z0-9]{8})\b/.exec(text.replaceAll(/([A-Z0-9]{4})[ -]([A-Z0-9]{4})/g, '$1$2'))?.[1];
  });
  const view = await technician.get<{ words: string[] }>(`/api/device-claims/pending/${code}`);
  const shown = (await job.board.locator('body').innerText()).toLowerCase();
  if (!view.words.every((word) => shown.includes(word)))
    throw new Error(`the four words differ: ${view.words.join(' ')}`);
  await technician.post('/api/device-claims/accept', { code, unit: commune, name: 'Bảng tin trụ sở' });
  await eventually('both devices are online', async () => {
    const devices = await technician.get<{ items: { name: string; state: string }[] }>('/api/devices');
    const ours = devices.items.filter(({ name }) => ['Cụm loa thật', 'Bảng tin trụ sở'].includes(name));
    return ours.length === 2 && ours.every(({ state }) => state === 'online');
  });
  return `loa ở ${village.name}, bảng với bốn từ "${view.words.join(' ')}"`;
}

export async function writeBulletin(job: MainJob): Promise<string> {
  const me = await job.editor.get<{ grants: { unit: string }[] }>('/api/me');
  const body = { unit: me.grants[0]?.unit, title: MAIN_JOB_TITLE, text: MAIN_JOB_TEXT, class: 'priority' };
  const { id } = await job.editor.post<Bulletin>('/api/bulletins', body);
  await job.editor.post(`/api/bulletins/${id}/speech`, { pace: 'slow' });
  job.bulletin = await eventually(
    'the speech is made',
    async () => {
      const bulletin = await job.editor.get<Bulletin>(`/api/bulletins/${id}`);
      if (bulletin.sounds[0]?.state === 'failed') throw new Error(bulletin.sounds[0].problem ?? 'speech failed');
      return bulletin.sounds[0]?.state === 'ready' ? bulletin : null;
    },
    120_000,
  );
  const sound = job.bulletin.sounds[0];
  const seconds = Math.round((sound?.durationMs ?? 0) / 1000);
  if (seconds < 75 || seconds > 105) throw new Error(`the summary lasts ${seconds} s, not about 90`);
  return `${seconds} giây, ${sound?.voice}; lời đọc: "${job.bulletin.spoken.slice(50, 130)}…"`;
}

export async function submit(job: MainJob): Promise<string> {
  job.starts = await addSlots(job);
  job.request = await job.editor.post<RequestView>('/api/requests', {
    bulletin: job.bulletin.id,
    revision: job.bulletin.revision,
    targets: job.communes.map((unit) => unit.id),
    times: { kind: 'slots', starts: job.starts },
    readings: 1,
  });
  return `${job.request.targetNames.join(', ')}; ${job.request.steps.map((step) => step.name).join(' → ')}`;
}

export async function authorIsRefused(job: MainJob): Promise<string> {
  return refusedWith(job.editor, job.request, null, 'author-approves');
}

export async function unheardIsRefused(job: MainJob): Promise<string> {
  job.leader = await job.house.enter('ban biên tập, người thứ nhất');
  return refusedWith(job.leader, job.request, null, 'not-listened');
}

export async function twoApprove(job: MainJob): Promise<string> {
  const second = await job.house.enter('ban biên tập, người thứ hai');
  const people = [job.leader, second];
  const heard = await Promise.all(people.map((person) => listen(person, job.request)));
  const { digest, id } = job.request;
  for (const [index, person] of people.entries()) {
    job.request = await person.post<RequestView>(`/api/requests/${id}/approve`, { digest, listening: heard[index] });
  }
  if (job.request.state !== 'approved') throw new Error(`the request is ${job.request.state}`);
  return job.request.steps
    .map((step) => `${step.approval?.approverName} nghe ${Math.round((step.approval?.listenedMs ?? 0) / 1000)} giây`)
    .join('; ');
}

export async function speakerPlays(job: MainJob): Promise<string> {
  const approved = await approvedSound(job);
  const seconds = approved.samples.length / approved.rate;
  await untilHouseTime(job, (job.starts[0] ?? '') as string, seconds + 4);
  const path = (await job.speaker.recordings())[0];
  if (!path) throw new Error('the speaker recorded nothing');
  const { correlation, shiftS } = correlate(approved, await readWav(path));
  if (correlation < 0.95) throw new Error(`the recording correlates ${correlation.toFixed(4)} only`);
  return `tương quan ${correlation.toFixed(4)} với bản đã duyệt (${seconds.toFixed(1)} giây, lệch ${(shiftS * 1000).toFixed(0)} ms)`;
}

export async function villagesReached(job: MainJob): Promise<string> {
  const order = await eventually('every village has heard', async () => {
    const [latest] = await ordersOf(job);
    return latest && latest.figures.reached === latest.figures.villages ? latest : null;
  });
  const { ordered, received, played, reached, villages } = order.figures;
  if (villages !== 12) throw new Error(`${villages} villages, not 12`);
  return `đặt lịch ${ordered} loa, đã nhận ${received}, đã phát ${played}, nghe được ${reached}/${villages} thôn. "${order.sentence}"`;
}

export async function boardAndPageShow(job: MainJob): Promise<string> {
  await eventually('the board shows the title', async () => (await boardText(job)).includes(MAIN_JOB_TITLE));
  await job.board.screenshot({ path: join(job.house.dataDir, 'board.png') });
  const pages = await Promise.all(job.communes.map(async (unit) => pageText(job, unit)));
  if (!pages.every((text) => text.includes(MAIN_JOB_TITLE) && text.includes('<audio')))
    throw new Error('a commune page does not show it');
  return `bảng hiện tiêu đề; ${pages.length} trang xã có bản tin và âm thanh (${pages.map((text) => Math.round(text.length / 1024)).join(', ')} KB)`;
}

export async function stopInMidPlay(job: MainJob): Promise<string> {
  await untilHouseTime(job, (job.starts[1] ?? '') as string, 12);
  const before = await job.speaker.recordings();
  if (before.length < 2) throw new Error('the second airing did not begin');
  const began = Date.now();
  await job.leader.post(`/api/orders/${job.request.order}/stop`, { reason: 'thử dừng phát' });
  const told = await eventually(
    'the speaker reports the cut',
    async () => {
      const [order] = await ordersOf(job);
      return order?.villages.every((village) => village.state !== 'playing') ? Date.now() : null;
    },
    5_000,
  );
  await pause(6_000);
  const recording = await readWav(before[1] ?? '');
  const seconds = recording.samples.length / recording.rate;
  const stopAt = (began + job.house.offsetMs - Date.parse(job.starts[1] ?? '')) / 1000;
  const silentAfter = seconds - stopAt;
  if (silentAfter > 5) throw new Error(`it sounded ${silentAfter.toFixed(1)} s after the stop`);
  if (loudnessOf(recording, 1, seconds - 1) < 0.001) throw new Error('it was silent before the stop');
  return `im sau ${Math.max(0, silentAfter).toFixed(1)} giây; mọi loa báo đã ngắt sau ${((told - began) / 1000).toFixed(1)} giây`;
}

export async function boardAndPageClear(job: MainJob): Promise<string> {
  await eventually('the board is clear', async () => !(await boardText(job)).includes(MAIN_JOB_TITLE), 5_000);
  const pages = await Promise.all(job.communes.map(async (unit) => pageText(job, unit)));
  if (pages.some((text) => text.includes(MAIN_JOB_TITLE))) throw new Error('a commune page still shows it');
  return 'bảng và ba trang xã không còn bản tin';
}

export async function nextSlotIsSilent(job: MainJob): Promise<string> {
  await untilHouseTime(job, (job.starts[2] ?? '') as string, 15);
  const { length } = await job.speaker.recordings();
  if (length !== 2) throw new Error(`${length} recordings: something sounded in the third slot`);
  return '15 giây sau giờ của buổi thứ ba, loa không phát gì';
}

export async function auditVerifies(job: MainJob): Promise<string> {
  const child = spawn(process.execPath, [join(job.root, 'server/bin/nguon.js'), 'audit', 'verify'], {
    env: { ...process.env, DATA_DIR: job.house.dataDir },
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise((settle) => child.once('exit', settle));
  if (code !== 0) throw new Error(said);
  return said.trim();
}

/** Three slots in every commune: for the whole airing, for the stopped one, and the one that must stay silent. */
async function addSlots(job: MainJob): Promise<string[]> {
  const first = Math.ceil((job.house.now() + APPROVAL_MS) / MINUTE) * MINUTE;
  const starts = [first, first + 3 * MINUTE, first + 5 * MINUTE];
  const clock = (at: number): string => new Date(at + 420 * MINUTE).toISOString().slice(11, 16);
  for (const { id } of job.communes) {
    for (const at of starts) {
      const slot = { kind: 'bulletins', title: `Buổi thử ${clock(at)}`, weekdays: [1, 2, 3, 4, 5, 6, 7], stream: null };
      await job.keeper.post(`/api/timetables/${id}/slots`, { ...slot, from: clock(at), to: clock(at + 4 * MINUTE) });
    }
  }
  return starts.map((at) => new Date(at).toISOString());
}

async function refusedWith(
  person: Person,
  request: RequestView,
  listening: string | null,
  code: string,
): Promise<string> {
  const path = `/api/requests/${request.id}/approve`;
  const { status, body } = await person.ask<{ code: string; title: string }>('POST', path, {
    digest: request.digest,
    listening,
  });
  if (body.code !== code) throw new Error(`expected ${code}, got ${status} ${JSON.stringify(body)}`);
  return `${status}: ${body.title}`;
}

/** Hears the whole item in real time and reports it as a player does, now and then. */
async function listen(person: Person, request: RequestView): Promise<string> {
  const { listening, totalMs } = await person.post<{ listening: string; totalMs: number }>(
    `/api/requests/${request.id}/listenings`,
  );
  const began = Date.now();
  for (let heard = 0; heard < totalMs;) {
    await pause(Math.min(10_000, totalMs - heard + 200));
    heard = Math.min(totalMs, Date.now() - began);
    await person.put(`/api/listenings/${listening}`, { heard: [{ fromMs: 0, toMs: heard }] });
  }
  return listening;
}

async function approvedSound(job: MainJob) {
  const sha256 = job.request.request.sounds[0]?.sha256;
  const answer = await fetch(`${job.house.url}/media/${sha256}`);
  return readOpus(new Uint8Array(await answer.arrayBuffer()));
}

async function ordersOf(job: MainJob): Promise<OrderView[]> {
  return (await job.editor.get<{ items: OrderView[] }>(`/api/bulletins/${job.bulletin.id}/orders`)).items;
}

async function boardText(job: MainJob): Promise<string> {
  return (await job.board.locator('body').innerText()).replaceAll(/\s+/g, ' ');
}

async function pageText(job: MainJob, unit: Unit): Promise<string> {
  return (await fetch(`${job.house.url}/xa/${unit.slug}`)).text();
}

/** Waits until the house's clock is some seconds past an instant. */
async function untilHouseTime(job: MainJob, instant: string, seconds: number): Promise<void> {
  const wait = Date.parse(instant) + seconds * 1000 - job.house.now();
  if (wait > 0) await pause(wait);
}
