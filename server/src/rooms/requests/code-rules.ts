import { sessionMs, type Request } from '@nguon/protocol/request.ts';
import { Problem } from '../../lib/problem.ts';

/** Bounds of approvals by code; the signer keeps the same in limits.json and has the last word. */
export const CODES_PER_DAY = 20;
export const LONGEST_BY_CODE_MS = 5 * 60_000;
/** How long a code counts, in milliseconds: a call, a walk to where there is a signal, and the call back. */
export const CODE_LIFE_MS = 30 * 60_000;
/** Guesses at one code; a sixth is refused whatever it says. */
export const CODE_TRIES = 5;

/** What decides whether a code may approve a request. */
export interface CodeFacts {
  request: Request;
  /** Level of the unit in whose name it speaks. */
  level: number;
  guarded: boolean;
  /** Codes a day that the approver's own phone permits there; null: none. */
  permitted: number | null;
  /** Codes used in that unit within the day before. */
  used: number;
}

/** Why no code may approve a request, or null: normal items of one commune, short, few a day (product.md A4). */
export function refusalOfCode({ request, level, guarded, permitted, used }: CodeFacts): Problem | null {
  const refuse = (vi: string, en: string): Problem => new Problem('code-not-allowed', { reason: `${vi} / ${en}` });
  if (request.class !== 'normal') return refuse('chỉ dùng cho bản tin thông thường', 'only for normal bulletins');
  if (level < 2) return refuse('chỉ dùng cho bản tin của xã', "only for a commune's own bulletins");
  if (sessionMs(request) > LONGEST_BY_CODE_MS) return refuse('bản tin dài quá 5 phút', 'longer than 5 minutes');
  if (guarded && permitted === null) {
    return refuse('lãnh đạo chưa cho phép dùng mã trên điện thoại đã đăng ký', 'the approver has not permitted codes');
  }
  if (used >= Math.min(CODES_PER_DAY, permitted ?? CODES_PER_DAY)) {
    return refuse('đã đủ số lần duyệt bằng mã trong ngày', 'no codes are left for today');
  }
  return null;
}
