import type { Letterhead } from '@nguon/protocol/http/reports.ts';
import { type Block, type Cell, fileName, type Paper, say } from '../../lib/paper.ts';
import { spokenLength } from '../../lib/spoken-time.ts';
import { headOf, periodWords, signatures } from './letterhead-rules.ts';
import type { ReasonText } from './log-words.ts';
import type { ReportFacts, Tally } from './report-rules.ts';

/** What a report is about. */
export interface ReportScope {
  unitName: string;
  from: string;
  to: string;
}

const BLANK = '……………………………………………………………………………';
const TROUBLES = { cut: 'Bị ngắt giữa chừng', silent: 'Không phát', unclear: 'Chưa có xác nhận của loa' };

/** The commune's report on its grassroots information: every figure with what it is a part of; remarks are the office's to write. */
export function reportPaper(
  { unitName, ...period }: ReportScope,
  facts: ReportFacts,
  reasonText: ReasonText,
  letterhead: Letterhead | null,
  notice: string | null,
): Paper {
  return {
    name: fileName('bao-cao-thong-tin-co-so', unitName, period.from, period.to),
    title: `Báo cáo hoạt động thông tin cơ sở ${unitName}`,
    size: 'a4',
    orientation: 'portrait',
    notice,
    head: headOf(letterhead, 'BC'),
    blocks: [
      {
        kind: 'title',
        lines: ['BÁO CÁO'],
        about: [
          'Kết quả hoạt động thông tin cơ sở trên loa truyền thanh',
          `${unitName}, ${lower(periodWords(period))}`,
        ],
      },
      say(`Kính gửi: ${BLANK.slice(0, 22)}`, { align: 'center' }),
      say('I. Kết quả phát thanh', { bold: true, keep: true }),
      ...broadcastSentences(facts),
      say('II. Nội dung đã phát', { bold: true, keep: true }),
      contents(facts),
      say('III. Thôn nghe được', { bold: true, keep: true, above: 6 }),
      ...villageSentences(facts),
      say('IV. Sự cố', { bold: true, keep: true }),
      faults(facts, reasonText),
      say('V. Khó khăn, kiến nghị', { bold: true, keep: true, above: 6 }),
      say(BLANK, { align: 'left' }),
      say(BLANK, { align: 'left' }),
      {
        kind: 'signatures',
        columns: signatures(letterhead, []).columns.slice(-1),
        below: ['Nơi nhận:', '- ……………………;', '- Lưu: VT.'],
      },
    ],
  };
}

function broadcastSentences({ sums, bulletins }: ReportFacts): Block[] {
  const { airings, sounded, whole, playedMs } = sums;
  const never = bulletins.never === 0 ? '' : ` ${bulletins.never} bản tin đã đặt lịch nhưng chưa loa nào phát được.`;
  const sentences = [
    `Đã phát ${bulletins.sounded} bản tin.${never}`,
    `Trong ${airings} lượt đặt phát, ${sounded} lượt có ít nhất một cụm loa phát tiếng, ${whole} lượt mọi cụm loa đều phát xong. Thời lượng đã phát: ${spokenLength(playedMs)}.`,
    `Tiếp âm: ${sums.relays} lượt có xác nhận của loa, ${spokenLength(sums.relayMs)}.`,
    `Ghi tay (đài, loa không gửi xác nhận): ${sums.hands} dòng, ${spokenLength(sums.handMs)}.`,
  ];
  return sentences.map((sentence) => say(sentence, { indent: true }));
}

function contents({ byTopic, byClass, byGenre, byLanguage, byOrigin }: ReportFacts): Block {
  const groups: [string, Tally[]][] = [
    ['Theo lĩnh vực', byTopic],
    ['Theo mức độ ưu tiên', byClass],
    ['Theo thể loại', byGenre],
    ['Theo ngôn ngữ', byLanguage],
    ['Theo nguồn tin', byOrigin],
  ];
  if (byClass.length === 0) return say('Trong kỳ chưa có bản tin nào được loa phát.', { italic: true });
  return {
    kind: 'table',
    columns: [
      { title: 'Nội dung', share: 8 },
      { title: 'Bản tin', share: 2, align: 'center' },
      { title: 'Lượt phát', share: 2, align: 'center' },
      { title: 'Thời lượng', share: 4, align: 'center' },
    ],
    rows: groups.flatMap(([title, tallies]): Cell[][] => [
      [{ text: title, bold: true, span: 4 }],
      ...tallies.map(({ name, bulletins, airings, playedMs }) =>
        [name, String(bulletins), String(airings), spokenLength(playedMs)].map((text) => ({ text })),
      ),
    ]),
  };
}

function villageSentences({ villages }: ReportFacts): Block[] {
  const { all, equipped, reached, missed, aimed, heard } = villages;
  const share = aimed === 0 ? '' : ` (${percent(heard, aimed)})`;
  const sentences = [
    `${reached}/${all} thôn, tổ dân phố nghe được ít nhất một bản tin trọn vẹn; ${equipped}/${all} có cụm loa nối mạng.`,
    `Tính theo từng lượt: ${heard}/${aimed} lượt thôn được đặt phát đã nghe trọn vẹn${share}; thôn chưa có loa vẫn tính vào mẫu số.`,
    ...(missed.length === 0 ? [] : [`Chưa nghe được lần nào: ${missed.join(', ')}.`]),
  ];
  return sentences.map((sentence) => say(sentence, { indent: true }));
}

function faults({ faults: list }: ReportFacts, reasonText: ReasonText): Block {
  if (list.length === 0) return say('Không có sự cố nào được loa báo về.', { indent: true });
  return {
    kind: 'table',
    columns: [
      { title: 'Sự cố', share: 9 },
      { title: 'Lượt cụm loa', share: 3, align: 'center' },
    ],
    rows: list.map(({ kind, reason, speakers }) => [
      { text: `${TROUBLES[kind]}${reasonText(reason === '' ? null : reason)}` },
      { text: String(speakers) },
    ]),
  };
}

function percent(part: number, whole: number): string {
  return `${((part / whole) * 100).toFixed(1).replace('.', ',')} %`;
}

function lower(words: string): string {
  return words.charAt(0).toLocaleLowerCase('vi') + words.slice(1);
}
