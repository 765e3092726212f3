import { findAddresses, findBirths } from './privacy-person-rules.ts';
import { findLists } from './privacy-list-rules.ts';
import { findMatters } from './privacy-matter-rules.ts';
import { findNumbers } from './privacy-number-rules.ts';
import { readForPrivacy } from './privacy-reading-rules.ts';
import type { PrivacyFinding, PrivacyKind } from '@nguon/protocol/http/privacy.ts';

/** What a finding says to whoever wrote the text: what it is, and what it is about. */
const WHY: Readonly<Record<PrivacyKind, string>> = {
  list: 'Danh sách nêu tên nhiều người dân.',
  birth: 'Ngày, tháng, năm sinh gắn với tên một người.',
  identity: 'Số căn cước, chứng minh nhân dân hoặc giấy tờ của một người.',
  account: 'Số tài khoản của cá nhân, hoặc chưa rõ là của cơ quan, quỹ nào.',
  phone: 'Số điện thoại của một người dân.',
  health: 'Bệnh hoặc tình trạng sức khỏe gắn với tên một người.',
  poverty: 'Hoàn cảnh nghèo hoặc trợ cấp gắn với tên một người, một hộ.',
  debt: 'Khoản nợ hoặc khoản chưa nộp gắn với tên một người, một hộ.',
  address: 'Nơi ở của một người dân, đến số nhà hoặc nơi thường trú.',
};

/** Health and money matters can hurt most when everybody hears them, numbers can be misused; the rest says who and where. */
const SENSITIVE: ReadonlySet<PrivacyKind> = new Set(['identity', 'account', 'health', 'poverty', 'debt']);

/** A stretch that one rule found. */
export interface Found {
  readonly kind: PrivacyKind;
  readonly from: number;
  readonly to: number;
}

/**
 * Personal data in a text that loudspeaker, board or page would tell everybody: see docs/decisions for what counts and what does not.
 * Takes time linear in the text; never throws.
 * @param text as it is kept (composed, line feeds only); offsets of the findings are its UTF-16 units
 * @returns in the order of the text; stretches of different kinds may overlap
 */
export function findPersonalData(text: string): PrivacyFinding[] {
  const reading = readForPrivacy(text);
  const found = [
    ...findNumbers(reading),
    ...findBirths(reading),
    ...findAddresses(reading),
    ...findMatters(reading),
    ...findLists(reading),
  ];
  return found
    .toSorted((a, b) => a.from - b.from || a.to - b.to)
    .map(({ kind, from, to }) => ({
      kind,
      from,
      to,
      words: text.slice(from, to),
      why: WHY[kind],
      severity: SENSITIVE.has(kind) ? 'sensitive' : 'personal',
    }));
}
