import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path/posix';
import { parseAst } from 'vitest/node';

/** A node of the syntax tree; only `type`, `start` and `end` are sure to be there. */
export type Node = { type: string; start: number; end: number; [key: string]: unknown };

/** One import, re-export or dynamic import of a literal. */
export type Import = {
  /** As written. */
  specifier: string;
  /** Path from the repository's root for our own files, else the package as written. */
  target: string;
  /** Names taken from the other side (`default` and `*` included). */
  names: string[];
  /** The same names as this file calls them. */
  locals: string[];
  /** Nothing of it is left at run time. */
  typeOnly: boolean;
  line: number;
};

/** One source file, parsed. Paths are relative to the root, with `/`. */
export type Source = { path: string; text: string; lines: number; tree: Node; imports: Import[] };

const SKIPPED = new Set(['node_modules', 'dist', 'data', 'coverage', '.git']);
const ROOTS = ['protocol', 'server', 'console', 'board', 'speaker', 'test'];

/** Reads and parses every .ts, .tsx and .js file of the workspaces and of test/. */
export function readSources(root: string): Source[] {
  const paths = ROOTS.flatMap((folder) => listFiles(root, folder));
  const code = [...paths, 'vitest.config.ts'].filter(
    (path) => /\.(ts|tsx|mts|js|mjs)$/.test(path) && !path.endsWith('.d.ts'),
  );
  return code.map((path) => parseSource(path, readFileSync(join(root, path), 'utf8')));
}

/** Every file below a folder, as paths from the root; what is built or installed is left out. */
export function listFiles(root: string, folder: string): string[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  return entries.flatMap((entry) => {
    if (SKIPPED.has(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? listFiles(root, path) : [path];
  });
}

/** Parses one file. Throws with the path when it is not valid TypeScript. */
export function parseSource(path: string, text: string): Source {
  const lang = path.endsWith('.tsx') ? 'tsx' : 'ts';
  let tree: Node;
  try {
    tree = parseAst(text, { lang }) as unknown as Node;
  } catch (cause) {
    throw new Error(`${path} cannot be parsed`, { cause });
  }
  const source: Source = { path, text, lines: countLines(text), tree, imports: [] };
  walk(tree, (node) => {
    const found = readImport(source, node);
    if (found) source.imports.push(found);
  });
  return source;
}

/** Visits a node and all below it, parents first. `visit` may return false to leave a branch out. */
export function walk(
  node: Node,
  visit: (node: Node, parent: Node | null) => boolean | void,
  parent: Node | null = null,
): void {
  if (visit(node, parent) === false) return;
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child)) walk(child, visit, node);
    }
  }
}

/** True for anything that looks like a syntax node. */
export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';
}

/** `file:line` of a node, as an editor opens it. */
export function place(source: Source, node: { start: number }): string {
  return `${source.path}:${lineOf(source.text, node.start)}`;
}

/** The dotted name of an identifier or member expression (`Date.now`, `this.db`), or '' when it is neither. */
export function dotted(node: unknown): string {
  if (!isNode(node)) return '';
  if (node.type === 'Identifier') return node['name'] as string;
  if (node.type === 'ThisExpression') return 'this';
  if (node.type === 'ChainExpression') return dotted(node['expression']);
  if (node.type !== 'MemberExpression' || node['computed'] === true) return '';
  const object = dotted(node['object']);
  return object === '' ? '' : `${object}.${dotted(node['property'])}`;
}

function readImport(source: Source, node: Node): Import | null {
  const from = node['source'];
  if (!isNode(from) || typeof from['value'] !== 'string' || !/^(Import|Export)/.test(node.type)) return null;
  const specifier = from['value'];
  const parts = Array.isArray(node['specifiers']) ? node['specifiers'].filter(isNode) : [];
  const kinds = [node['importKind'], node['exportKind']];
  const everyType =
    parts.length > 0 && parts.every((part) => part['importKind'] === 'type' || part['exportKind'] === 'type');
  return {
    specifier,
    target: resolveSpecifier(source.path, specifier),
    names: parts.map(takenName),
    locals: parts.map((part) => dotted(part['local'])),
    typeOnly: kinds.includes('type') || everyType,
    line: lineOf(source.text, node.start),
  };
}

function takenName(part: Node): string {
  if (part.type === 'ImportDefaultSpecifier') return 'default';
  if (part.type === 'ImportNamespaceSpecifier') return '*';
  return dotted(part['imported'] ?? part['local']);
}

function resolveSpecifier(path: string, specifier: string): string {
  if (specifier.startsWith('.')) return normalize(join(dirname(path), specifier));
  const own = /^@nguon\/([a-z]+)\/(.+)$/.exec(specifier);
  return own ? `${own[1]}/src/${own[2]}` : specifier;
}

function countLines(text: string): number {
  return text === '' ? 0 : text.replace(/\n$/, '').split('\n').length;
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
