import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** A piece of text that somebody reads, and where it stands. */
export interface Piece {
  where: string;
  text: string;
}

const ROOT = join(import.meta.dirname, '../..');
/** Letters that only Vietnamese writes: a literal with one of them is for people. */
const VIETNAMESE = /[ăâđêôơưàáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵấầẩẫậắằẳẵặếềểễệốồổỗộớờởỡợứừửữự]/i;
const LITERAL = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g;
/** The same, and words between tags. */
const IN_TAGS = new RegExp(`${LITERAL.source}|>[^<>{}]+<`, 'g');

/** Vietnamese literals of the sources below a folder of the repository; tests and their fixtures aside. */
export async function literalsIn(folder: string): Promise<Piece[]> {
  const pieces: Piece[] = [];
  for (const path of await filesIn(folder, /(?<!\.test)\.tsx?$/)) {
    const source = withoutComments(await readFile(join(ROOT, path), 'utf8'));
    for (const [literal] of source.matchAll(path.endsWith('x') ? IN_TAGS : LITERAL)) {
      if (VIETNAMESE.test(literal)) pieces.push({ where: path, text: withoutParts(literal) });
    }
  }
  return pieces;
}

/** Pages in Markdown, line by line; what stands in a code block is for a terminal. */
export async function linesIn(folder: string): Promise<Piece[]> {
  const pieces: Piece[] = [];
  for (const path of await filesIn(folder, /\.md$/)) {
    const text = (await readFile(join(ROOT, path), 'utf8')).replaceAll(/```[^]*?```/g, '');
    for (const [at, line] of text.split('\n').entries()) pieces.push({ where: `${path}:${at + 1}`, text: line });
  }
  return pieces;
}

/** Every sentence in a tree of texts, under the names that lead to it. */
export function sentencesOf(texts: object, where: string): Piece[] {
  return Object.entries(texts).flatMap(([name, value]: [string, unknown]) => {
    const here = `${where}.${name}`;
    if (typeof value === 'string') return [{ where: here, text: withoutParts(value) }];
    return typeof value === 'object' && value !== null ? sentencesOf(value, here) : [];
  });
}

async function filesIn(folder: string, named: RegExp): Promise<string[]> {
  const entries = await readdir(join(ROOT, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && named.test(entry.name) && !entry.parentPath.includes('/testing'))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)));
}

/** Names of values in a sentence are the code's own; behind a stroke stands the same in English. */
function withoutParts(text: string): string {
  return text.replace(/ \/ [^]*$/, '').replaceAll(/\$\{[^{}]*\}|\{\{?[^{}]*\}\}?/g, ' … ');
}

function withoutComments(source: string): string {
  return source.replaceAll(/\/\*[^]*?\*\//g, '').replaceAll(/(^|\s)\/\/[^\n]*/g, '$1');
}
