import {
  AV_OPT_SEARCH_CHILDREN,
  AV_OPT_TYPE_INT,
  AV_OPT_TYPE_STRING,
  FF_ENCODER_FLAC,
  FF_ENCODER_LIBMP3LAME,
  FF_ENCODER_LIBOPUS,
} from 'node-av/constants';
import type { FFAudioEncoder } from 'node-av/constants';
import { Encoder, Muxer } from 'node-av/api';
import type { Frame } from 'node-av/lib';

/** How one output is made. */
export interface Recipe {
  readonly codec: FFAudioEncoder;
  /** bit/s; without meaning for FLAC. */
  readonly bitrate: number;
  /** Encoder effort on FFmpeg's generic scale: for Opus 0-10 (10 best), for MP3 9-0 (0 best). */
  readonly effort: number;
  /** Opus only: what the sound is. Speech keeps it in the mode made for voices at every effort. */
  readonly application?: 'voip';
}

/** Efforts measured on 69 s of speech: Opus 5 takes 70 % of the time of 10 for the same size, MP3 7 half of 5. */
export const RECIPES = {
  opus: { codec: FF_ENCODER_LIBOPUS, bitrate: 24_000, effort: 5, application: 'voip' },
  mp3: { codec: FF_ENCODER_LIBMP3LAME, bitrate: 64_000, effort: 7 },
  flac: { codec: FF_ENCODER_FLAC, bitrate: 0, effort: 5 },
} as const satisfies Record<string, Recipe>;

/** Encodes frames into a file and frees them. The container follows from the name's ending. */
export async function encodeTo(path: string, recipe: Recipe, frames: AsyncIterable<Frame>): Promise<void> {
  // Codec settings go through `configure`: with node-av 6.1 the `options` object of an encoder ends in a segmentation
  // fault when the process ends (its dictionary is freed twice).
  using encoder = Encoder.createSync(recipe.codec, {
    bitrate: recipe.bitrate,
    threadCount: 1,
    configure: (context) => {
      context.setOption('compression_level', recipe.effort, AV_OPT_TYPE_INT);
      if (recipe.application) {
        context.setOption('application', recipe.application, AV_OPT_TYPE_STRING, AV_OPT_SEARCH_CHILDREN);
      }
    },
  });
  using muxer = Muxer.openSync(path);
  const index = muxer.addStream(encoder);
  const write = (frame: Frame | null): void => {
    for (const packet of encoder.packetsSync(frame)) {
      muxer.writePacketSync(packet, index);
      packet?.free();
    }
    frame?.free();
  };
  for await (const frame of frames) write(frame);
  write(null);
}
