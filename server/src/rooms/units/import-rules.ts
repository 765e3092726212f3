import type { UnitKind } from '@nguon/protocol/http/units.ts';
import { fold, villageKind } from './rules.ts';

/** A commune to which rows of a list may belong. */
export interface Commune {
  id: string;
  code: string | null;
  name: string;
  /** Whether whoever imports may add villages to it. */
  mine: boolean;
}

/** What a row of the list asks for, or why it cannot be done. */
export type RowPlan =
  | { row: number; name: string; refused: string }
  | { row: number; name: string; refused: null; commune: string; kind: UnitKind };

/** Words of a header, by the column they name. */
const HEADERS = {
  commune: ['xa', 'ma xa', 'ten xa', 'xa phuong', 'xa phuong thi tran', 'don vi', 'commune'],
  village: ['thon', 'ten thon', 'thon ban', 'ten', 'thon ban to dan pho', 'village'],
  kind: ['loai', 'kind', 'loai thon'],
} as const;
type Column = keyof typeof HEADERS;

/** Which column holds what: by the header where there is one, else commune, village, kind in this order. */
export function columnsOf(first: readonly string[]): { columns: Record<Column, number>; hasHeader: boolean } {
  const words = first.map((cell) =>
    fold(cell)
      .replaceAll(/[^a-z]+/g, ' ')
      .trim(),
  );
  const find = (column: Column): number =>
    words.findIndex((word) => (HEADERS[column] as readonly string[]).includes(word));
  const named = { commune: find('commune'), village: find('village'), kind: find('kind') };
  if (named.commune >= 0 && named.village >= 0) return { columns: named, hasHeader: true };
  return { columns: { commune: 0, village: 1, kind: 2 }, hasHeader: false };
}

/**
 * Plans every row of a list (number 1 is the first line of the file, header included). Empty rows are left out.
 * @param communes every commune of the province, whether the importer's or not
 */
export function planRows(rows: readonly (readonly string[])[], communes: readonly Commune[]): RowPlan[] {
  const { columns, hasHeader } = columnsOf(rows[0] ?? []);
  const find = communeFinder(communes);
  return rows.flatMap((cells, index) => {
    if ((hasHeader && index === 0) || cells.every((cell) => cell === '')) return [];
    const cell = (column: Column): string => cells[columns[column]] ?? '';
    return [planRow(index + 1, cell('commune'), cell('village'), cell('kind'), find)];
  });
}

function planRow(
  row: number,
  commune: string,
  name: string,
  kind: string,
  find: (text: string) => Commune | string,
): RowPlan {
  if (name === '') return { row, name, refused: 'thiếu tên thôn / the village has no name' };
  if (name.length > 200)
    return { row, name: name.slice(0, 60), refused: 'tên dài quá 200 ký tự / the name is too long' };
  const found = find(commune);
  if (typeof found === 'string') return { row, name, refused: found };
  const stated = villageKind(kind, name);
  if (stated === null) return { row, name, refused: `không có loại "${kind.slice(0, 60)}" / there is no such kind` };
  return { row, name, refused: null, commune: found.id, kind: stated };
}

/** Finds a commune by code, full name, or name without "Xã", "Phường", "Thị trấn"; with or without tone marks. */
function communeFinder(communes: readonly Commune[]): (text: string) => Commune | string {
  const known = new Map<string, Commune[]>();
  const put = (key: string, commune: Commune): void => {
    const there = known.get(key);
    if (!there) known.set(key, [commune]);
    else if (!there.includes(commune)) there.push(commune);
  };
  for (const commune of communes) {
    if (commune.code !== null) put(commune.code, commune);
    put(fold(commune.name), commune);
    put(bare(commune.name), commune);
  }
  return (text) => {
    if (text === '') return 'thiếu tên hoặc mã xã / the commune is missing';
    const found = known.get(text) ?? known.get(text.padStart(5, '0')) ?? known.get(fold(text)) ?? [];
    if (found.length === 0) return `không tìm thấy xã "${text.slice(0, 60)}" / there is no such commune`;
    const mine = found.filter((commune) => commune.mine);
    if (mine.length === 0) return 'xã này ngoài địa bàn của bạn / this commune is outside your area';
    if (mine.length > 1)
      return `có ${mine.length} xã cùng tên, hãy ghi mã xã / several communes have this name; give the code`;
    return mine[0] ?? 'không tìm thấy xã / there is no such commune';
  };
}

function bare(name: string): string {
  return fold(name).replace(/^(xa|phuong|thi tran) /, '');
}
