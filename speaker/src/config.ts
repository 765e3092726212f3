import { accessSync, constants } from 'node:fs';
import { homedir, hostname } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { z } from 'zod';

/** How sound is made: by mpv to the sound card, by mpv to WAV files, by the built-in decoder to WAV files, or not at all (time only). */
export const AudioKind = z.enum(['mpv', 'mpv-file', 'decoder-file', 'silent']);
export type AudioKind = z.infer<typeof AudioKind>;

/** Everything that a speaker process is told from outside. */
export interface SpeakerConfig {
  /** State folder of this speaker. */
  dir: string;
  audio: AudioKind;
  /** The machine has a battery-backed clock that nobody but the technician sets. */
  hasRtc: boolean;
  mpvPath: string;
  /** mpv's name of the sound card; null for its default. */
  audioDevice: string | null;
  /** Time between two looks for news where no push came. */
  refreshMs: number;
  /** File that lists the speakers of a fleet; null outside a fleet. */
  fleet: string | null;
  serial: string;
}

const Environment = z.object({
  NGUON_SPEAKER_DIR: z.string().min(1).optional(),
  NGUON_SPEAKER_AUDIO: AudioKind.optional(),
  NGUON_SPEAKER_RTC: z.enum(['0', '1']).default('0'),
  NGUON_SPEAKER_MPV: z.string().min(1).default('mpv'),
  NGUON_SPEAKER_AUDIO_DEVICE: z.string().min(1).optional(),
  NGUON_SPEAKER_REFRESH_SECONDS: z.coerce.number().min(1).max(86_400).default(600),
  NGUON_SPEAKER_FLEET: z.string().min(1).optional(),
});

/** A setting or an argument that cannot be used; the message names it and says what is expected. */
export class WrongSetting extends Error {}

/** Reads the environment. Throws WrongSetting. The only reader of process.env in the speaker. */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): SpeakerConfig {
  const parsed = Environment.safeParse(environment);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new WrongSetting(`${String(issue?.path[0])}: ${issue?.message ?? 'not usable'}`);
  }
  const read = parsed.data;
  return {
    dir: resolve(read.NGUON_SPEAKER_DIR ?? join(homedir(), '.nguon-speaker')),
    audio: read.NGUON_SPEAKER_AUDIO ?? (isOnPath(read.NGUON_SPEAKER_MPV, environment) ? 'mpv' : 'decoder-file'),
    hasRtc: read.NGUON_SPEAKER_RTC === '1',
    mpvPath: read.NGUON_SPEAKER_MPV,
    audioDevice: read.NGUON_SPEAKER_AUDIO_DEVICE ?? null,
    refreshMs: read.NGUON_SPEAKER_REFRESH_SECONDS * 1000,
    fleet: read.NGUON_SPEAKER_FLEET === undefined ? null : resolve(read.NGUON_SPEAKER_FLEET),
    serial: hostname().slice(0, 100) || 'speaker',
  };
}

/** What the command line asks for. */
export type Command =
  | { do: 'claim'; claim: string; serial: string | null; again: boolean }
  | { do: 'run' }
  | { do: 'status'; json: boolean }
  | { do: 'volume'; percent: number }
  | { do: 'test-tone' }
  | { do: 'help' };

/** Reads the arguments after the program's name. Throws WrongSetting. */
export function readCommand(argv: readonly string[] = process.argv.slice(2)): Command {
  const [verb = 'help', ...rest] = argv;
  if (verb === 'run' || verb === 'test-tone') return { do: verb };
  if (verb === 'status') return { do: 'status', json: rest.includes('--json') };
  if (verb === 'volume') return { do: 'volume', percent: readPercent(rest[0]) };
  if (verb === 'claim') return readClaim(rest);
  if (verb === 'help' || verb === '--help' || verb === '-h') return { do: 'help' };
  throw new WrongSetting(`"${verb}": expected claim, run, status, volume or test-tone`);
}

function readPercent(text: string | undefined): number {
  const percent = /^\d{1,3}$/.test(text ?? '') ? Number(text) : Number.NaN;
  if (!(percent <= 100)) throw new WrongSetting('volume: expected a whole number from 0 to 100');
  return percent;
}

function readClaim(rest: readonly string[]): Command {
  const at = rest.indexOf('--serial');
  const serial = at < 0 ? null : (rest[at + 1] ?? '');
  if (serial !== null && (serial.length < 1 || serial.length > 100)) {
    throw new WrongSetting('--serial: expected 1 to 100 characters');
  }
  const claim = rest.find((word, index) => !word.startsWith('--') && (at < 0 || index !== at + 1));
  if (claim === undefined) throw new WrongSetting('claim: expected the claim string that the console shows, NGUON1.…');
  return { do: 'claim', claim, serial, again: rest.includes('--again') };
}

function isOnPath(program: string, environment: NodeJS.ProcessEnv): boolean {
  const places = program.includes('/')
    ? [program]
    : (environment['PATH'] ?? '').split(delimiter).map((folder) => join(folder, program));
  return places.some((place) => {
    try {
      accessSync(place, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
