import { chmod, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CorrectionPlan } from '../../protocol/src/http/broadcasts.ts';
import type { Bulletin } from '../../protocol/src/http/bulletins.ts';
import type { Edition, EditionPartBody } from '../../protocol/src/http/editions.ts';
import type { LogBook } from '../../protocol/src/http/reports.ts';
import type { RequestBody, RequestView } from '../../protocol/src/http/requests.ts';
import { playedSounds } from '../../protocol/src/request.ts';
import { readKept } from './airings.ts';
import { approve, claimStringFor, type Desk, openDesk, ordersOf, soundReady, villagesOf } from './desk.ts';
import { addMusic, expectWhole, hasGrown, secondsOf, sendSound, tuneOf } from './edition-sounds.ts';
import { eventually, type House, openHouse, removeHouse, startHouse } from './house.ts';
import { type RealSpeaker, runSpeaker, startSpeaker } from './real-speaker.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;
const NAME = 'Cụm loa thật';
/** How many times faster than life the long edition is played by mpv: every sample goes through it all the same. */
const HASTE = 300;
/** Of the bulletin that is wrong: long enough that a stop comes in its middle on a busy machine too. */
const WRONG_SECONDS = 25;
/** What a loudspeaker writes in a second: 48 kHz, 16 bits, one channel. */
const SECOND_BYTES = 96_000;
/** The machine of a test may be busy with others. */
const PATIENCE = 180_000;

let house: House;
let desk: Desk;
let speaker: RealSpeaker;
let claim: string;
let folder: string;

beforeAll(async () => {
  house = await openHouse({ atMinute: 16 * 60 + 20 });
  folder = join(house.dataDir, '..');
  desk = await openDesk(house);
}, PATIENCE);
afterAll(async () => {
  await speaker?.stop();
  await house?.stop();
  if (house) await removeHouse(house);
});

/** The house is stopped and started with its clock set forward, so that nobody waits in real time for an hour to come. */
async function moveTo(instant: number): Promise<void> {
  await house.stop();
  const file = join(house.dataDir, 'folder.json');
  const told = JSON.parse(await readFile(file, 'utf8')) as { clockOffsetMs: number };
  const ahead = instant - house.now();
  await writeFile(file, JSON.stringify({ ...told, clockOffsetMs: told.clockOffsetMs + ahead }));
  house = await startHouse(house.dataDir, Number(new URL(house.url).port));
}

/** Starts the loudspeaker, with mpv as it is but that its filter that keeps time runs faster. */
async function startHastily(): Promise<void> {
  const path = join(folder, 'hasty-mpv');
  const loop = `for word; do shift; case "$word" in *'[arealtime]') word="--af=lavfi=[arealtime=speed=${HASTE}]";; esac; set -- "$@" "$word"; done`;
  await writeFile(path, `#!/bin/sh\n${loop}\nexec mpv "$@"\n`);
  await chmod(path, 0o755);
  process.env['NGUON_SPEAKER_MPV'] = path;
  speaker = await startSpeaker(join(folder, 'speaker'), claim, 'mpv-file');
  delete process.env['NGUON_SPEAKER_MPV'];
}

/** Runs the loudspeaker again, at the pace of life. */
function runOn(): void {
  speaker = runSpeaker(join(folder, 'speaker'), 'mpv-file');
}

async function spoken(title: string, seconds: number, seed: number): Promise<Bulletin> {
  const { id } = await desk.officer.post<Bulletin>('/api/bulletins', { unit: desk.commune, title, text: `${title}.` });
  const url = `${house.url}/api/bulletins/${id}/sounds`;
  await sendSound(url, desk.officer, { origin: 'recorded', language: 'vi' }, tuneOf(seconds, seed));
  return soundReady(desk.officer, id, PATIENCE);
}

const music = (kind: 'chime' | 'song', title: string, seconds: number, seed: number): Promise<string> =>
  addMusic(house.url, desk.officer, desk.commune, tuneOf(seconds, seed), { kind, title });

const assemble = (title: string, parts: Partial<EditionPartBody>[]): Promise<Edition> =>
  desk.officer.post<Edition>('/api/editions', { unit: desk.commune, title, parts });

const bodyOf = ({ id, revision }: Bulletin, times: RequestBody['times']) => {
  return { bulletin: id, revision, targets: [desk.commune], times, readings: 1 };
};

/** Submits an edition for "Phát ngay", and the leader begins to hear it. */
async function submit({ bulletin }: Edition): Promise<Heard> {
  const view = await desk.officer.post<RequestView>('/api/requests', bodyOf(bulletin, { kind: 'now' }));
  const begun = await desk.leader.post<{ listening: string; totalMs: number }>(`/api/requests/${view.id}/listenings`);
  return { view, ...begun };
}

