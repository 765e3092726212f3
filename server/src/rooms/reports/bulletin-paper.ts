import type { Letterhead } from '@nguon/protocol/http/reports.ts';
import { type Block, fileName, type Paper, say } from '../../lib/paper.ts';
import { spokenInstant } from '../../lib/spoken-time.ts';

/** An approved bulletin that stands, as it hangs on the board of a village. */
export interface HangingBulletin {
  title: string;
  text: string;
  issuer: string;
  /** Starts still ahead. */
  starts: Date[];
  expiresAt: Date;
  /** Where it is read and heard; null when it is on no page. */
  address: string | null;
}

/** Letters of the text by its length: as large as a sheet of A4 allows. */
const STEPS = [
  { upTo: 120, points: 38 },
  { upTo: 250, points: 30 },
  { upTo: 500, points: 23 },
  { upTo: 900, points: 18 },
  { upTo: 1500, points: 15 },
];
const SMALLEST = 14;
/** A3 has twice the room. */
const A3_LARGER = Math.SQRT2;
const NAMED_STARTS = 3;

/** Points of a text of this many characters. */
export function letterSize(characters: number, size: Paper['size']): number {
  const points = STEPS.find(({ upTo }) => characters <= upTo)?.points ?? SMALLEST;
  return Math.round(size === 'a3' ? points * A3_LARGER : points);
}

/** bản tin dán bảng: large letters to be read standing, and a QR that leads to the sound. */
export function bulletinPaper(
  bulletin: HangingBulletin,
  letterhead: Letterhead | null,
  size: Paper['size'],
  notice: string | null,
): Paper {
  const { title, text, starts, expiresAt, issuer, address } = bulletin;
  const points = letterSize(text.length, size);
  const small = Math.max(13, Math.round(points * 0.6));
  const name = letterhead && letterhead.name.length > 0 ? letterhead.name.join(' ') : issuer;
  return {
    name: fileName('ban-tin-dan-bang', title),
    title,
    size,
    orientation: 'portrait',
    notice,
    head: null,
    blocks: [
      say(name.toLocaleUpperCase('vi'), { bold: true, align: 'center', size: small }),
      { kind: 'title', lines: [title], about: [], size: Math.round(points * 1.25) },
      ...text
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line) => say(line, { size: points, align: 'left', below: points / 3 })),
      ...facts(starts, expiresAt, small),
      ...(address === null ? [] : [leadTo(address, size)]),
    ],
  };
}

function facts(starts: readonly Date[], expiresAt: Date, size: number): Block[] {
  const named = starts.slice(0, NAMED_STARTS).map((start) => spokenInstant(start));
  return [
    ...(named.length > 0 ? [say(`Nghe trên loa: ${named.join('; ')}.`, { size, align: 'left', above: 6 })] : []),
    say(`Có hiệu lực đến ${spokenInstant(expiresAt)}.`, { size, align: 'left' }),
  ];
}

function leadTo(address: string, size: Paper['size']): Block {
  return { kind: 'qr', content: address, sideMm: size === 'a3' ? 60 : 42, caption: `Quét để nghe và đọc: ${address}` };
}
