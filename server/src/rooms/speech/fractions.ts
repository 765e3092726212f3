import { spellInteger, spellNumber } from './numbers.ts';
import { type Cursor, END, type Reading, matchAt } from './reading.ts';

const RATIO = new RegExp(`(\\d{1,3}):(\\d{1,6}(?:\\.\\d{3})*)${END}(?!:\\d)`, 'uy');
const FRACTION = new RegExp(`(\\d{1,4}(?:,\\d{1,3})?)/(\\d{1,4}(?:,\\d{1,3})?)(h?)${END}(?!/\\d)`, 'uy');
/** ½ in the form that the composed text gives it, perhaps after a whole number. */
const VULGAR = /(\d{1,2})⁄(\d{1,2})/uy;
const SHARES = /[ \u00a0](?:số|tổng|dân số|diện tích|quãng|đoạn|thời gian|chiều|công việc|kinh phí)(?!\p{L})/uy;

const share = (top: string, bottom: string): string =>
  `${spellInteger(top)} phần ${Number(bottom) === 4 ? 'tư' : spellInteger(bottom)}`;

/**
 * "2/3 số hộ" is "hai phần ba", "15/20 tiêu chí" is "mười lăm trên hai mươi", "2021/2022" two years, "1:1000" a scale.
 * Each may be wrong, so it is marked.
 */
export function readFraction(cursor: Cursor): Reading | undefined {
  const vulgar = matchAt(VULGAR, cursor);
  if (vulgar) {
    return { length: vulgar[0].length, spoken: share(vulgar[1] ?? '', vulgar[2] ?? ''), kind: 'fraction' };
  }
  const match = matchAt(FRACTION, cursor) ?? matchAt(RATIO, cursor);
  if (!match) return undefined;
  const [whole, top = '', bottom = '', hours] = match;
  const guess = (spoken: string): Reading => ({ length: whole.length, spoken, kind: 'fraction', atRisk: true });
  if (top.length === 4 && Number(bottom) === Number(top) + 1)
    return guess(`${spellInteger(top)}, ${spellInteger(bottom)}`);
  SHARES.lastIndex = cursor.at + whole.length;
  const small = /^\d+\/\d+$/.test(whole) && Number(top) < Number(bottom) && Number(bottom) <= 10;
  if (small || (/^\d+\/\d+$/.test(whole) && SHARES.test(cursor.text))) return guess(share(top, bottom));
  return guess(`${spellNumber(top)} trên ${spellNumber(bottom)}${hours ? ' giờ' : ''}`);
}
