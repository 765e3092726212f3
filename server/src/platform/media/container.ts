import type { ByteSource } from './bytes.ts';
import { isMatroskaCut, isMp4Cut } from './container-boxes.ts';
import { inspectAdts, inspectAmr } from './container-frames.ts';
import { inspectMp3 } from './container-mp3.ts';

/** The containers that we take, by FFmpeg's name of the demuxer that is forced for each. */
export type Container = 'wav' | 'ogg' | 'flac' | 'mp3' | 'matroska' | 'mov' | 'amr' | 'aac';

/** What the bytes of a file say before anything is decoded. */
export interface ContainerFacts {
  readonly container: Container;
  /** The file ends before its own structure says that it should. */
  readonly cut: boolean;
  /** Length written in an MP3's Xing, Info or VBRI header, or counted from the frames of AMR and ADTS; for other containers FFmpeg reads the header's length itself. */
  readonly declaredMs: number | undefined;
}

/**
 * Recognises a container by its first bytes, never by its name, and follows its outermost structure to the end. FFmpeg
 * decodes a cut MP3, Ogg or live WebM without a word, so the end has to be checked here.
 *
 * @returns undefined for anything that is none of ours
 */
export function inspectContainer(source: ByteSource): ContainerFacts | undefined {
  const head = source.at(0, 16);
  if (head.length < 12) return undefined;
  const tag = head.toString('latin1', 0, 4);
  const plain = (container: Container, cut: boolean): ContainerFacts => ({ container, cut, declaredMs: undefined });
  if ((tag === 'RIFF' || tag === 'RF64') && head.toString('latin1', 8, 12) === 'WAVE') {
    return plain('wav', isWavCut(source));
  }
  if (tag === 'OggS') return plain('ogg', isOggCut(source));
  if (tag === 'fLaC') return plain('flac', false);
  if (head.readUInt32BE(0) === 0x1a45dfa3) return plain('matroska', isMatroskaCut(source));
  if (head.toString('latin1', 4, 8) === 'ftyp') return plain('mov', isMp4Cut(source));
  return inspectAmr(source) ?? inspectAdts(source) ?? inspectMp3(source);
}

/** Follows the chunks of a WAV file; a size of 0 or 0xFFFFFFFF is what recorders write that could not seek back. */
function isWavCut(source: ByteSource): boolean {
  for (let offset = 12, chunks = 0; offset + 8 <= source.size && chunks < 10_000; chunks += 1) {
    const header = source.at(offset, 8);
    const size = header.readUInt32LE(4);
    if (header.toString('latin1', 0, 4) === 'data') {
      return size !== 0 && size !== 0xffffffff && offset + 8 + size > source.size;
    }
    offset += 8 + size + (size % 2);
  }
  return true;
}

const END_OF_STREAM = 4;

/** An Ogg file is whole when its last page is complete and carries the end-of-stream flag. */
function isOggCut(source: ByteSource): boolean {
  // A page is at most 65,307 bytes: the last one begins within this window.
  const from = Math.max(0, source.size - 65_536 * 2);
  const tail = source.at(from, source.size - from);
  const start = tail.lastIndexOf('OggS');
  if (start < 0 || start + 27 > tail.length) return true;
  const segments = tail[start + 26] ?? 0;
  if (start + 27 + segments > tail.length) return true;
  let length = 27 + segments;
  for (const size of tail.subarray(start + 27, start + 27 + segments)) length += size;
  const flags = tail[start + 5] ?? 0;
  return start + length > tail.length || (flags & END_OF_STREAM) === 0;
}
