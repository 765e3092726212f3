import type { Timetable } from '@nguon/protocol/http/broadcasts.ts';
import type { Letterhead } from '@nguon/protocol/http/reports.ts';
import { localMinute, zoneOffset } from '@nguon/protocol/wall-clock.ts';
import { type Block, type Cell, fileName, type Paper, say, unbroken } from '../../lib/paper.ts';
import { spokenTime, writtenDay } from '../../lib/spoken-time.ts';
import { headOf, periodWords, signatures } from './letterhead-rules.ts';

const OFFSET = zoneOffset('Asia/Ho_Chi_Minh');

type Day = Timetable['days'][number];
type Slot = Day['slots'][number];

export type Span = 'week' | 'month';

/** lịch phát thanh to hang up: a week as a grid of hours and days, a month as a list of days. Relays stand in it by name. */
export function timetablePaper(
  timetable: Timetable,
  span: Span,
  size: Paper['size'],
  letterhead: Letterhead | null,
  notice: string | null,
): Paper {
  const { days, unitName, quietHours } = timetable;
  const period = { from: days.at(0)?.date ?? '', to: days.at(-1)?.date ?? '' };
  const letters = size === 'a3' ? 16 : 11;
  const empty = days.every(({ slots }) => slots.length === 0);
  const table = span === 'week' ? weekTable(days, letters) : monthTable(days, letters + 1);
  return {
    name: fileName('lich-phat-thanh', unitName, period.from),
    title: `Lịch phát thanh ${unitName}`,
    size,
    orientation: span === 'week' ? 'landscape' : 'portrait',
    notice,
    head: headOf(letterhead, null),
    blocks: [
      { kind: 'title', lines: ['LỊCH PHÁT THANH'], about: [unitName, periodWords(period)] },
      empty ? say('Chưa có khung giờ phát thanh trong thời gian này.', { italic: true }) : table,
      say(`Giờ không phát: từ ${clock(quietHours.from)} đến ${clock(quietHours.to)}, trừ bản tin khẩn cấp.`, {
        above: 6,
        size: 12,
        italic: true,
      }),
      signatures(letterhead, []),
    ],
  };
}

function weekTable(days: readonly Day[], size: number): Block {
  const hours = new Map<string, { minute: string; label: string }>();
  for (const { slots } of days)
    for (const slot of slots) hours.set(hoursOf(slot), { minute: minuteOf(slot), label: hoursOf(slot) });
  const rows = [...hours.values()].toSorted(
    (a, b) => a.minute.localeCompare(b.minute) || a.label.localeCompare(b.label),
  );
  return {
    kind: 'table',
    size,
    columns: [
      { title: 'Giờ', share: 3, align: 'center' },
      ...days.map(({ label, date }) => ({ title: `${weekday(label)}\n${shortDate(date)}`, share: 4 })),
    ],
    rows: rows.map(({ label }): Cell[] => [
      { text: unbroken(label), bold: true },
      ...days.map((day) => ({
        text: day.slots
          .filter((slot) => hoursOf(slot) === label)
          .map((slot) => words(day, slot))
          .join('\n'),
      })),
    ]),
  };
}

function monthTable(days: readonly Day[], size: number): Block {
  return {
    kind: 'table',
    size,
    columns: [
      { title: 'Ngày', share: 3 },
      { title: 'Giờ và nội dung', share: 9 },
    ],
    rows: days.map(({ label, slots }) => [
      { text: label.replace(', ', '\n') },
      { text: slots.map((slot) => `${hoursOf(slot)}: ${titleOf(slot)}`).join('\n') || 'không phát' },
    ]),
  };
}

/** A slot of a week with the bulletins that are planned for it. */
function words(day: Day, slot: Slot): string {
  const planned = day.plays.filter(
    ({ kind, at, outcome }) => kind === 'order' && at >= slot.at && at < slot.until && outcome !== 'stopped',
  );
  return [titleOf(slot), ...(slot.kind === 'relay' ? [] : planned.map(({ title }) => `- ${title}`))].join('\n');
}

function titleOf({ kind, title }: Slot): string {
  return kind === 'relay' && !/^tiếp (âm|sóng)/i.test(title) ? `Tiếp âm: ${title}` : title;
}

function hoursOf({ at, until }: Slot): string {
  return `${spokenTime(new Date(at))} - ${spokenTime(new Date(until))}`;
}

/** Sorts by the hour of the day, whatever the day. */
function minuteOf({ at }: Slot): string {
  return String(localMinute(Date.parse(at), OFFSET)).padStart(4, '0');
}

function weekday(label: string): string {
  const name = label.split(',')[0] ?? '';
  return name.charAt(0).toLocaleUpperCase('vi') + name.slice(1);
}

function shortDate(date: string): string {
  return writtenDay(date).split('/').slice(0, 2).join('/');
}

function clock(time: string): string {
  const [hours = '', minutes = ''] = time.split(':');
  return minutes === '00' ? `${Number(hours)} giờ` : `${Number(hours)} giờ ${minutes}`;
}
