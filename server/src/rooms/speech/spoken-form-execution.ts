import type { BlockReader } from './spoken-form-lines.ts';

const DUTY =
  /^Điều \d{1,3}\.\s.*(?:chịu trách nhiệm|có trách nhiệm|căn cứ) thi hành (?:Quyết định|Nghị quyết|Chỉ thị) này/u;

/** The article that says who carries a decision out: offices know it; whether listeners should is the editor's choice. */
export const readExecution: BlockReader = ({ lines }, at) =>
  DUTY.test(lines[at]?.text ?? '')
    ? {
        kind: 'execution',
        lines: 1,
        why: 'Điều khoản giao thi hành cho các cơ quan; bỏ nếu bà con không cần biết.',
        optional: true,
      }
    : undefined;
