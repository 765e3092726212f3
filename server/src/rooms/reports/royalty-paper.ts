import type { Letterhead, RoyaltyRate } from '@nguon/protocol/http/reports.ts';
import { type Block, type Cell, fileName, type Paper, say } from '../../lib/paper.ts';
import { spokenLength, writtenDay } from '../../lib/spoken-time.ts';
import { headOf, periodWords, signatures } from './letterhead-rules.ts';
import type { PaidLine } from './royalty-rules.ts';
import { GENRES, PARTS } from './words.ts';

const COLUMNS = [
  { title: 'STT', share: 13, align: 'center' },
  { title: 'Họ và tên', share: 34 },
  { title: 'Phần việc', share: 18, align: 'center' },
  { title: 'Bản tin', share: 60 },
  { title: 'Thể loại', share: 20, align: 'center' },
  { title: 'Phát đầu', share: 22, align: 'center' },
  { title: 'Thời lượng', share: 24, align: 'center' },
  { title: 'Mức chi (đồng)', share: 26, align: 'right' },
  { title: 'Thành tiền (đồng)', share: 24, align: 'right' },
  { title: 'Ký nhận', share: 20 },
] as const;

/** bảng kê nhuận bút, thù lao: who did what; amounts only where a rate was entered with its decision. */
export function royaltyPaper(
  { unitName, ...period }: { unitName: string; from: string; to: string },
  lines: readonly PaidLine[],
  letterhead: Letterhead | null,
  notice: string | null,
): Paper {
  return {
    name: fileName('bang-ke-nhuan-but', unitName, period.from, period.to),
    title: `Bảng kê nhuận bút, thù lao ${unitName}`,
    size: 'a4',
    orientation: 'landscape',
    notice,
    head: headOf(letterhead, null),
    blocks: [
      { kind: 'title', lines: ['BẢNG KÊ NHUẬN BÚT, THÙ LAO'], about: [unitName, periodWords(period)] },
      ...(lines.length === 0
        ? [say('Trong kỳ chưa có bản tin nào ghi người tham gia.', { italic: true })]
        : [table(lines), ...words(lines)]),
      signatures(letterhead, ['Người lập', 'Kế toán']),
    ],
  };
}

function table(lines: readonly PaidLine[]): Block {
  const known = lines.filter(({ dong }) => dong !== null);
  const sum = known.reduce((total, { dong }) => total + (dong ?? 0), 0);
  const total: Cell[] = [
    { text: 'Cộng', span: 8, bold: true, align: 'center' },
    { text: known.length === 0 ? '' : money(sum), bold: true },
    { text: '' },
  ];
  return { kind: 'table', size: 11, columns: COLUMNS, rows: [...lines.map(row), total] };
}

function row(line: PaidLine, index: number): Cell[] {
  const { name, part, title, genre, day, durationMs, rate, dong } = line;
  return [
    String(index + 1),
    name,
    PARTS[part],
    title,
    GENRES[genre],
    writtenDay(day),
    durationMs === 0 ? '' : spokenLength(durationMs),
    rate ? `${money(rate.dong)}/${rate.per === 'item' ? 'bản tin' : 'phút'}` : '',
    dong === null ? '' : money(dong),
    '',
  ].map((text) => ({ text }));
}

/** Whence the rates, and where there are none. */
function words(lines: readonly PaidLine[]): Block[] {
  const rates = new Map(lines.flatMap(({ rate }) => (rate ? [[rate.id, rate] as const] : [])));
  const sources = [...new Set([...rates.values()].map(sourceOf))];
  const blank = lines.filter(({ rate }) => rate === null).length;
  const sentences = [
    ...(sources.length > 0 ? [`Căn cứ mức chi: ${sources.join('; ')}.`] : []),
    ...(blank > 0
      ? [
          `${blank}/${lines.length} dòng chưa có mức chi nào được nhập cùng căn cứ; cột Mức chi và Thành tiền của các dòng ấy để trống.`,
        ]
      : []),
    ...([...rates.values()].some(({ per }) => per === 'minute')
      ? ['Mức theo phút tính cho mỗi phút âm thanh đã bắt đầu, đọc một lần.']
      : []),
    'Số tiền bằng chữ: ………………………………………………………………',
  ];
  return sentences.map((sentence, index) => say(sentence, { size: 12, above: index === 0 ? 6 : 0, align: 'left' }));
}

function sourceOf({ source, validFrom }: RoyaltyRate): string {
  return `${source} (từ ngày ${writtenDay(validFrom)})`;
}

function money(dong: number): string {
  return String(dong).replaceAll(/\B(?=(\d{3})+$)/g, '.');
}
