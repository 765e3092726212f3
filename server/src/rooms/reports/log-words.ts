import type { LogRow } from '@nguon/protocol/http/reports.ts';
import { languageName } from '@nguon/protocol/language-names.ts';
import { spokenDay, spokenInstant, spokenLength, spokenTime } from '../../lib/spoken-time.ts';
import { keyOf, type HandLine, type LogLine, type SpeakerCount, sumsOf } from './log-rules.ts';
import { APPROVAL_CHANNELS, SOURCES } from './words.ts';

/** Why a loudspeaker did not play, from the devices' own word: ": trùng giờ …", or nothing. */
export type ReasonText = (reason: string | null) => string;

/** A line of the book in the words that stand on screen and paper alike. */
export function logRow(line: LogLine, reasonText: ReasonText): Omit<LogRow, 'entry'> {
  const { source } = line;
  const own = 'hand' in source ? handWords(source.hand) : airingWords(source.airing);
  return {
    key: keyOf(line),
    day: spokenDay(new Date(line.from)),
    hours: hoursOf(line),
    length: line.playedMs === 0 ? 'không phát' : spokenLength(line.playedMs),
    speakers: 'hand' in source ? (source.hand.station ?? 'cả xã') : countWords(line.count, source.airing.kind),
    trouble: 'hand' in source ? `Ghi tay: ${source.hand.reason}` : noteWords(line, source.airing, reasonText),
    ...own,
  };
}

/** One sentence with the sums of a book. */
export function sumsWords(lines: readonly LogLine[]): string {
  const sums = sumsOf(lines);
  const parts = [
    `${sums.airings} lượt đặt phát${sums.makeUps > 0 ? ` (trong đó ${sums.makeUps} lượt phát bù)` : ''}, ${sums.sounded} lượt có loa phát tiếng, ${sums.whole} lượt mọi cụm loa phát xong; thời lượng ${spokenLength(sums.playedMs)}`,
    ...(sums.relays > 0 ? [`tiếp âm ${sums.relays} lượt, ${spokenLength(sums.relayMs)}`] : []),
    ...(sums.hands > 0 ? [`ghi tay ${sums.hands} dòng, ${spokenLength(sums.handMs)}`] : []),
  ];
  return `Cộng: ${parts.join('; ')}.`;
}

function hoursOf({ from, until, planned }: LogLine): string {
  const start = spokenTime(new Date(from));
  if (until === null) return `${start} (giờ theo lịch)`;
  return `${start} - ${spokenTime(new Date(until))}${planned ? ' (giờ theo lịch)' : ''}`;
}

type AiringSource = Extract<LogLine['source'], { airing: unknown }>['airing'];
type Words = Pick<LogRow, 'content' | 'source' | 'language' | 'readers' | 'approvers'>;

function handWords({ content, source, language, reader, approver }: HandLine): Words {
  return {
    content,
    source: SOURCES[source],
    language: language === null ? '' : languageName(language),
    readers: reader ?? '',
    approvers: approver ?? '',
  };
}

function airingWords({ title, bulletin }: AiringSource): Words {
  if (bulletin === null) return { content: title, source: SOURCES.relay, language: '', readers: '', approvers: '' };
  const readers = bulletin.contributors.filter(({ part }) => part === 'reader').map(({ name }) => name);
  const approvers = bulletin.approvals.map(({ name, channel }) =>
    channel === 'screen' || channel === 'link' ? name : `${name} (${APPROVAL_CHANNELS[channel]})`,
  );
  return {
    content: title,
    source: SOURCES[bulletin.origin],
    language: [...new Set(bulletin.sounds.map(({ language }) => languageName(language)))].join(', '),
    readers: [...new Set(readers)].join(', '),
    approvers: approvers.join(', '),
  };
}

function countWords({ finished, cut, silent, unclear, all }: SpeakerCount, kind: 'order' | 'relay'): string {
  if (all === 0) return 'không có cụm loa nối mạng';
  const parts = [
    `${finished}/${all}${kind === 'relay' ? ' (loa có xác nhận)' : ''} phát xong`,
    ...(cut > 0 ? [`${cut} bị ngắt`] : []),
    ...(silent > 0 ? [`${silent} không phát`] : []),
    ...(unclear > 0 ? [`${unclear} chưa rõ`] : []),
  ];
  return parts.join(', ');
}

const TROUBLES = { cut: 'bị ngắt', silent: 'không phát', unclear: 'chưa có xác nhận' };
/** Kinds of trouble that a line names; the figures beside it say how many there were. */
const NAMED = 4;

/**
 * Beside the troubles, whose notice it is, for the approver alone did not say it; and what the line makes up for: the same bulletin twice would
 * look like a mistake of the book.
 */
function noteWords(line: LogLine, { bulletin }: AiringSource, reasonText: ReasonText): string {
  const at = bulletin?.makesUpFor ?? null;
  const head = bulletin?.villageHead ?? null;
  const notes = [
    ...(head === null ? [] : [`Trưởng thôn ${head} gửi`]),
    ...(at === null ? [] : [`Phát bù buổi ${spokenInstant(new Date(at))}`]),
  ];
  return [...notes, ...troubleWords(line, reasonText)].join('; ');
}

function troubleWords({ troubles }: LogLine, reasonText: ReasonText): string[] {
  const named = troubles
    .slice(0, NAMED)
    .map(({ kind, reason, speakers }) => `${speakers} cụm loa ${TROUBLES[kind]}${reasonText(reason)}`);
  return [...named, ...(troubles.length > NAMED ? ['và lý do khác'] : [])];
}
