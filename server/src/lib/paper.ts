/**
 * One description of a paper, from which both the .docx and the PDF are printed, so that the two never differ. Lengths are in millimetres,
 * letters in points. Measures and letters follow Nghị định 30/2020/NĐ-CP, Phụ lục I. Number, date, stamp and signature are never filled in:
 * they are the office's.
 */
export interface Paper {
  /** File name without extension, plain letters. */
  name: string;
  /** What the file says it is, in its properties. */
  title: string;
  size: 'a4' | 'a3';
  orientation: 'portrait' | 'landscape';
  head: PaperHead | null;
  /** At the foot of every page, such as that this is a demo; null: nothing. */
  notice: string | null;
  blocks: readonly Block[];
}

/** Organisation lines on the left, Quốc hiệu and Tiêu ngữ on the right. What the office has not entered is a dotted line. */
export interface PaperHead {
  /** The organisation above, a line each; may be empty. */
  above: readonly string[];
  /** The organisation that issues the paper, a line each. */
  name: readonly string[];
  /** What stands after the number, such as "BC-UBND"; null: a paper without number, or of an office that entered none. */
  symbol: string | null;
  /** Whether there is a line for the number at all. */
  numbered: boolean;
  /** địa danh before the date; null: dotted. */
  place: string | null;
}

/** A stretch of text in one hand. */
export interface Run {
  text: string;
  bold?: boolean;
  italic?: boolean;
}

export type Align = 'left' | 'center' | 'right' | 'justify';

export interface Paragraph {
  kind: 'paragraph';
  runs: readonly Run[];
  /** Points; default 14. */
  size?: number;
  /** Default: justify. */
  align?: Align;
  /** First line set in by a centimetre, as running text is. */
  indent?: boolean;
  /** Points of space above and below; default 0 and 6. */
  above?: number;
  below?: number;
  /** Stays on the page of what follows: a heading. */
  keep?: boolean;
}

/** A text in a cell; lines are parted by \n. */
export interface Cell {
  text: string;
  bold?: boolean;
  italic?: boolean;
  align?: Align;
  /** Columns that it covers; default 1. */
  span?: number;
}

export interface Column {
  title: string;
  /** Part of the width; those of a table need no particular sum. */
  share: number;
  align?: Align;
}

/** A table with all its lines; the row of titles comes again on each page, a row is never torn. */
export interface TableBlock {
  kind: 'table';
  columns: readonly Column[];
  rows: readonly (readonly Cell[])[];
  /** Points; default 12. */
  size?: number;
}

/** One who signs: power and office in capitals, then room to sign. No name is put there. */
export interface Signature {
  titles: readonly string[];
  /** "(Ký, ghi rõ họ tên)" */
  note?: string;
  /** Instead of room to sign. */
  qr?: { content: string; sideMm: number };
}

export type Block =
  | Paragraph
  | TableBlock
  /** Tên loại văn bản in capitals, and below it trích yếu nội dung with a short line under it. */
  | { kind: 'title'; lines: readonly string[]; about: readonly string[]; size?: number }
  | { kind: 'signatures'; columns: readonly Signature[]; below?: readonly string[] }
  | { kind: 'qr'; content: string; sideMm: number; caption: string }
  | { kind: 'rule' };

const SIZES = { a4: { width: 210, height: 297 }, a3: { width: 297, height: 420 } };
/** Within what the decree allows: top and bottom 20-25, left 30-35, right 15-20. */
export const MARGINS = { top: 20, bottom: 20, left: 30, right: 15 };

/** Width and height of the sheet as it is held, in millimetres. */
export function sheetOf({ size, orientation }: Pick<Paper, 'size' | 'orientation'>): { width: number; height: number } {
  const { width, height } = SIZES[size];
  return orientation === 'portrait' ? { width, height } : { width: height, height: width };
}

/** Width between the margins, in millimetres. */
export function widthOf(paper: Pick<Paper, 'size' | 'orientation'>): number {
  return sheetOf(paper).width - MARGINS.left - MARGINS.right;
}

/** Widths of a table's columns in millimetres; together `width`. */
export function columnWidths(columns: readonly Pick<Column, 'share'>[], width: number): number[] {
  const sum = columns.reduce((total, { share }) => total + share, 0);
  return columns.map(({ share }) => (share / sum) * width);
}

/** Length of the line below a text in capitals: between a third and half of the text, in millimetres. */
export function ruleLength(text: string): number {
  return Math.min(60, Math.max(14, text.length * 3.1 * 0.4));
}

export const NATION = 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM';
export const MOTTO = 'Độc lập - Tự do - Hạnh phúc';
/** The line below the motto is as long as the motto. */
export const MOTTO_MM = 54;
const DOTS = '……………………';

/** The head as it is printed: the lines of both columns, what is unknown dotted. */
export function headLines(head: PaperHead): { above: string[]; name: string[]; number: string | null; date: string } {
  const upper = (lines: readonly string[]): string[] => lines.map((line) => line.toLocaleUpperCase('vi'));
  return {
    above: upper(head.above),
    name: head.name.length === 0 ? [DOTS] : upper(head.name),
    number: head.numbered ? `Số: ……/${head.symbol ?? '……'}` : null,
    date: `${head.place ?? DOTS}, ngày …… tháng …… năm ……`,
  };
}

/** A paragraph of one run. */
export function say(text: string, look: Partial<Omit<Paragraph, 'kind' | 'runs'>> & Omit<Run, 'text'> = {}): Paragraph {
  const { bold, italic, ...rest } = look;
  return { kind: 'paragraph', runs: [{ text, ...(bold && { bold }), ...(italic && { italic }) }], ...rest };
}

/** "Người soạn: …" with the label in bold; what is empty becomes a dotted line. */
export function fact(label: string, value: string): Paragraph {
  const runs = [{ text: `${label}: `, bold: true }, { text: value === '' ? DOTS : value }];
  return { kind: 'paragraph', runs, align: 'left', below: 3 };
}

/** A name of a file: letters without marks, joined by hyphens. */
export function fileName(...parts: readonly string[]): string {
  const plain = parts
    .join(' ')
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .replaceAll(/[đĐ]/g, 'd');
  return plain
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 80);
}

/** Hours of the day that no line tears: "17 giờ 30". */
export function unbroken(text: string): string {
  return text.replaceAll(/(\d+) giờ(?: (\d{2}))?/g, (_whole, hour: string, minute?: string) =>
    minute === undefined ? `${hour}\u00a0giờ` : `${hour}\u00a0giờ\u00a0${minute}`,
  );
}
