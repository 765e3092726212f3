import { isReferenceLine } from './spoken-form-inline.ts';
import { isRuler } from './spoken-form-lines.ts';
import type { Block } from './spoken-form-lines.ts';

const PAGE_NUMBER = /^(?:[-–—]\s*)?(?:trang\s*)?\d{1,3}(?:\s*\/\s*\d{1,3})?(?:\s*[-–—])?$/iu;

/** Lines that say nothing wherever they stand: rulers, page numbers, marks of something left out, footnotes, references to other paper. */
export function readLayoutLine(text: string): Block | undefined {
  const found = (kind: Block['kind'], why: string): Block => ({ kind, lines: 1, why });
  if (isRuler(text)) return found('layout', 'Đường kẻ, không đọc.');
  if (PAGE_NUMBER.test(text)) return found('page-number', 'Số trang, không đọc.');
  if (/^\[?\s*(?:\.{3}|…)\s*\]?$/.test(text)) return found('layout', 'Dấu lược bớt, không đọc.');
  if (/^\[\d{1,3}\]\s/.test(text)) return found('footnote', 'Chú thích cuối trang, không đọc trên loa.');
  return isReferenceLine(text) ? found('reference', 'Ngoặc chỉ dẫn tài liệu; người nghe không mở được.') : undefined;
}
