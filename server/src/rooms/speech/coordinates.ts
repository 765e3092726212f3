import { spellInteger, spellNumber } from './numbers.ts';
import { type Cursor, type Reading, matchAt } from './reading.ts';

const DEGREES =
  /(\d{1,3}(?:[.,]\d{1,4})?)[ \u00a0]?[°º][ \u00a0]?(?:(\d{1,2})['’′][ \u00a0]?)?(?:(\d{1,2}(?:[.,]\d{1,3})?)(?:["”″]|'')[ \u00a0]?)?/uy;
const SIDE = /([NBEĐWTS])(?![\p{L}\p{N}])/uy;
/** N and S, E and W by their English letters; B (Bắc) and Đ (Đông) as forecasts write them. */
const SIDES: Readonly<Record<string, string>> = {
  N: 'vĩ Bắc',
  B: 'vĩ Bắc',
  S: 'vĩ Nam',
  E: 'kinh Đông',
  Đ: 'kinh Đông',
  W: 'kinh Tây',
  T: 'kinh Tây',
};

/** 22°08'30"N, 105,8°E, 30°15': angles with minutes, and places on the map. */
export function readCoordinate(cursor: Cursor): Reading | undefined {
  const match = matchAt(DEGREES, cursor);
  if (!match) return undefined;
  const [whole, degrees = '', minutes, seconds] = match;
  SIDE.lastIndex = cursor.at + whole.length;
  const side = SIDE.exec(cursor.text)?.[1];
  if (side === undefined && minutes === undefined) return undefined;
  const parts = [spellNumber(degrees.replace('.', ',')), 'độ'];
  if (minutes !== undefined) parts.push(spellInteger(minutes), 'phút');
  if (seconds !== undefined) parts.push(spellNumber(seconds.replace('.', ',')), 'giây');
  if (side !== undefined) parts.push(SIDES[side] ?? '');
  const length = side === undefined ? whole.trimEnd().length : whole.length + side.length;
  return { length, spoken: parts.join(' '), kind: 'unit', atRisk: true };
}
