import { join } from 'node:path';
import type { SpeakerConfig } from './config.ts';
import type { Log } from './log.ts';
import { MpvPlayer } from './player-mpv.ts';
import { silentPlayer } from './player-silent.ts';
import type { Player } from './player.ts';

/** Makes a player. @param lengthOf approved length of the file at a path, in milliseconds */
export type MakePlayer = (lengthOf: (path: string) => number) => Player;

/**
 * The maker of the player that the settings ask for. Recordings, where it makes some, lie in `recordings/` of the state folder, one WAV
 * file a sound, named `<order>-<slot start in ms>-<attempt>-<part>.wav`. The decoder is loaded only where it is used: it is 15 MB.
 */
export async function playerMaker(config: SpeakerConfig, log: Log): Promise<MakePlayer> {
  const recordings = join(config.dir, 'recordings');
  const mpv = { path: config.mpvPath, device: config.audioDevice, log };
  switch (config.audio) {
    case 'mpv':
      return () => new MpvPlayer({ ...mpv, recordings: null });
    case 'mpv-file':
      return () => new MpvPlayer({ ...mpv, recordings });
    case 'decoder-file': {
      const { decoderPlayer } = await import('./player-decoder.ts');
      return () => decoderPlayer(recordings);
    }
    case 'silent':
      return silentPlayer;
  }
}
