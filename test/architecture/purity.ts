import { PURE, floorOf, isTest, roomOf } from './plan.ts';
import { dotted, isNode, place, walk, type Node, type Source } from './source.ts';

/** Names whose mere mention makes a result depend on the moment, on chance or on the outside. */
const IMPURE_NAMES = new Set([
  'fetch',
  'process',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'localStorage',
  'indexedDB',
  'document',
  'window',
  'navigator',
]);
const IMPURE_MEMBERS =
  /^(globalThis\.)?(Math\.random|performance\.now|crypto\.(getRandomValues|randomUUID)|Temporal\.Now)\b/;

/**
 * Rule 4: rules.ts, policy.ts and resolve.ts decide from their arguments alone, and so does everything of ours that
 * they import. lib/ keeps the same promise, except that it may compute with node:crypto and its like.
 */
export function checkPurity(sources: readonly Source[]): string[] {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const roots = sources.filter(
    (source) => !isTest(source.path) && (PURE.test(source.path) || floorOf(source.path) === 'lib'),
  );
  const problems = new Set<string>();
  for (const root of roots) {
    for (const { source, why } of reachedFrom(root, byPath)) {
      for (const problem of impurities(source)) problems.add(why === '' ? problem : `${problem} (reached from ${why})`);
    }
    for (const problem of foreignImports(root)) problems.add(problem);
  }
  return [...problems];
}

/** Rule 10: outside the platform the server asks the injected clock what time it is, never the machine. */
export function checkClock(sources: readonly Source[]): string[] {
  const concerned = sources.filter((source) => {
    const floor = floorOf(source.path);
    return floor !== null && floor !== 'platform' && !isTest(source.path);
  });
  return concerned.flatMap((source) => {
    const found: string[] = [];
    walk(source.tree, (node) => {
      if (readsClock(node)) found.push(`${place(source, node)} reads the machine's clock; take the injected clock`);
    });
    return found;
  });
}

function reachedFrom(root: Source, byPath: Map<string, Source>): { source: Source; why: string }[] {
  const seen = new Map([[root.path, { source: root, why: '' }]]);
  const waiting = [root];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    for (const found of next.imports) {
      const source = byPath.get(found.target);
      if (!source || found.typeOnly || seen.has(source.path) || !mayBePure(root, source)) continue;
      seen.set(source.path, { source, why: root.path });
      waiting.push(source);
    }
  }
  return [...seen.values()];
}

/** What a pure file may build on; any other import is reported as such and not followed. */
function mayBePure(root: Source, source: Source): boolean {
  const floor = floorOf(source.path);
  return (
    floor === 'protocol' ||
    floor === 'lib' ||
    (floor === 'rooms' && roomOf(source.path) === roomOf(root.path)) ||
    floor === null
  );
}

function foreignImports(source: Source): string[] {
  const lib = floorOf(source.path) === 'lib';
  return source.imports.flatMap((found) => {
    if (found.typeOnly) return [];
    const where = `${source.path}:${found.line}`;
    if (found.specifier.startsWith('node:')) {
      if (!lib) return [`${where} imports ${found.specifier}; a pure file may not`];
      if (!/^node:(crypto|path|buffer|util|url|assert)/.test(found.specifier))
        return [`${where} imports ${found.specifier}; lib computes, the platform does I/O`];
    }
    const floor = floorOf(found.target);
    const elsewhere =
      floor !== null && floor !== 'protocol' && floor !== 'lib' && roomOf(found.target) !== roomOf(source.path);
    return elsewhere ? [`${where} imports ${found.target}; a pure file takes what it needs as an argument`] : [];
  });
}

function impurities(source: Source): string[] {
  const found: string[] = [];
  const report = (node: Node, what: string): void => {
    found.push(`${place(source, node)} uses ${what} in a pure file: take it as an argument`);
  };
  walk(source.tree, (node, parent) => {
    if (node.type === 'ImportDeclaration') return false;
    if (readsClock(node)) report(node, 'the clock');
    else if (node.type === 'MemberExpression' && IMPURE_MEMBERS.test(dotted(node))) report(node, dotted(node));
    else if (node.type === 'Identifier' && IMPURE_NAMES.has(dotted(node)) && isFree(node, parent))
      report(node, dotted(node));
    return true;
  });
  for (const entry of source.imports) {
    const random = entry.names.filter((name) => /^(random|getRandomValues|webcrypto$)/.test(name));
    if (entry.specifier === 'node:crypto' && random.length > 0)
      found.push(`${source.path}:${entry.line} imports ${random.join(', ')} in a pure file`);
  }
  return found;
}

/** `new Date()` without arguments, `Date()`, and `Date.now` called or handed on. */
function readsClock(node: Node): boolean {
  if (node.type === 'MemberExpression') return /^(globalThis\.)?Date\.now$/.test(dotted(node));
  if (dotted(node['callee']) !== 'Date') return false;
  const args = node['arguments'];
  return node.type === 'CallExpression' || (node.type === 'NewExpression' && Array.isArray(args) && args.length === 0);
}

/** True when an identifier is a name looked up, not a property, key, parameter or declaration of that spelling. */
function isFree(node: Node, parent: Node | null): boolean {
  if (!parent) return true;
  if (parent.type === 'MemberExpression') return parent['object'] === node;
  if (/Property|Method|Signature|TS|Specifier|Function|Param|Label/.test(parent.type))
    return (
      isNode(parent['value']) && parent['value'] === node && parent['kind'] === 'init' && parent['shorthand'] === true
    );
  return !(parent.type === 'VariableDeclarator' && parent['id'] === node);
}