interface Heard {
  view: RequestView;
  listening: string;
  totalMs: number;
}

const reportWhole = ({ listening, totalMs }: Heard) =>
  desk.leader.ask<{ code: string } | null>('PUT', `/api/listenings/${listening}`, {
    heard: [{ fromMs: 0, toMs: totalMs }],
  });

/** The one approval. @returns the order that it makes */
async function approveHeard({ view, listening }: Heard): Promise<string> {
  await desk.leader.post(`/api/requests/${view.id}/approve`, { digest: view.digest, listening });
  return orderOf(view.request.revision.bulletin);
}

/** The order of a bulletin that is not another one. */
const orderOf = (bulletin: string, other?: string): Promise<string> =>
  eventually(
    'the order is made',
    async () => (await ordersOf(desk.officer, bulletin)).find(({ id }) => id !== other)?.id,
    PATIENCE,
  );

/** Kinds of receipts of an order's sessions that the loudspeaker sent. */
async function toldOf(order: string): Promise<string[]> {
  const { receipts, expected } = await readKept(house.dataDir);
  const own = expected.find(({ name }) => name === NAME)?.device;
  return receipts.filter((one) => one.order === order && one.device === own).map(({ kind }) => kind);
}

const untilFinished = (order: string): Promise<boolean> =>
  eventually('it was played', async () => (await toldOf(order)).includes('finished'), PATIENCE);

/** Recordings of an order, in the order in which they sounded. */
async function recorded(order: string): Promise<string[]> {
  const place = (path: string): number => Number(/-(\d+)\.wav$/.exec(path)?.[1]);
  const slot = (path: string): string => basename(path).replace(/-\d+\.wav$/, '');
  return (await speaker.recordings())
    .filter((path) => basename(path).startsWith(order))
    .toSorted((a, b) => slot(a).localeCompare(slot(b)) || place(a) - place(b));
}

/** Lines of the commune's book of these two days whose content names something. */
async function linesOf(content: string): Promise<LogBook['rows']> {
  const day = (ahead: number): string => new Date(house.now() + 7 * 3_600_000 + ahead).toISOString().slice(0, 10);
  const url = `/api/log-books/${desk.commune}?from=${day(-DAY)}&to=${day(0)}`;
  return (await desk.leader.get<LogBook>(url)).rows.filter((row) => row.content.includes(content));
}

/** 14 min 30 s of chime, greeting, bulletins, music and closing; and a short one for later with one of its bulletins. */
async function makeEditions(): Promise<{ long: Edition; short: Edition; wrong: Bulletin }> {
  const [chime, song, greeting, closing, wrong, news, notice] = await Promise.all([
    music('chime', 'Nhạc hiệu xã', 10, 5),
    music('song', 'Nhạc giữa buổi', 66, 6),
    spoken('Kính chào bà con', 3, 3),
    spoken('Chào và hẹn gặp lại', 3, 4),
    spoken('Cấp nước lúc 15 giờ', WRONG_SECONDS, 1),
    spoken('Tin trong xã', 110, 2),
    spoken('Thông báo họp thôn', 70, 7),
  ]);
  const part = ({ id }: Bulletin, readings = 1, kind: EditionPartBody['kind'] = 'bulletin') => {
    return { kind, bulletin: id, readings };
  };
  const long = await assemble('Chương trình phát thanh xã', [
    { kind: 'chime', item: chime },
    part(greeting, 1, 'greeting'),
    part(notice, 3),
    part(wrong),
    { kind: 'music', item: song },
    part(news, 3),
    part(notice, 3),
    part(closing, 1, 'closing'),
  ]);
  const ends = [part(greeting, 1, 'greeting'), part(closing, 1, 'closing')] as const;
  const short = await assemble('Chương trình bổ sung', [ends[0], part(wrong), ends[1]]);
  return { long, short, wrong };
}

/** What the loudspeaker wrote is every second of what was approved, in its order, with a second between any two sounds. */
async function expectPlayed(order: string, { request }: RequestView): Promise<void> {
  expect(await toldOf(order)).toEqual(['playing', 'finished']);
  const [files, sounds] = [await recorded(order), playedSounds(request)];
  expect(files).toHaveLength(sounds.length);
  let seconds = sounds.length - 1;
  for (const [place, path] of files.entries())
    seconds += await expectWhole(house.url, path, sounds[place]!.sound.sha256);
  expect(Math.abs(seconds - 870)).toBeLessThan(2);
}

