import type { DoubtfulWord, ImportPage, ImportResult, ImportView } from '@nguon/protocol/http/imports.ts';
import type { ImportPageRow, ImportRow } from './imports-store.ts';

/** How long an import is kept: whoever fetches a paper on Friday uses it on Monday. */
export const IMPORT_KEPT_MS = 7 * 86_400_000;

/** An import as its sender sees it. */
export function presentImport(row: ImportRow, pages: readonly ImportPageRow[]): ImportView {
  return {
    id: row.id,
    unit: row.unit_id,
    name: row.name,
    format: row.format,
    state: row.state,
    done: pages.length,
    pages: row.pages,
    problem: row.problem,
    result: row.state === 'ready' ? presentResult(row, pages) : null,
    createdAt: row.created_at.toISOString(),
    until: new Date(row.created_at.getTime() + IMPORT_KEPT_MS).toISOString(),
  };
}

/** Puts the pages together: one text, with the places of pages and doubtful words in it. */
function presentResult(row: ImportRow, rows: readonly ImportPageRow[]): ImportResult {
  const [pages, doubtful]: [ImportPage[], DoubtfulWord[]] = [[], []];
  let text = '';
  for (const { page, text: said, doubtful: words, picture_sha256: picture, width, height } of rows) {
    if (text !== '' && said !== '') text += '\n';
    const from = text.length;
    text += said;
    if (picture === null || width === null || height === null) continue;
    doubtful.push(
      ...words.map((word) => ({ ...word, from: from + word.from, to: from + word.to, page: pages.length })),
    );
    pages.push({ number: page, width, height, from, to: text.length });
  }
  return { text, pages, doubtful, converted: row.converted, warnings: row.format === 'doc' ? ['no-list-numbers'] : [] };
}
