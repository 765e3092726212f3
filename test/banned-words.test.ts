import { describe, expect, it } from 'vitest';
import { vi } from '../console/src/texts/vi.ts';
import { ERRORS } from '../protocol/src/errors.ts';
import { HOUSE_TEMPLATES } from '../server/src/rooms/templates/house.ts';
import { BANNED, type Banned } from './words/banned.ts';
import { linesIn, literalsIn, type Piece, sentencesOf } from './words/reading.ts';

/** Words that technicians and administrators meet in their own rooms, screens and pages. */
const TECHNICAL = [
  /^server\/src\/(config\.ts|api-page\.ts|(commands|supervisor|signer|broker|platform)\/)/,
  /^server\/src\/rooms\/devices\//,
  /^(vi|ERRORS)\.(devices|audit|device-)/,
  /^docs\/handbook\/(ky-thuat-vien|quan-tri)\.md/,
];
/** Dictionaries of words that others write, to be read aloud or recognised. */
const DICTIONARIES = /^server\/src\/rooms\/(speech|bulletins)\/(abbreviations|privacy-|.*-words|golden)/;

async function pieces(): Promise<Piece[]> {
  const sources = ['console/src', 'board/src', 'speaker/src', 'server/src'].map(literalsIn);
  const errors = Object.entries(ERRORS).map(([code, { vi: text }]) => ({ where: `ERRORS.${code}`, text }));
  const read = [
    ...(await Promise.all([...sources, linesIn('docs/handbook')])).flat(),
    ...sentencesOf(vi, 'vi'),
    ...errors,
  ];
  const templates = HOUSE_TEMPLATES.flatMap(({ content }) => sentencesOf(content, `mẫu ${content.name}`));
  return [...read, ...templates].filter(({ where }) => !DICTIONARIES.test(where));
}

const concerns = ({ from }: Banned, { where }: Piece): boolean =>
  from === 'everywhere' || !TECHNICAL.some((folder) => folder.test(where));

describe('the words of screens, pages, boards, papers and the handbook', () => {
  it('shows nobody a word that the offices would misread', async () => {
    const found = (await pieces()).flatMap((piece) =>
      BANNED.filter((banned) => concerns(banned, piece) && banned.word.test(piece.text)).map(
        ({ word, why }) => `${piece.where}: “${word.exec(piece.text)?.[0]}” ${why}`,
      ),
    );
    expect(found).toEqual([]);
  });

  it('are all read: screens, doors, pages, papers, templates, board, loudspeaker, handbook', async () => {
    const read = await pieces();
    const from = (start: string): number => read.filter(({ where }) => where.startsWith(start)).length;
    expect(from('vi.')).toBeGreaterThan(700);
    expect(from('ERRORS.')).toBe(Object.keys(ERRORS).length);
    for (const start of ['server/src/rooms/sites/', 'server/src/rooms/reports/', 'server/src/rooms/broadcasts/']) {
      expect(from(start), start).toBeGreaterThan(5);
    }
    for (const start of ['board/src/board', 'board/src/loa/', 'docs/handbook/', 'mẫu ', 'server/src/demo/']) {
      expect(from(start), start).toBeGreaterThan(5);
    }
  });

  it.each([
    ['Gửi lệnh phát', true],
    ['Chương trình phát tối nay', true],
    ['Chương trình phát thanh thứ Tư', false],
    ['chương trình phát triển nông thôn', false],
    ['xem biên nhận của loa', true],
    ['mang theo giấy biên nhận', false],
    ['Gửi khiếu nại', true],
    ['Phản ánh, kiến nghị', false],
    ['sai token', true],
    ['Token hết hạn', true],
    ['mất kết nối MQTT', true],
    ['Phát thanh khẩn cấp', false],
  ])('%s: %s', (text, isBanned) => {
    expect(BANNED.some(({ word }) => word.test(text))).toBe(isBanned);
  });
});
