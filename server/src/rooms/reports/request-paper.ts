import type { RequestView } from '@nguon/protocol/http/requests.ts';
import type { Letterhead } from '@nguon/protocol/http/reports.ts';
import { languageName } from '@nguon/protocol/language-names.ts';
import { type Block, fact, fileName, type Paper, say } from '../../lib/paper.ts';
import { spokenInstant, spokenLength } from '../../lib/spoken-time.ts';
import { headOf, signatures } from './letterhead-rules.ts';
import { APPROVAL_CHANNELS, CHANNELS, CLASSES } from './words.ts';

const STATES: Readonly<Record<RequestView['state'], string>> = {
  waiting: 'đang chờ duyệt',
  approved: 'đã duyệt',
  returned: 'đã trả lại',
  withdrawn: 'đã rút',
  expired: 'đã quá giờ duyệt',
};
const CHANNEL_ORDER = ['speaker', 'board', 'site'] as const;
/** Times that are named one by one. */
const NAMED_TIMES = 20;

/** phiếu trình và duyệt: exactly what was submitted, by whom, and how each approver acted. The digest stands in a QR and in letters. */
export function requestPaper(view: RequestView, letterhead: Letterhead | null, notice: string | null): Paper {
  const { request } = view;
  return {
    name: fileName('phieu-trinh-duyet', request.screen.title, view.submittedAt.slice(0, 10)),
    title: `Phiếu trình và duyệt: ${request.screen.title}`,
    size: 'a4',
    orientation: 'portrait',
    notice,
    head: headOf(letterhead, 'PTD'),
    blocks: [
      { kind: 'title', lines: ['PHIẾU TRÌNH VÀ DUYỆT BẢN TIN'], about: [request.screen.title] },
      ...whoAndWhere(view),
      say('1. Nội dung trình duyệt', { bold: true, above: 6, keep: true }),
      ...words(view),
      say('2. Âm thanh', { bold: true, above: 6, keep: true }),
      sounds(view),
      say('3. Giờ phát', { bold: true, above: 6, keep: true }),
      ...times(view),
      say('4. Các bước duyệt', { bold: true, above: 6, keep: true }),
      steps(view),
      ...returned(view),
      say(`Tình trạng khi in: ${STATES[view.state]}.`, { above: 6, italic: true }),
      signed(view, letterhead),
    ],
  };
}

/** Those who sign, and between them what names the content: whoever holds the paper can compare it with what was approved. */
function signed({ digest }: RequestView, letterhead: Letterhead | null): Block {
  const [maker, office] = signatures(letterhead, ['Người trình']).columns;
  const note = digest.match(/.{16}/g)?.join('\n') ?? digest;
  const code = { titles: ['Mã nội dung'], qr: { content: digest, sideMm: 26 }, note };
  return { kind: 'signatures', columns: [maker ?? { titles: [] }, code, office ?? { titles: [] }] };
}

function whoAndWhere({ request, unitName, authorName, submittedAt, targetNames }: RequestView): Block[] {
  return [
    fact('Người trình', `${authorName}, ${unitName}`),
    fact('Trình lúc', spokenInstant(new Date(submittedAt))),
    fact('Mức độ ưu tiên', CLASSES[request.class]),
    fact('Phát cho địa bàn', targetNames.join('; ')),
    fact(
      'Phương tiện',
      CHANNEL_ORDER.filter((channel) => request.channels.includes(channel))
        .map((channel) => CHANNELS[channel])
        .join(', '),
    ),
  ];
}

/** The words of a bulletin; of an edition those of each part under its name. */
function words({ request }: RequestView): Block[] {
  const lines = (text: string): Block[] =>
    text
      .split('\n')
      .filter(Boolean)
      .map((line) => say(line, { indent: true }));
  if (request.parts === undefined) return lines(request.screen.text);
  return request.parts.flatMap(({ title, text }, place) => [
    say(`Phần ${place + 1}. ${title}`, { italic: true, keep: text !== '' }),
    ...lines(text),
  ]);
}

function sounds({ sounds: list, meanings, sessionMs, request }: RequestView): Block {
  const confirmers = new Map(meanings.map(({ sound, confirmedBy }) => [sound, confirmedBy]));
  if (list.length === 0) return say('Không có âm thanh.', { italic: true });
  return {
    kind: 'table',
    columns: [
      { title: 'STT', share: 1, align: 'center' },
      { title: 'Ngôn ngữ', share: 3 },
      { title: 'Thời lượng', share: 3, align: 'center' },
      { title: 'Giọng', share: 4 },
    ],
    rows: [
      ...list.map(({ sha256, language, durationMs, voice }, index) => [
        { text: String(index + 1) },
        { text: languageName(language) },
        { text: `${Math.round(durationMs / 1000)} giây` },
        { text: [voice ?? 'giọng người', confirmedWords(confirmers.get(sha256))].filter(Boolean).join('; ') },
      ]),
      [
        {
          text: `Một lượt phát, đọc ${request.readings} lần: ${spokenLength(sessionMs)}`,
          span: 4,
          align: 'center',
          bold: true,
        },
      ],
    ],
  };
}

/** @param by who confirmed what a version in another language says; null while nobody has, undefined for Vietnamese */
function confirmedWords(by: string | null | undefined): string {
  if (by === undefined) return '';
  return by === null ? 'chưa có người xác nhận nội dung' : `${by} xác nhận nội dung`;
}

function times({ request, missedAt }: RequestView): Block[] {
  const { times: wanted, expiresAt } = request;
  const named =
    wanted.kind === 'now'
      ? [`Phát ngay khi duyệt xong, duyệt muộn nhất ${spokenInstant(new Date(wanted.notAfter))}.`]
      : wanted.slots.map(({ at }) => `- ${spokenInstant(new Date(at))}`);
  const more = named.length > NAMED_TIMES ? [`- và ${named.length - NAMED_TIMES} buổi khác`] : [];
  const makesUp = missedAt
    ? [`Phát bù cho các địa bàn chưa nghe buổi ${spokenInstant(new Date(missedAt))}. Lời và âm thanh như bản đã duyệt.`]
    : [];
  return [...makesUp, ...named.slice(0, NAMED_TIMES), ...more]
    .map((line) => say(line, { below: 2 }))
    .concat(request.playThrough ? say('Phát trọn vẹn: chỉ bản tin khẩn cấp mới cắt ngang.') : [])
    .concat(say(`Hết hiệu lực: ${spokenInstant(new Date(expiresAt))}.`));
}

function steps({ steps: list }: RequestView): Block {
  const columns = [
    { title: 'Bước', share: 5 },
    { title: 'Người duyệt', share: 5 },
    { title: 'Lúc', share: 5 },
    { title: 'Cách duyệt', share: 4 },
    { title: 'Đã nghe', share: 3, align: 'center' as const },
  ];
  const rows = list.map(({ step, name, approval }) =>
    [
      `${step}. ${name}`,
      approval?.approverName ?? '',
      approval ? spokenInstant(new Date(approval.at)) : 'chưa duyệt',
      approval ? APPROVAL_CHANNELS[approval.channel] : '',
      approval ? `${Math.round(approval.listenedMs / 1000)} giây` : '',
    ].map((text) => ({ text })),
  );
  return { kind: 'table', columns, rows };
}

function returned({ returnReason, returnNoteMs }: RequestView): Block[] {
  if (returnReason === null) return [];
  const spoken = returnNoteMs == null ? [] : [`lời nhắn thoại ${Math.round(returnNoteMs / 1000)} giây`];
  return [fact('Lý do trả lại', [returnReason, ...spoken].filter((said) => said !== '').join('; '))];
}
