import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';

/** Reads a file of the repository. */
function read(path: string): Promise<string> {
  return readFile(new URL(`../${path}`, import.meta.url), 'utf8');
}

const page = await read('docs/operations.md');

/** Names on the left side of an object literal in a source file, from its opening line to the first line that closes it. */
function keysOf(source: string, opening: string): string[] {
  const body = source.slice(source.indexOf(opening) + opening.length).split(/^}/m)[0] ?? '';
  return [...body.matchAll(/^ {2}'?([A-Za-z][A-Za-z_ ]*?)'?:/gm)].map((match) => match[1] ?? '');
}

function inTable(pattern: RegExp): string[] {
  return [...page.matchAll(pattern)].map((match) => match[1] ?? '');
}

it('the table of settings and the variables that the server reads are the same', async () => {
  const rules = keysOf(await read('server/src/config.ts'), 'const RULES = {');
  const handed = /supervisor hands these [^:]*:([^.]*)\./.exec(page)?.[1] ?? '';
  const named = [...inTable(/^\| `([A-Z][A-Z_]+)`/gm), ...[...handed.matchAll(/`([A-Z_]+)`/g)].map((m) => m[1] ?? '')];
  expect(rules.length).toBeGreaterThan(10);
  expect(named.filter((name) => !name.startsWith('NGUON_')).toSorted()).toEqual(rules.toSorted());
});

it('the table of a loudspeaker and the variables that it reads are the same', async () => {
  const variables = keysOf(await read('speaker/src/config.ts'), 'const Environment = z.object({');
  expect(inTable(/^\| `(NGUON_[A-Z_]+)`/gm).toSorted()).toEqual(variables.toSorted());
});

it('the commands of the page exist', async () => {
  const commands = keysOf(await read('server/src/cli.ts'), 'const COMMANDS: Readonly<Record<string, Command>> = {');
  const named = [...page.matchAll(/`nguon ((?:[a-z]+ ?)+)/g)].map((match) => (match[1] ?? '').trim());
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((name) => !commands.includes(name))).toEqual([]);
});

it('the page says what to do about refusals of the signer that exist', async () => {
  const signing = await read('server/src/lib/signing.ts');
  for (const reason of ['quiet-hours', 'too-long', 'outside-limits', 'rate', 'approver-unknown', 'replayed']) {
    expect(page).toContain(`\`${reason}\``);
    expect(signing).toContain(`'${reason}'`);
  }
});

describe('the handbook', async () => {
  const roles = [
    'can-bo-xa',
    'soan-ban-tin',
    'lanh-dao-xa',
    'bien-tap-so',
    'ban-bien-tap',
    'ky-thuat-vien',
    'quan-tri',
  ];
  const names = await readdir(new URL('../console/src/texts/', import.meta.url));
  const texts = await Promise.all(
    names.filter((name) => name.startsWith('vi')).map((name) => read(`console/src/texts/${name}`)),
  );
  const screens = texts.join('\n').toLowerCase();

  it.each(roles)('%s is one page that uses the words of the screens', async (role) => {
    const text = await read(`docs/handbook/${role}.md`);
    expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(80);
    expect(text).not.toMatch(/\b(hash|revision|payload|token|mqtt|json)\b/i);
    const bold = [...text.matchAll(/\*\*([^*]+)\*\*/g)].map((match) => (match[1] ?? '').replaceAll(/\s+/g, ' '));
    // Each page says once that words set **đậm** are those of the screens.
    expect(bold).toContain('đậm');
    const quoted = bold.filter((words) => words !== 'đậm');
    expect(quoted.filter((words) => !screens.includes(words.toLowerCase().replace(/[.:]$/, '')))).toEqual([]);
  });
});
