import type { PartFinding, PrivacyState, StopKind } from '@nguon/protocol/http/privacy.ts';
import { Problem } from '../../lib/problem.ts';
import { findPersonalData } from './privacy-rules.ts';
import { neutralWording } from './privacy-wording-rules.ts';

/** What everybody reads or hears of a bulletin. */
export interface ToldParts {
  readonly title: string;
  readonly text: string;
  /** The words beside its picture. */
  readonly picture: string;
  /** The letters in the picture itself; null where there is no picture. */
  readonly letters: Letters | null;
}

/** What a machine could read in a picture; `text` is empty unless it was read. */
export interface Letters {
  readonly state: 'reading' | 'read' | 'unread';
  readonly text: string;
}

const PARTS = ['title', 'text', 'picture'] as const;
const KIND_WORDS: Readonly<Record<StopKind, string>> = {
  list: 'danh sách tên',
  birth: 'ngày sinh',
  identity: 'số giấy tờ',
  account: 'số tài khoản',
  phone: 'số điện thoại',
  health: 'sức khỏe',
  poverty: 'hoàn cảnh nghèo',
  debt: 'khoản nợ',
  address: 'nơi ở',
  unread: 'ảnh máy không đọc được chữ',
};

/** Personal data in each part of a bulletin. */
export function findInParts(parts: ToldParts): PartFinding[] {
  const told = PARTS.flatMap((part) => findPersonalData(parts[part]).map((finding) => ({ ...finding, part })));
  return [...told, ...findInLetters(parts.letters)];
}

/** A picture tells everybody what stands in it; where no machine can say what that is, a person has to look. */
function findInLetters(letters: Letters | null): PartFinding[] {
  if (letters?.state === 'unread') return [UNREAD];
  return findPersonalData(letters?.text ?? '').map((finding) => ({ ...finding, part: 'letters' }));
}

const UNREAD: PartFinding = {
  kind: 'unread',
  part: 'letters',
  from: 0,
  to: 0,
  words: '',
  why: 'máy không đọc được chữ trong ảnh này; người thứ hai xem ảnh rồi ghi lý do, hoặc dùng ảnh JPEG, PNG rõ hơn',
  severity: 'personal',
};

/** Every part that is written, in neutral words; null where there is nothing to reword. */
export function neutralParts(
  { title, text, picture }: ToldParts,
  findings: readonly PartFinding[],
): { title: string; text: string; picture: string } | null {
  if (findings.every(({ part }) => part === 'letters')) return null;
  return { title: neutralWording(title), text: neutralWording(text), picture: neutralWording(picture) };
}

/** Findings whose kind no justification of this revision names. */
export function unjustified({ findings, justifications }: PrivacyState): PartFinding[] {
  const covered = new Set(justifications.flatMap(({ kinds }) => kinds));
  return findings.filter(({ kind }) => !covered.has(kind));
}

/** Why a text may not go to people as it is, or null. Its sentence names kinds, never the words themselves. */
export function refusalOfPrivacy(state: PrivacyState): Problem | null {
  if (state.reading) return new Problem('picture-being-read');
  const open = unjustified(state);
  return open.length === 0 ? null : new Problem('privacy-blocked', { found: kindWords(open) });
}

/** Why this person may not say that a revision goes out all the same, or null. */
export function refusalOfJustification(facts: {
  person: string;
  /** Who wrote the bulletin and who edited this revision. */
  writers: readonly string[];
  mayWrite: boolean;
  state: PrivacyState;
}): Problem | null {
  if (unjustified(facts.state).length === 0)
    return new Problem('invalid-input', { details: 'không có gì cần ghi lý do / there is nothing to justify' });
  if (facts.writers.includes(facts.person)) return new Problem('second-person-needed');
  return facts.mayWrite ? null : new Problem('forbidden');
}

/** "ngày sinh (2), khoản nợ (1)" */
function kindWords(findings: readonly PartFinding[]): string {
  const counts = new Map<StopKind, number>();
  for (const { kind } of findings) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => `${KIND_WORDS[kind]} (${count})`).join(', ');
}
