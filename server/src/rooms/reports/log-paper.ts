import type { LogBook, Letterhead } from '@nguon/protocol/http/reports.ts';
import { fileName, type Paper, say, unbroken } from '../../lib/paper.ts';
import { headOf, periodWords, signatures } from './letterhead-rules.ts';

const COLUMNS = [
  { title: 'Ngày', share: 19, align: 'center' },
  { title: 'Giờ', share: 20, align: 'center' },
  { title: 'Nội dung', share: 44 },
  { title: 'Thời lượng', share: 18, align: 'center' },
  { title: 'Nguồn', share: 17, align: 'center' },
  { title: 'Ngôn ngữ', share: 16, align: 'center' },
  { title: 'Người đọc', share: 22 },
  { title: 'Người duyệt', share: 24 },
  { title: 'Cụm loa', share: 24 },
  { title: 'Sự cố, ghi chú', share: 38 },
  { title: 'Ký', share: 12 },
] as const;

/** sổ nhật ký phát thanh, a register on sheets held across; the column for signing stays empty. */
export function logPaper(book: LogBook, letterhead: Letterhead | null, notice: string | null): Paper {
  const rows = book.rows.map(
    ({ day, hours, content, length, source, language, readers, approvers, speakers, trouble }) =>
      [day, unbroken(hours), content, length, source, language, readers, approvers, speakers, trouble, ''].map(
        (text) => ({
          text,
        }),
      ),
  );
  return {
    name: fileName('so-nhat-ky', book.unitName, book.from, book.to),
    title: `Sổ nhật ký phát thanh ${book.unitName}`,
    size: 'a4',
    orientation: 'landscape',
    notice,
    head: headOf(letterhead, null),
    blocks: [
      { kind: 'title', lines: ['SỔ NHẬT KÝ PHÁT THANH'], about: [book.unitName, periodWords(book)] },
      rows.length === 0
        ? say('Không có lượt phát nào trong thời gian này.', { italic: true })
        : { kind: 'table', columns: COLUMNS, rows, size: 10 },
      say(book.sums, { above: 6, size: 12 }),
      say(
        'Dòng không ghi tay được lập từ xác nhận của từng cụm loa. “Phát xong” là loa báo đã phát hết bản tin; “chưa rõ” là chưa nhận được xác nhận.',
        { italic: true, size: 11 },
      ),
      signatures(letterhead, ['Người ghi sổ']),
    ],
  };
}
