import { BANNED_NAMES, DOORS, SIZES, STORE } from './plan.ts';
import { isNode, place, walk, type Source } from './source.ts';

/** Rule 3: every name has one home, so no `export *`, no file of mere re-exports and no default exports. */
export function checkExports(sources: readonly Source[]): string[] {
  return sources.flatMap((source) => {
    const found: string[] = [];
    walk(source.tree, (node) => {
      if (node.type === 'ExportAllDeclaration')
        found.push(`${place(source, node)} says export *; name what is meant where it is made`);
      if (node.type === 'ExportNamedDeclaration' && node['source'] && !isOwnUseCase(source, node['source']))
        found.push(`${place(source, node)} re-exports; import it from the file that makes it`);
      const configuration = /(^|\/)(vite|vitest)\.config\.ts$|^test\/[a-z-]+-setup\.ts$/.test(source.path);
      if (node.type === 'ExportDefaultDeclaration' && !configuration)
        found.push(`${place(source, node)} has a default export; give it a name`);
    });
    return found;
  });
}

/** A room's service, split by use case, may name the use cases of its own folder: it stays the one way in. */
function isOwnUseCase(source: Source, from: unknown): boolean {
  const specifier = isNode(from) ? String(from['value']) : '';
  const inside = /^\.\/[a-z-]+\.ts$/.test(specifier) && !STORE.test(specifier) && !DOORS.test(specifier.slice(2));
  return inside && /\/rooms\/[^/]+\/service\.ts$/.test(source.path);
}

/** Rule 7: no file over the limit, nine in ten well below it. */
export function checkSizes(sources: readonly Source[]): string[] {
  const over = sources
    .filter((source) => source.lines > SIZES.file)
    .map((source) => `${source.path} has ${source.lines} lines (limit ${SIZES.file}): split it by use case`);
  const { ninthDecile } = measureSizes(sources);
  if (ninthDecile > SIZES.ninthDecile)
    over.push(`nine files in ten have up to ${ninthDecile} lines (limit ${SIZES.ninthDecile}): split the largest`);
  return over;
}

/** Median, ninth decile and longest file, in lines. All 0 when there are no files. */
export function measureSizes(sources: readonly Source[]): {
  files: number;
  median: number;
  ninthDecile: number;
  longest: number;
} {
  const sizes = sources.map((source) => source.lines).toSorted((one, other) => one - other);
  const quantile = (share: number): number => sizes[Math.max(0, Math.ceil(sizes.length * share) - 1)] ?? 0;
  return { files: sizes.length, median: quantile(0.5), ninthDecile: quantile(0.9), longest: quantile(1) };
}

/** Rule 8: a file or folder is named for what it is about. */
export function checkNames(paths: readonly string[]): string[] {
  return paths.flatMap((path) => {
    const banned = path
      .split('/')
      .flatMap((part) => part.split(/[-_.]|(?<=[a-z])(?=[A-Z])/))
      .find((word) => BANNED_NAMES.includes(word.toLowerCase()));
    return banned === undefined ? [] : [`${path} is called "${banned}": name it for what it does`];
  });
}

/** Every path in backticks or at the start of a line of the plan, as ARCHITECTURE.md writes them. */
export function pathsNamed(markdown: string): string[] {
  const quoted = [...markdown.matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? '');
  const planned = [...markdown.matchAll(/^ {4}([\w@.][\w@./-]*)(?= {2}|$)/gm)].map((match) => match[1] ?? '');
  const isPath = (text: string): boolean =>
    /^[\w.-]+(\/[\w.-]+)*\/?$/.test(text) && (text.includes('/') || /\.(md|json)$/.test(text));
  return [...new Set([...quoted, ...planned].filter(isPath))];
}

/** The stairs as a text prints them: the first run of words joined by →, of at least five. */
export function stairsPrinted(markdown: string): string[] {
  const run = /[a-z]+(?:\s*→\s*[a-z]+){4,}/.exec(markdown)?.[0] ?? '';
  return run === '' ? [] : run.split('→').map((word) => word.trim());
}