/** Dừng phát of the second part while it sounds; what is behind it is heard whole. */
async function stopInTheMiddle(order: string, { request }: RequestView): Promise<void> {
  const sounds = async () => hasGrown((await recorded(order))[1], 2 * SECOND_BYTES);
  await eventually('the wrong part sounds', sounds, PATIENCE);
  await desk.officer.post(`/api/orders/${order}/parts/1/stop`, { reason: 'sai giờ cấp nước' });
  await untilFinished(order);
  const [first, cut, last, ...more] = await recorded(order);
  expect(more).toEqual([]);
  await expectWhole(house.url, first!, request.sounds[0]!.sha256);
  expect(await secondsOf(cut!)).toBeGreaterThan(1.5);
  expect(await secondsOf(cut!)).toBeLessThan(WRONG_SECONDS - 5);
  await expectWhole(house.url, last!, request.sounds[2]!.sha256);
}

const planOf = ({ id }: Bulletin): Promise<CorrectionPlan> =>
  desk.officer.get<CorrectionPlan>(`/api/bulletins/${id}/correction`);

/** Đính chính: the right words in place of the wrong, which the receipts of the loudspeaker have twice. */
async function correct(wrong: Bulletin): Promise<Bulletin> {
  const { officer } = desk;
  const draft = await officer.post<Bulletin>(`/api/bulletins/${wrong.id}/correct`, { reason: 'đọc nhầm 15 giờ' });
  const body = { title: draft.title, class: draft.class, text: 'Cấp nước lúc 5 giờ sáng mai.', seen: draft.revision };
  await officer.put(`/api/bulletins/${draft.id}`, body);
  await sendSound(`${house.url}/api/bulletins/${draft.id}/sounds`, officer, { origin: 'recorded' }, tuneOf(3, 9));
  const plan = await planOf(draft);
  expect(plan).toMatchObject({ sentence: 'Bản sai đã phát 2 buổi ở 1 thôn.', sessions: 2, ordered: 0 });
  expect(plan.starts).toHaveLength(2);
  return soundReady(officer, draft.id, PATIENCE);
}

/** The correction at once, and once more in the slot that is proposed for what is left; each time whole, with a line in the book. */
async function airAsOften(right: Bulletin): Promise<void> {
  const ask = (more: object) => desk.officer.ask<RequestView & { code: string }>('POST', '/api/requests', more);
  const atOnce = bodyOf(right, { kind: 'now' });
  expect(await ask(atOnce)).toMatchObject({ status: 422, body: { code: 'correction-too-few' } });
  const urgent = await ask({ ...atOnce, fewerReason: 'phát ngay một buổi, buổi nữa trong khung giờ' });
  await approve(desk, urgent.body);
  const first = await orderOf(right.id);
  const left = await planOf(right);
  expect(left).toMatchObject({ sessions: 2, ordered: 1, starts: [expect.any(String)] });
  const rest = await ask(bodyOf(right, { kind: 'slots', starts: left.starts }));
  expect(rest.body).toMatchObject({ corrections: [{ sessions: 2, asked: 2, uncovered: 0 }], fewerReason: null });
  await approve(desk, rest.body);
  const second = await orderOf(right.id, first);
  await untilFinished(first);
  await speaker.stop();
  // What begins a little late still fits its slot: nothing here is a race with the clock.
  await moveTo(Date.parse(left.starts[0]!) + 1_000);
  runOn();
  await untilFinished(second);
  const airings = [...(await recorded(first)), ...(await recorded(second))];
  expect(airings).toHaveLength(2);
  for (const path of airings) await expectWhole(house.url, path, right.sounds[0]!.sha256!);
  expect(await linesOf(right.title)).toHaveLength(2);
}

test('an edition of 14 min 30 s is heard, approved and played as one; a part is stopped, and corrected as often', async () => {
  const { long, short, wrong } = await makeEditions();
  expect(Math.abs(long.totalMs - 870_000)).toBeLessThan(1_000);
  const [whole, brief] = [await submit(long), await submit(short)];
  expect(await reportWhole(whole)).toMatchObject({ status: 409, body: { code: 'not-listened' } });
  await moveTo(house.now() + 16 * MINUTE);
  for (const heard of [whole, brief]) expect((await reportWhole(heard)).status).toBe(204);

  // A claim code does not outlive the jump of the clock.
  const [village] = await villagesOf(desk.officer, desk.commune);
  claim = await claimStringFor(await house.enter('kỹ thuật viên'), village!.id, NAME);
  await startHastily();
  const first = await approveHeard(whole);
  await untilFinished(first);
  await expectPlayed(first, whole.view);
  expect(await linesOf('Chương trình phát thanh xã')).toHaveLength(1);

  // The wrong bulletin once more in a short edition, now as slowly as people hear it.
  await speaker.stop();
  runOn();
  await stopInTheMiddle(await approveHeard(brief), brief.view);

  await airAsOften(await correct(wrong));
}, 600_000);
