import type { PartFinding, PrivacyKind, PrivacyState } from '@nguon/protocol/http/privacy.ts';
import { Problem } from '../../lib/problem.ts';
import { findPersonalData } from './privacy-rules.ts';
import { neutralWording } from './privacy-wording-rules.ts';

/** What everybody reads or hears of a bulletin. */
export interface ToldParts {
  readonly title: string;
  readonly text: string;
  /** The words beside its picture. */
  readonly picture: string;
}

const PARTS = ['title', 'text', 'picture'] as const;
const KIND_WORDS: Readonly<Record<PrivacyKind, string>> = {
  list: 'danh sách tên',
  birth: 'ngày sinh',
  identity: 'số giấy tờ',
  account: 'số tài khoản',
  phone: 'số điện thoại',
  health: 'sức khỏe',
  poverty: 'hoàn cảnh nghèo',
  debt: 'khoản nợ',
  address: 'nơi ở',
};

/** Personal data in each part of a bulletin. */
export function findInParts(parts: ToldParts): PartFinding[] {
  return PARTS.flatMap((part) => findPersonalData(parts[part]).map((finding) => ({ ...finding, part })));
}

/** Every part in neutral words. */
export function neutralParts({ title, text, picture }: ToldParts): ToldParts {
  return { title: neutralWording(title), text: neutralWording(text), picture: neutralWording(picture) };
}

/** Findings whose kind no justification of this revision names. */
export function unjustified({ findings, justifications }: PrivacyState): PartFinding[] {
  const covered = new Set(justifications.flatMap(({ kinds }) => kinds));
  return findings.filter(({ kind }) => !covered.has(kind));
}

/** Why a text may not go to people as it is, or null. Its sentence names kinds, never the words themselves. */
export function refusalOfPrivacy(state: PrivacyState): Problem | null {
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
  const counts = new Map<PrivacyKind, number>();
  for (const { kind } of findings) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => `${KIND_WORDS[kind]} (${count})`).join(', ');
}
