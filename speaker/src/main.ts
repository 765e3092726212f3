import { mkdir } from 'node:fs/promises';
import { claimSpeaker } from './claim.ts';
import { type Command, type SpeakerConfig, WrongSetting, readCommand, readConfig } from './config.ts';
import { askRunning } from './control.ts';
import { readIdentity } from './identity.ts';
import { lineLog, sentenceOf } from './log.ts';
import { type SpeakerReport, reportLines } from './report.ts';
import { storeVolume } from './volume.ts';

const HELP = `nguon-speaker: loa của hệ thống thông tin nguồn

  claim NGUON1.… [--serial S] [--again]   lắp đặt bằng mã hiện trên màn hình Thiết bị
  run                                     chạy loa
  status [--json]                         xem loa đang chạy thế nào
  volume N                                đặt âm lượng, 0 đến 100
  test-tone                               phát một tiếng thử nhỏ

NGUON_SPEAKER_DIR    thư mục trạng thái (mặc định ~/.nguon-speaker)
NGUON_SPEAKER_AUDIO  mpv | mpv-file | decoder-file | silent
NGUON_SPEAKER_RTC=1  máy có đồng hồ riêng chạy bằng pin`;

/** Exit code that asks the supervisor of the process to start it again. */
const RESTART = 75;
const NOT_RUNNING = 3;

/** Does what the command line asks; resolves with the exit code. */
async function main(): Promise<number> {
  // A channel to the launcher must not keep a finished command alive.
  process.channel?.unref();
  const command = readCommand();
  if (command.do === 'help') return say(HELP, 0);
  const config = readConfig();
  await mkdir(config.dir, { recursive: true, mode: 0o700 });
  switch (command.do) {
    case 'claim':
      return claim(config, command);
    case 'run':
      return run(config);
    case 'status':
      return status(config, command.json);
    case 'volume':
      return volume(config, command.percent);
    case 'test-tone':
      return testTone(config);
  }
}

async function claim(config: SpeakerConfig, command: Extract<Command, { do: 'claim' }>): Promise<number> {
  const options = { serial: command.serial ?? config.serial, again: command.again, at: new Date().toISOString() };
  const { device, name } = await claimSpeaker(config.dir, command.claim, options);
  return say(`Đã lắp đặt: ${name} (${device}). Chạy: nguon-speaker run`, 0);
}

async function run(config: SpeakerConfig): Promise<number> {
  // Only here: the other commands answer sooner without what playing needs.
  const { runSpeaker } = await import('./run.ts');
  const log = lineLog(config.dir.split('/').at(-1) ?? 'speaker');
  const { promise: ended, resolve: end } = Promise.withResolvers<number>();
  let ending = false;
  const running = await runSpeaker(config, null, log, {
    onRestart: () => end(RESTART),
    onFatal: (error) => {
      if (!ending) log.warn('cannot-go-on', { why: sentenceOf(error) });
      end(1);
    },
  });
  // Whoever started us over a channel and was killed takes us along.
  process
    .once('SIGINT', () => end(0))
    .once('SIGTERM', () => end(0))
    .once('disconnect', () => end(0));
  log.info('running', { dir: config.dir, audio: config.audio });
  const code = await ended;
  ending = true;
  await running.close();
  log.info('stopped', { code });
  return code;
}

async function status(config: SpeakerConfig, json: boolean): Promise<number> {
  const report = (await askRunning(config.dir, { do: 'status' })) as SpeakerReport | null;
  if (report) return say(json ? JSON.stringify(report) : reportLines(report), 0);
  const identity = await readIdentity(config.dir);
  const still = { running: false, device: identity?.device ?? null, name: identity?.assignment.name ?? null };
  const text = identity
    ? `Loa ${identity.assignment.name} không chạy. Chạy: nguon-speaker run`
    : 'Chưa lắp đặt. Chạy: nguon-speaker claim NGUON1.…';
  return say(json ? JSON.stringify(still) : text, NOT_RUNNING);
}

async function volume(config: SpeakerConfig, percent: number): Promise<number> {
  const answer = (await askRunning(config.dir, { do: 'volume', percent })) as { volume: number } | null;
  if (!answer) await storeVolume(config.dir, percent);
  return say(`Âm lượng: ${answer?.volume ?? percent} %`, 0);
}

const WHY_NO_TONE: Readonly<Record<string, string>> = {
  'untrusted-clock': 'Chưa thử được: loa chưa biết giờ đúng (chưa liên lạc được với máy chủ).',
  'quiet-hours': 'Chưa thử được: đang là giờ không phát.',
  busy: 'Chưa thử được: loa đang phát.',
};

async function testTone(config: SpeakerConfig): Promise<number> {
  const answer = (await askRunning(config.dir, { do: 'test-tone' })) as { refused: string | null } | null;
  if (!answer) return say('Loa không chạy. Chạy: nguon-speaker run', NOT_RUNNING);
  if (answer.refused === null) return say('Đã phát tiếng thử.', 0);
  return say(WHY_NO_TONE[answer.refused] ?? `Không phát được tiếng thử: ${answer.refused}`, 1);
}

function say(text: string, code: number): number {
  process.stdout.write(`${text}\n`);
  return code;
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exitCode = error instanceof WrongSetting ? 2 : 1;
}
