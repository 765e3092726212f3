import { spawn } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { exists } from './postgres-programs.ts';

const ROOT = join(import.meta.dirname, '../../..');

/** A workspace that ships to browsers, by its folder. */
export type PageWorkspace = 'console' | 'board';

/** Which of the workspaces have no built pages, or built ones that are older than what they are made from. */
export async function unbuiltPages(root: string = ROOT): Promise<PageWorkspace[]> {
  const all: PageWorkspace[] = ['console', 'board'];
  const stale = await Promise.all(all.map(async (workspace) => ((await isStale(root, workspace)) ? [workspace] : [])));
  return stale.flat();
}

async function isStale(root: string, workspace: PageWorkspace): Promise<boolean> {
  const folder = join(root, workspace);
  // An installation without sources has nothing to build from.
  if (!(await exists(join(folder, 'index.html')))) return false;
  const built = await stat(join(folder, 'dist/index.html')).catch(() => undefined);
  if (built === undefined) return true;
  const sources = [
    join(folder, 'src'),
    join(folder, 'index.html'),
    join(folder, 'vite.config.ts'),
    join(root, 'protocol/src'),
  ];
  const newest = Math.max(...(await Promise.all(sources.map(newestIn))));
  return newest > built.mtimeMs;
}

async function newestIn(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  const names = await readdir(path);
  return Math.max(
    0,
    ...(await Promise.all(
      names.filter((name) => !/\.test\.tsx?$/.test(name)).map((name) => newestIn(join(path, name))),
    )),
  );
}

/** Builds one workspace with Vite. @throws Error with Vite's last words when it fails */
export async function buildPages(workspace: PageWorkspace, root: string = ROOT): Promise<void> {
  const folder = join(root, workspace);
  const require = createRequire(join(folder, 'package.json'));
  const vite = join(dirname(require.resolve('vite/package.json')), 'bin/vite.js');
  const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let words = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (words = (words + chunk.toString()).slice(-4_000)));
  const code = await new Promise<number | null>((settle, fail) => child.once('error', fail).once('close', settle));
  if (code !== 0) throw new Error(`${workspace}: vite build: ${reasonIn(words)}`);
}

/** What went wrong, in a line: Vite says much around it. */
function reasonIn(words: string): string {
  const lines = stripVTControlCharacters(words).split('\n');
  const said = lines.filter(
    (line) => /error|cannot|failed/i.test(line) && !/Build failed|error during build/.test(line),
  );
  return said.slice(0, 2).join(' ').trim().slice(0, 300);
}
