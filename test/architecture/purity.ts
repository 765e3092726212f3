import { PURE, STORE, floorOf, isTest, roomOf } from './plan.ts';
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
    (source) => !isTest(source.path) && (isDecision(source.path) || floorOf(source.path) === 'lib'),
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

function isDecision(path: string): boolean {
  return PURE.test(path) && floorOf(path) !== 'platform';
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

/** What a pure file may build on and is followed into; any other import is reported as such. */
function mayBePure(root: Source, source: Source): boolean {
  const floor = floorOf(source.path);
  return floor === 'protocol' || floor === 'lib' || isAtHome(root.path, source.path);
}

function isAtHome(path: string, other: string): boolean {
  return (
    floorOf(path) === floorOf(other) && roomOf(path) === roomOf(other) && path.split('/')[0] === other.split('/')[0]
  );
}

function foreignImports(source: Source): string[] {
  const lib = floorOf(source.path) === 'lib';
  return source.imports.flatMap((found) => {
    if (found.typeOnly) return [];
    const where = `${source.path}:${found.line} imports ${found.specifier}`;
    const own = found.specifier.startsWith('.') || found.specifier.startsWith('@nguon/');
    if (own) {
      const floor = floorOf(found.target);
      const computes = floor === 'protocol' || floor === 'lib' || isAtHome(source.path, found.target);
      const acts = STORE.test(found.target) || /\/(service|routes|messages|jobs|pages)\.ts$/.test(found.target);
      return computes && !acts ? [] : [`${where}; a pure file takes what it needs as an argument`];
    }
    const allowed = lib ? /^(zod|jose|node:(crypto|zlib|path|buffer|util|url|assert))(\/|$)/ : /^zod(\/|$)/;
    return allowed.test(found.specifier) ? [] : [`${where}; a pure file computes, the platform does the rest`];
  });
}

function impurities(source: Source): string[] {
  const found: string[] = [];
  const report = (node: Node, what: string): void => {
    found.push(`${place(source, node)} uses ${what} in a pure file: take it as an argument`);
  };
  const own = declaredNames(source.tree);
  walk(source.tree, (node, parent) => {
    if (node.type === 'ImportDeclaration') return false;
    if (readsClock(node)) report(node, 'the clock');
    else if (node.type === 'MemberExpression' && IMPURE_MEMBERS.test(dotted(node))) report(node, dotted(node));
    else if (
      node.type === 'Identifier' &&
      IMPURE_NAMES.has(dotted(node)) &&
      !own.has(dotted(node)) &&
      isLookup(node, parent)
    )
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

/** Every name that a file gives to a variable or parameter of its own, wherever. */
function declaredNames(tree: Node): Set<string> {
  const names = new Set<string>();
  const collect = (pattern: unknown): void => {
    if (!isNode(pattern)) return;
    if (pattern.type === 'Identifier') names.add(dotted(pattern));
    else
      walk(pattern, (node, parent) =>
        parent === pattern && /Pattern|Property|Element|Identifier/.test(node.type)
          ? collect(node['value'] ?? node)
          : undefined,
      );
  };
  walk(tree, (node) => {
    if (node.type === 'VariableDeclarator') collect(node['id']);
    if (Array.isArray(node['params'])) node['params'].forEach(collect);
  });
  return names;
}

/** True when an identifier looks a name up, and is not the name of a property, a key or a type. */
function isLookup(node: Node, parent: Node | null): boolean {
  if (!parent) return true;
  if (parent.type.startsWith('TS')) return parent['expression'] === node;
  if (parent.type === 'MemberExpression') return parent['object'] === node;
  return !(/Property|Method/.test(parent.type) && parent['key'] === node && parent['shorthand'] !== true);
}
