import { buildZip } from './zip.ts';

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const TYPES = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** Parts of a document by the last word of their relation, without their outermost element. */
export interface DocxParts {
  readonly body: string;
  readonly numbering?: string;
  readonly styles?: string;
  readonly footnotes?: string;
  readonly header?: string;
  readonly comments?: string;
}

const ROOTS: Readonly<Record<Exclude<keyof DocxParts, 'body'>, string>> = {
  numbering: 'numbering',
  styles: 'styles',
  footnotes: 'footnotes',
  header: 'hdr',
  comments: 'comments',
};

/** A .docx file for a test. */
export function buildDocx({ body, ...parts }: DocxParts): Buffer {
  const named = Object.entries(parts) as [keyof typeof ROOTS, string][];
  const relation = (type: string, target: string, at: number): string =>
    `<Relationship Id="r${at}" Type="${TYPES}/${type}" Target="${target}"/>`;
  const relations = (list: string[]): string =>
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list.join('')}</Relationships>`;
  return buildZip({
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': relations([relation('officeDocument', 'word/document.xml', 0)]),
    'word/document.xml': `<?xml version="1.0" encoding="UTF-8"?><w:document ${W} xmlns:mc="mc"><w:body>${body}</w:body></w:document>`,
    'word/_rels/document.xml.rels': relations(named.map(([part], at) => relation(part, `${part}.xml`, at))),
    ...Object.fromEntries(
      named.map(([part, xml]) => [`word/${part}.xml`, `<w:${ROOTS[part]} ${W}>${xml}</w:${ROOTS[part]}>`]),
    ),
  });
}

/** A run, in a font where one is named. */
export function run(text: string, font?: string): string {
  const format = font === undefined ? '' : `<w:rPr><w:rFonts w:ascii="${font}" w:hAnsi="${font}"/></w:rPr>`;
  return `<w:r>${format}<w:t xml:space="preserve">${text}</w:t></w:r>`;
}

/** A paragraph of text or runs, in a list where one is named. */
export function paragraph(content: string, list?: { id: number; level?: number }): string {
  const runs = content.includes('<w:') ? content : run(content);
  const numbered = list
    ? `<w:pPr><w:numPr><w:ilvl w:val="${list.level ?? 0}"/><w:numId w:val="${list.id}"/></w:numPr></w:pPr>`
    : '';
  return `<w:p>${numbered}${runs}</w:p>`;
}

/** A table of rows of cells of paragraphs. */
export function table(rows: readonly (readonly string[])[]): string {
  const cells = (row: readonly string[]): string => row.map((cell) => `<w:tc>${cell}</w:tc>`).join('');
  return `<w:tbl>${rows.map((row) => `<w:tr>${cells(row)}</w:tr>`).join('')}</w:tbl>`;
}

/** One level of a list. */
export function level(at: number, format: string, text: string, start = 1): string {
  return `<w:lvl w:ilvl="${at}"><w:start w:val="${start}"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`;
}
