import type { Server } from 'node:net';
import { AudioShelf } from './audio.ts';
import type { SpeakerConfig } from './config.ts';
import { type ControlRequest, openControl } from './control.ts';
import type { Log } from './log.ts';
import { playerMaker } from './players.ts';
import { Speaker, TONE_MS } from './speaker.ts';

/** A speaker that runs, and its way out. */
export interface Running {
  speaker: Speaker;
  close(): Promise<void>;
}

/** What becomes of the process when a speaker asks for an end. */
export interface Endings {
  onRestart: () => void;
  onFatal: (error: unknown) => void;
}

/**
 * Starts the speaker of a claimed state folder.
 * @param shelf a shelf shared with other speakers of this process; null for the folder's own
 * Throws WrongSetting when the folder is not claimed or another speaker runs on it.
 */
export async function runSpeaker(
  config: SpeakerConfig,
  shelf: AudioShelf | null,
  log: Log,
  endings: Endings,
): Promise<Running> {
  const { dir, hasRtc, refreshMs } = config;
  let speaker: Speaker | null = null;
  const control = await openControl(dir, (request) => (speaker ? obey(speaker, request) : Promise.resolve(null)), log);
  try {
    speaker = await Speaker.open({
      dir,
      shelf: shelf ?? (await AudioShelf.open(`${dir}/audio`)),
      ownsShelf: shelf === null,
      makePlayer: await playerMaker(config, log),
      hasRtc,
      refreshMs,
      log,
      ...endings,
    });
    await speaker.start();
  } catch (error) {
    control?.close();
    throw error;
  }
  const started = speaker;
  return { speaker: started, close: () => closeBoth(started, control) };
}

async function closeBoth(speaker: Speaker, control: Server | null): Promise<void> {
  await speaker.close();
  control?.close();
}

async function obey(speaker: Speaker, request: ControlRequest): Promise<unknown> {
  switch (request.do) {
    case 'status':
      return speaker.report();
    case 'volume':
      await speaker.setVolume(request.percent);
      return { volume: speaker.report().status.volume };
    case 'test-tone':
      return { refused: await speaker.testTone(TONE_MS) };
  }
}
