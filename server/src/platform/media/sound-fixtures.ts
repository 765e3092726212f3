/** Sounds for tests, made when they are needed: no binary file is kept in the repository. */
import { writeFileSync } from 'node:fs';
import { Decoder, Demuxer, Encoder, FilterAPI, Muxer } from 'node-av/api';
import {
  AV_PIX_FMT_YUV420P,
  FF_ENCODER_AAC,
  FF_ENCODER_LIBMP3LAME,
  FF_ENCODER_LIBOPUS,
  FF_ENCODER_MPEG4,
  type FFAudioEncoder,
} from 'node-av/constants';
import { Frame, Rational } from 'node-av/lib';
import { wavOf } from '../speech/wav.ts';

const RATE = 22_050;

/** One sample from -1 to 1 at a time in seconds. */
export type Wave = (seconds: number) => number;

export const silence: Wave = () => 0;

/** A voice-like sound: harmonics of a gliding tone in syllables with pauses. */
export const voice: Wave = (t) => {
  const syllable = Math.max(0, Math.sin(2 * Math.PI * 3.5 * t)) * (t % 3 < 2.6 ? 1 : 0);
  const pitch = 2 * Math.PI * 180 * t + 8 * Math.sin(2 * Math.PI * 0.7 * t);
  return 0.12 * syllable * (Math.sin(pitch * 2) + 0.7 * Math.sin(pitch * 5) + 0.4 * Math.sin(pitch * 11));
};

/** A chord with a drum on each half second. */
export const music: Wave = (t) => {
  const chord = [262, 330, 392, 523].reduce((sum, hertz) => sum + Math.sin(2 * Math.PI * hertz * t), 0) / 4;
  const beat = Math.exp(-18 * (t % 0.5)) * Math.sin(2 * Math.PI * 190 * t);
  return 0.25 * chord + 0.5 * beat;
};

/** Writes a WAV file (22,050 Hz, 16 bits, mono). */
export function writeWav(path: string, wave: Wave, seconds: number): string {
  const samples = Int16Array.from({ length: Math.round(seconds * RATE) }, (_, at) => wave(at / RATE) * 32_767);
  writeFileSync(path, wavOf([samples], RATE));
  return path;
}

const CODECS: Readonly<Record<string, { codec: FFAudioEncoder; format: string }>> = {
  mp3: { codec: FF_ENCODER_LIBMP3LAME, format: 's16p' },
  ogg: { codec: FF_ENCODER_LIBOPUS, format: 's16' },
  webm: { codec: FF_ENCODER_LIBOPUS, format: 's16' },
  mp4: { codec: FF_ENCODER_AAC, format: 'fltp' },
  aac: { codec: FF_ENCODER_AAC, format: 'fltp' },
  '3gp': { codec: FF_ENCODER_AAC, format: 'fltp' },
  m4a: { codec: FF_ENCODER_AAC, format: 'fltp' },
};

/** Encodes a WAV file into the format of the target's ending. */
export function encodeSound(wav: string, target: string): string {
  using muxer = Muxer.openSync(target);
  pour(wav, target.slice(target.lastIndexOf('.') + 1), muxer);
  return target;
}

/** WebM as a browser's MediaRecorder writes it: into a stream, so without sizes and without a length. */
export async function encodeLiveWebm(wav: string, target: string): Promise<string> {
  const pieces: Buffer[] = [];
  const write = (piece: Buffer): number => pieces.push(Buffer.from(piece)) && piece.length;
  const muxer = await Muxer.open({ write }, { format: 'webm' });
  pour(wav, 'webm', muxer);
  await muxer.close();
  writeFileSync(target, Buffer.concat(pieces));
  return target;
}

function pour(wav: string, ending: string, muxer: Muxer): void {
  const { codec, format } = CODECS[ending] ?? { codec: FF_ENCODER_LIBOPUS, format: 's16' };
  using demuxer = Demuxer.openSync(wav);
  const stream = demuxer.audio();
  if (!stream) throw new Error('no sound in the fixture');
  using decoder = Decoder.createSync(stream, { threadCount: 1 });
  using filter = FilterAPI.create(`aresample=48000,aformat=sample_fmts=${format}:channel_layouts=mono`);
  using encoder = Encoder.createSync(codec, { bitrate: 48_000 });
  const index = muxer.addStream(encoder);
  const frames = filter.framesSync(decoder.framesSync(demuxer.packetsSync(stream.index)));
  for (const packet of encoder.packetsSync(frames)) {
    muxer.writePacketSync(packet, index);
    packet?.free();
  }
}

/** An MP4 of two seconds with pictures only. */
export function writeSilentFilm(path: string): string {
  using muxer = Muxer.openSync(path);
  using encoder = Encoder.createSync(FF_ENCODER_MPEG4, { bitrate: 50_000 });
  const index = muxer.addStream(encoder);
  const write = (frame: Frame | null): void => {
    for (const packet of encoder.packetsSync(frame)) {
      muxer.writePacketSync(packet, index);
      packet?.free();
    }
    frame?.free();
  };
  for (let at = 0; at < 20; at += 1) {
    const shape = { width: 64, height: 64, format: AV_PIX_FMT_YUV420P, timeBase: new Rational(1, 10), pts: BigInt(at) };
    write(Frame.fromVideoBuffer(Buffer.alloc(64 * 64 * 1.5, 90 + at), shape));
  }
  write(null);
  return path;
}

/** Bytes of a frame behind its first, at the highest rate of each band; 50 frames make a second. */
const AMR = {
  narrow: { tag: '#!AMR\n', type: 7, bytes: 31 },
  wide: { tag: '#!AMR-WB\n', type: 8, bytes: 60 },
} as const;

/** An AMR file as phones record it. FFmpeg has no encoder for it: its frames hold murmur that no voice made. */
export function writeAmr(path: string, band: keyof typeof AMR, seconds: number): string {
  const { tag, type, bytes } = AMR[band];
  let state = 2298;
  const frame = (): Buffer => {
    const content = Buffer.alloc(1 + bytes);
    content[0] = (type << 3) | 4;
    for (let at = 1; at < content.length; at += 1) {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      content[at] = state >> 16;
    }
    return content;
  };
  writeFileSync(path, Buffer.concat([Buffer.from(tag), ...Array.from({ length: seconds * 50 }, frame)]));
  return path;
}

/** Puts the packets of a sound into another container, as they are. */
export function rewrap(source: string, target: string): string {
  using demuxer = Demuxer.openSync(source);
  using muxer = Muxer.openSync(target);
  const stream = demuxer.audio();
  if (!stream) throw new Error('no sound in the fixture');
  const index = muxer.addStream(stream);
  for (const packet of demuxer.packetsSync(stream.index)) {
    muxer.writePacketSync(packet, index);
    packet?.free();
  }
  return target;
}
