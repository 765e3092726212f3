import { PLATFORM_ONLY, STORE, floorOf, isTest } from './plan.ts';
import { dotted, isNode, place, walk, type Node, type Source } from './source.ts';

const QUERY_STARTS = /(^|\.)(selectFrom|insertInto|updateTable|deleteFrom|mergeInto)$/;
const TOPIC = /^nguon\/\d/;
/** Calls on the parts of the platform that reach outside the database, whatever object carries them. */
const OUTSIDE_CALL = /\.publish(Async)?$|(^|\.)(files|broker|signer|media|speech|voice)\.[a-z]\w*$/i;
const OUTSIDE_MODULES =
  /^(node:(fs|http|https|net|tls|dgram|child_process)(\/|$)|mqtt$)|^server\/src\/platform\/(files|http|mqtt|speech|media|mail)/;

/** Rule 4: SQL stands in store.ts and in the platform. */
export function checkSql(sources: readonly Source[]): string[] {
  const concerned = product(sources).filter(
    (source) => !STORE.test(source.path) && floorOf(source.path) !== 'platform',
  );
  return concerned.flatMap((source) => {
    const found = source.imports
      .filter((entry) => entry.specifier === 'kysely' && entry.names.includes('sql'))
      .map((entry) => `${source.path}:${entry.line} imports sql; write the query in the room's store.ts`);
    walk(source.tree, (node) => {
      if (node.type !== 'CallExpression' || !isNode(node['callee'])) return;
      const name = dotted(node['callee']) || dotted(node['callee']['property']);
      if (QUERY_STARTS.test(name)) found.push(`${place(source, node)} builds a query; write it in the room's store.ts`);
    });
    return found;
  });
}

/** Rule 4: the packages that do I/O are used by the platform alone; a door may name their types. */
export function checkPlatformPackages(sources: readonly Source[]): string[] {
  const concerned = product(sources).filter(
    (source) => source.path.startsWith('server/src/') && floorOf(source.path) !== 'platform',
  );
  return concerned.flatMap((source) =>
    source.imports
      .filter((found) => !found.typeOnly && PLATFORM_ONLY.test(found.specifier))
      .map(
        (found) =>
          `${source.path}:${found.line} imports ${found.specifier}; only server/src/platform may (import its types with \`import type\`)`,
      ),
  );
}

/** One reader of the environment: config.ts of each workspace. */
export function checkEnvironment(sources: readonly Source[]): string[] {
  const concerned = product(sources).filter((source) => !/^[a-z]+\/src\/config\.ts$/.test(source.path));
  return concerned.flatMap((source) => {
    const found: string[] = [];
    walk(source.tree, (node) => {
      if (/^(globalThis\.)?process\.env$/.test(dotted(node)) || dotted(node).startsWith('import.meta.env.')) {
        found.push(`${place(source, node)} reads the environment; add the setting to config.ts and pass it in`);
        return false;
      }
      return true;
    });
    for (const entry of source.imports) {
      if (/^(node:)?process$/.test(entry.specifier) && entry.names.includes('env'))
        found.push(`${source.path}:${entry.line} imports env; only config.ts may`);
    }
    return found;
  });
}

/** MQTT topics are built in protocol/src/topics.ts and nowhere else. */
export function checkTopics(sources: readonly Source[]): string[] {
  const concerned = sources.filter(
    (source) => source.path !== 'protocol/src/topics.ts' && !source.path.startsWith('test/architecture'),
  );
  return concerned.flatMap((source) => {
    const found: string[] = [];
    walk(source.tree, (node) => {
      if (TOPIC.test(literalStart(node)))
        found.push(`${place(source, node)} writes a topic; use protocol/src/topics.ts`);
    });
    return found;
  });
}

/** Rule 6: inside a transaction only `tx` exists. */
export function checkTransactions(sources: readonly Source[]): string[] {
  return product(sources).flatMap((source) => {
    const found: string[] = [];
    const outside = new Set(
      source.imports
        .filter((entry) => OUTSIDE_MODULES.test(entry.target) && !entry.typeOnly)
        .flatMap((entry) => entry.locals),
    );
    walk(source.tree, (node) => {
      for (const body of transactionBodies(node)) found.push(...outsideCalls(source, body, outside));
    });
    return found;
  });
}

/** The callbacks that run inside a transaction: of `inTransaction(…)`, `….inTransaction(…)` and `….transaction().execute(…)`. */
function transactionBodies(node: Node): Node[] {
  if (node.type !== 'CallExpression' || !isNode(node['callee']) || !Array.isArray(node['arguments'])) return [];
  const callee = node['callee'];
  const name = dotted(callee).split('.').at(-1);
  const executed =
    dotted(callee['property']) === 'execute' && isNode(callee['object']) && endsInTransaction(callee['object']);
  if (name !== 'inTransaction' && !executed) return [];
  return node['arguments'].filter(isNode).filter((argument) => /Function/.test(argument.type));
}

function endsInTransaction(chain: Node): boolean {
  let link: unknown = chain;
  while (isNode(link) && link.type === 'CallExpression' && isNode(link['callee'])) {
    if (dotted(link['callee']['property']) === 'transaction') return true;
    link = link['callee']['object'];
  }
  return false;
}

function outsideCalls(source: Source, body: Node, outside: ReadonlySet<string>): string[] {
  const found: string[] = [];
  walk(body, (node, parent) => {
    const name = dotted(node);
    if (node.type === 'CallExpression') {
      const callee = dotted(node['callee']);
      const first = callee.split('.')[0] ?? '';
      if (callee === 'fetch' || outside.has(first) || OUTSIDE_CALL.test(callee)) {
        found.push(`${place(source, node)} calls ${callee} inside a transaction; do it after commit, from a job`);
      }
    }
    const outerDb =
      /^(this\.|[a-z]+\.)?db$/i.test(name) &&
      (node.type === 'MemberExpression' || (node.type === 'Identifier' && isFreeName(node, parent)));
    if (outerDb) {
      found.push(`${place(source, node)} uses the outer ${name} inside a transaction; use tx`);
      return false;
    }
    return true;
  });
  return found;
}

function isFreeName(node: Node, parent: Node | null): boolean {
  if (!parent) return true;
  if (parent.type === 'MemberExpression') return parent['object'] === node;
  return !(parent.type === 'Property' && parent['key'] === node && parent['shorthand'] !== true);
}

function literalStart(node: Node): string {
  if (node.type === 'Literal' && typeof node['value'] === 'string') return node['value'];
  if (node.type !== 'TemplateElement') return '';
  const cooked = (node['value'] as { cooked?: unknown }).cooked;
  return typeof cooked === 'string' ? cooked : '';
}

function product(sources: readonly Source[]): Source[] {
  return sources.filter(
    (source) => !isTest(source.path) && !/(^|\/)(vite\.config\.ts|vitest\.config\.ts)$/.test(source.path),
  );
}
