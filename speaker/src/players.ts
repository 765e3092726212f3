import { join } from 'node:path';
import type { SpeakerConfig } from './config.ts';
import type { Log } from './log.ts';
import { decoderPlayer } from './player-decoder.ts';
import { MpvPlayer } from './player-mpv.ts';
import { silentPlayer } from './player-silent.ts';
import type { Player } from './player.ts';

/**
 * The player that the settings ask for. Recordings, where it makes some, lie in `recordings/` of the state folder, one WAV file a sound,
 * named `<order>-<slot start in ms>-<attempt>-<part>.wav`.
 */
export function makePlayer(config: SpeakerConfig, log: Log, lengthOf: (path: string) => number): Player {
  const recordings = join(config.dir, 'recordings');
  const mpv = { path: config.mpvPath, device: config.audioDevice, log };
  switch (config.audio) {
    case 'mpv':
      return new MpvPlayer({ ...mpv, recordings: null });
    case 'mpv-file':
      return new MpvPlayer({ ...mpv, recordings });
    case 'decoder-file':
      return decoderPlayer(recordings);
    case 'silent':
      return silentPlayer(lengthOf);
  }
}
