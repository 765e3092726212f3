import { setTimeout as sleep } from 'node:timers/promises';
import { mp3Frames } from './container-mp3.ts';

/** An MP3 as its frames, to be sent round and round. */
export interface Mp3Loop {
  readonly frames: readonly Buffer[];
  /** How long each frame sounds, in milliseconds. */
  readonly frameMs: number;
}

/** Sent ahead of the clock, so that a listener has something to play while the next piece is on its way. */
const AHEAD_MS = 3_000;
const PIECE_MS = 500;

/** Takes an MP3 apart. Throws when there are no frames in it. */
export function loopOf(mp3: Buffer): Mp3Loop {
  const { frames, frameMs } = mp3Frames(mp3);
  if (frames.length === 0) throw new Error('an MP3 without frames cannot be sent round');
  return { frames, frameMs };
}

/**
 * The loop as a station sends it: as fast as it sounds and without end, to everybody the same place at the same time.
 * @param at the time in milliseconds at which it is joined; it says which place that is
 * @param passing a clock in milliseconds that is never set, so that no correction of the hour sends hours of sound at once
 */
export async function* endlessly(
  { frames, frameMs }: Mp3Loop,
  at: number,
  passing: () => number = () => performance.now(),
): AsyncGenerator<Buffer> {
  const joined = passing();
  let next = Math.floor(at / frameMs);
  for (;;) {
    const due = Math.floor((at + passing() - joined + AHEAD_MS) / frameMs);
    const piece = [];
    for (; next < due; next += 1) piece.push(frames[next % frames.length] ?? Buffer.alloc(0));
    if (piece.length > 0) yield Buffer.concat(piece);
    await sleep(PIECE_MS);
  }
}
