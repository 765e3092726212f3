import type { PrivacyFinding, PrivacyKind } from '@nguon/protocol/http/privacy.ts';
import { readForPrivacy, type Sentence } from './privacy-reading-rules.ts';
import { findPersonalData } from './privacy-rules.ts';

/** What stands in place of many people, by what the text tells of them. Illness and debts are hung up nowhere. */
const MANY: Readonly<Record<'health' | 'debt' | 'poverty' | 'other', { within: string; alone: string }>> = {
  health: { within: 'những người được trạm y tế báo riêng', alone: 'Trạm y tế báo riêng cho từng gia đình.' },
  debt: { within: 'các hộ được thôn báo riêng', alone: 'Thôn báo riêng cho từng hộ.' },
  poverty: {
    within: 'các hộ có tên trong danh sách niêm yết tại nhà văn hóa thôn',
    alone: 'Mời các hộ có tên trong danh sách niêm yết tại nhà văn hóa thôn.',
  },
  other: {
    within: 'những người có tên trong danh sách niêm yết tại nhà văn hóa thôn',
    alone: 'Mời những người có tên trong danh sách niêm yết tại nhà văn hóa thôn.',
  },
};
const CHILDREN = /(?<!\p{L})(?:tiêm chủng|tiêm|trẻ)(?!\p{L})/iu;
const CHILDREN_ALONE = 'Mời gia đình có trẻ trong độ tuổi đến trạm y tế, mang theo sổ tiêm.';
const CHILD = /^(?:cháu|bé|em)$/u;
/** Words before a name that fall with it. */
const HOUSEHOLD = /(?:(?:^|\s)(?:hộ|gia đình|nhà|vợ chồng|vợ|chồng|con|bệnh nhân|thai phụ|sản phụ)\s+)+$/iu;

/**
 * A text that says the same without telling who: names give way to "một hộ", "những người có tên trong danh sách niêm yết …", dates,
 * numbers and dwellings fall. What it returns has no finding left. It is a suggestion; a person reads it and decides.
 * @param text as it is kept
 */
export function neutralWording(text: string): string {
  const gentle = reword(text, (sentence, found) => withoutPersons(sentence, found));
  const strict = reword(gentle, (sentence, found) => sentenceAlone(sentence.text, found));
  const left = findPersonalData(strict);
  return left.length === 0 ? strict : sentenceAlone('', left);
}

type Rewording = (sentence: Sentence, found: readonly PrivacyFinding[]) => string;

/** Rewords sentences with findings until none is left; lines of one list become one sentence. */
function reword(text: string, say: Rewording): string {
  const findings = findPersonalData(text);
  if (findings.length === 0) return text;
  let written = '';
  let end = 0;
  let listSaid = false;
  for (const sentence of readForPrivacy(text).sentences) {
    const found = findings.filter(({ from, to }) => from < sentence.to && to > sentence.from);
    const inList = sentence.row && found.length > 0;
    const gap = text.slice(end, sentence.from);
    end = sentence.to;
    if (inList && listSaid) continue;
    const said = inList
      ? sentenceAlone(`${sentence.before?.text ?? ''} ${sentence.text}`, found)
      : say(sentence, found);
    written += gap + (found.length === 0 ? sentence.text : said);
    listSaid = inList;
  }
  return tidy(written + text.slice(end));
}

function sentenceAlone(context: string, found: readonly PrivacyFinding[]): string {
  const matter = matterOf(found);
  if ((matter === 'health' || matter === 'other') && CHILDREN.test(context)) return CHILDREN_ALONE;
  return MANY[matter].alone;
}

function matterOf(found: readonly PrivacyFinding[]): keyof typeof MANY {
  const kinds = new Set<PrivacyKind>(found.map(({ kind }) => kind));
  return (['health', 'debt', 'poverty'] as const).find((kind) => kinds.has(kind)) ?? 'other';
}

/** A sentence with its personal parts replaced, from the last to the first so that offsets hold. */
function withoutPersons(sentence: Sentence, found: readonly PrivacyFinding[]): string {
  const lists = found.filter(({ kind }) => kind === 'list');
  const covered = ({ from, to }: PrivacyFinding): boolean => lists.some((list) => from >= list.from && to <= list.to);
  const parts = found.filter((one) => one.kind === 'list' || !covered(one));
  let { text } = sentence;
  let limit = Infinity;
  for (const part of parts.toSorted((a, b) => b.to - a.to || a.from - b.from)) {
    const [from, to] = [
      Math.max(0, part.from - sentence.from),
      Math.min(part.to - sentence.from, sentence.text.length),
    ];
    if (to > limit) continue;
    const before = text.slice(0, from);
    const household = isNamed(part.kind) ? (HOUSEHOLD.exec(before)?.[0] ?? '') : '';
    const kept = before.slice(0, before.length - household.trimStart().length);
    text = kept + insteadOf(part, matterOf(found), household) + text.slice(to);
    limit = kept.length;
  }
  return capitalised(text);
}

function isNamed(kind: PrivacyKind): boolean {
  return kind === 'list' || kind === 'health' || kind === 'poverty' || kind === 'debt';
}

function insteadOf({ kind, words }: PrivacyFinding, matter: keyof typeof MANY, household: string): string {
  if (kind === 'list') return MANY[matter].within;
  if (kind === 'identity') return '(số ghi trong giấy báo)';
  if (kind === 'account') return '(số ghi trong giấy báo)';
  if (kind === 'phone') return '(hỏi trưởng thôn)';
  if (kind === 'birth' || kind === 'address') return '';
  if (/hộ|gia đình|nhà|vợ chồng/iu.test(household)) return 'một hộ trong thôn';
  return CHILD.test(words.split(/\s/u)[0]?.toLowerCase() ?? '') ? 'một cháu' : 'một người dân';
}

function capitalised(text: string): string {
  return text.replace(/^(\s*)(\p{Ll})/u, (_whole, space: string, letter: string) => space + letter.toUpperCase());
}

/** No empty brackets, no comma before a full stop, no two spaces: what falls leaves no hole. */
function tidy(text: string): string {
  return text
    .replaceAll(/\([^\S\n]*\)/gu, '')
    .replaceAll(/[^\S\n]{2,}/gu, ' ')
    .replaceAll(/[^\S\n]+([,.;:])/gu, '$1')
    .replaceAll(/,(?:\s*,)+/gu, ',')
    .replaceAll(/[,;]\s*\./gu, '.')
    .replaceAll(/(?<!\.)\.\s?\.(?!\.)/gu, '.')
    .replaceAll(/\n{3,}/gu, '\n\n')
    .trim();
}
