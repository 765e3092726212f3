import { spellDigits, spellInteger, spellNumber } from './numbers.ts';
import { type Cursor, lastWord } from './reading.ts';

const NAMES_A_THING = new Set(['số', 'mẫu', 'mã', 'biểu']);
/** "thứ 2, 4, 6": the days of the week one after another. */
const WEEKDAYS_BEFORE = /thứ [2-7](?:, ?[2-7])*(?:,? ?và| ?-|, ?| đến)? ?$/iu;
const NUMBER_WORDS = new Set(['mã', 'khẩu', 'pin', 'otp']);

/**
 * A number without a unit, by the word before it: "tháng 4" and "thứ 4" are tư, "thứ 1" nhất; two digits with a zero in
 * front are an office's way to write a small number ("05 hộ") unless they name something ("mẫu số 01"); a code is read
 * digit by digit.
 */
export function spellPlain(written: string, cursor: Cursor): string {
  const before = lastWord(cursor);
  if (Number(written) === 4 && (before === 'tháng' || before === 'thứ' || followsWeekdays(cursor))) return 'tư';
  if (before === 'thứ' && Number(written) === 1) return 'nhất';
  if (/^0\d+$/.test(written) && NAMES_A_THING.has(before)) {
    return written.length === 2 ? `không ${spellInteger(written)}` : spellDigits(written);
  }
  const code = NUMBER_WORDS.has(before) || (before === 'số' && cursor.words.at(-2) === 'mã');
  return code && /^\d{4,}$/.test(written) ? spellDigits(written) : spellNumber(written);
}

const followsWeekdays = ({ text, at }: Cursor): boolean => WEEKDAYS_BEFORE.test(text.slice(Math.max(0, at - 24), at));
