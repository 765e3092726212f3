import type { SpokenFormChange } from '@nguon/protocol/http/speech.ts';
import { insideSentence, spokenMarker } from './spoken-form-counting.ts';
import { inlineChanges } from './spoken-form-inline.ts';
import type { BodyLine } from './spoken-form-lines.ts';
import { type Item, itemsOf } from './spoken-form-lists.ts';
import { type Table, tablesOf } from './spoken-form-tables.ts';

const COUNTED = 'Đầu dòng thành “thứ nhất, thứ hai…” cho người nghe theo kịp.';
const COUNTLESS = 'Dấu đầu dòng để nhìn, không đọc.';

/** Changes in the lines of a body: tables, headings, lists, and what stands inside a line. */
export function bodyChanges(body: readonly BodyLine[]): SpokenFormChange[] {
  const tables = tablesOf(body);
  const inTable = new Set(tables.flatMap(({ place, rows }) => Array.from({ length: rows }, (_, row) => place + row)));
  const items = itemsOf(body).filter(({ place }) => !inTable.has(place));
  const byPlace = new Map(items.map((item) => [item.place, item]));
  const headings = items.flatMap((item) =>
    item.role === 'heading' ? leftOut(body, item.place, 'heading', 'Đề mục để nhìn; nội dung bên dưới vẫn đọc.') : [],
  );
  const markers = items.flatMap((item) => (item.role === 'heading' ? [] : [markerChange(body, byPlace, item)]));
  const inside = body.flatMap((line, place) => {
    if (inTable.has(place) || byPlace.get(place)?.role === 'heading') return [];
    return inlineChanges(line.text).map((change) => ({
      ...change,
      original: '',
      from: line.from + change.from,
      to: line.from + change.to,
    }));
  });
  return [...tables.flatMap((table) => tableChanges(body, table)), ...headings, ...markers, ...inside];
}

function tableChanges(body: readonly BodyLine[], { place, sentences }: Table): SpokenFormChange[] {
  return (sentences ?? []).flatMap((sentence, row) => {
    const line = body[place + row];
    if (!line) return [];
    if (sentence === '') return leftOut(body, place + row, 'table', 'Dòng đầu bảng; tên cột đã vào từng câu.');
    const why = 'Bảng để nhìn; mỗi dòng thành một câu.';
    return [
      {
        kind: 'table',
        from: line.from,
        to: line.to,
        original: '',
        replacement: sentence,
        why,
        optional: false,
      } as const,
    ];
  });
}

/** A line that is left out takes the gap after it along. */
function leftOut(body: readonly BodyLine[], place: number, kind: 'heading' | 'table', why: string): SpokenFormChange[] {
  const [line, after] = [body[place], body[place + 1]];
  if (!line) return [];
  const to = after?.joined ? after.start : line.next;
  return [{ kind, from: line.start, to, original: '', replacement: '', why, optional: false }];
}

/** The marker becomes a count in words; the item before it then ends as a sentence. */
function markerChange(body: readonly BodyLine[], items: ReadonlyMap<number, Item>, item: Item): SpokenFormChange {
  const { line, marker, place } = item;
  const spoken = spokenMarker(item);
  const content = line.text.slice(marker.length);
  const letter = (spoken === '' ? content : insideSentence(content)).charAt(0);
  const to = line.from + marker.length + letter.length;
  const why = spoken === '' ? COUNTLESS : COUNTED;
  const own = {
    kind: 'list',
    from: line.from,
    to,
    original: '',
    replacement: `${spoken}${letter}`,
    why,
    optional: false,
  } as const;
  const before = body[place - 1];
  const follows = body[place]?.joined && items.has(place - 1) && items.get(place - 1)?.role !== 'heading';
  const ending = before && follows ? endingOf(before.text) : undefined;
  if (before === undefined || ending === undefined) return own;
  const gap = line.start > before.next ? '\n\n' : '\n';
  return { ...own, from: before.to - ending, replacement: `.${gap}${own.replacement}` };
}

/** How many characters at its end an item loses to a full stop; undefined when it ends well already. */
function endingOf(text: string): number | undefined {
  if (/[;,]$/.test(text)) return 1;
  return /[.:!?…]$/.test(text) ? undefined : 0;
}
