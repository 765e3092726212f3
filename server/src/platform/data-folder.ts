import { randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { canReach, exists, makeDatabaseHome, postgresIdentity } from './postgres-programs.ts';
import { readIfThere, writeDurably } from './private-files.ts';

/** A production folder follows the machine's clock; demo and test folders may run ahead of it or behind. */
export const FolderKind = z.enum(['production', 'demo', 'test']);
export type FolderKind = z.infer<typeof FolderKind>;

const FolderFile = z.strictObject({
  kind: FolderKind,
  clockOffsetMs: z.int(),
  /** Where PostgreSQL keeps its files when it is not below the data folder. */
  databaseFolder: z.string().optional(),
});

/** What `folder.json` says of a data folder. */
export type DataFolder = z.infer<typeof FolderFile>;

/** The folder says something that it must not; the message tells a person what to do. */
export class DataFolderError extends Error {}

/** Reads `folder.json`; null when the folder is new. Throws DataFolderError. */
export async function readDataFolder(dataDir: string): Promise<DataFolder | null> {
  const text = await readIfThere(join(dataDir, 'folder.json'));
  if (text === null) return null;
  const read = FolderFile.safeParse(parse(text));
  if (!read.success) throw new DataFolderError(`${join(dataDir, 'folder.json')}: không đọc được / cannot be read`);
  refuseOffset(read.data, dataDir);
  return read.data;
}

/** Writes `folder.json`, making the folder first if need be. Throws DataFolderError for a production folder with an offset. */
export async function writeDataFolder(dataDir: string, folder: DataFolder): Promise<void> {
  refuseOffset(folder, dataDir);
  await mkdir(dataDir, { recursive: true });
  await writeDurably(join(dataDir, 'folder.json'), `${JSON.stringify(folder, null, 2)}\n`);
}

/** Clock that the folder imposes on everything that runs on it, whatever the environment says. */
function refuseOffset(folder: DataFolder, dataDir: string): void {
  if (folder.kind !== 'production' || folder.clockOffsetMs === 0) return;
  throw new DataFolderError(
    `${dataDir}: thư mục dữ liệu chính thức không được lệch giờ; hãy đặt clockOffsetMs là 0 trong folder.json. / ` +
      'a production folder may not carry a clock offset; set clockOffsetMs to 0 in folder.json.',
  );
}

/**
 * Where the embedded PostgreSQL keeps its files: `postgres` below the data folder, or a folder of the system when root runs
 * us in a place that PostgreSQL's user cannot enter. The choice is kept in `folder.json`.
 */
export async function databaseFolder(dataDir: string, folder: DataFolder): Promise<string> {
  if (folder.databaseFolder !== undefined) return folder.databaseFolder;
  const below = join(dataDir, 'postgres');
  const identity = await postgresIdentity(below);
  if (identity === undefined || (await exists(below)) || canReach(identity, dataDir)) return below;
  const home = join(await makeDatabaseHome(identity), 'postgres');
  await writeDataFolder(dataDir, { ...folder, databaseFolder: home });
  return home;
}

/** Where Node keeps compiled code for the next start; not in the system's temporary folder, where others could put theirs. */
export function compileCache(dataDir: string): string {
  return join(dataDir, 'compile-cache');
}

/** Removes a data folder and, where it lies elsewhere, its database. Whoever calls holds the folder's lock. */
export async function removeDataFolder(dataDir: string, folder: DataFolder): Promise<void> {
  if (folder.databaseFolder !== undefined) await rm(folder.databaseFolder, { recursive: true, force: true });
  await rm(dataDir, { recursive: true, force: true });
}

const Secrets = z.strictObject({ databasePassword: z.string().min(32), sessionSecret: z.string().min(32) });
/** Secrets that must outlive a restart. Others are made anew at each start. */
export type Secrets = z.infer<typeof Secrets>;

/** Reads `secrets.json` (0600), making it at the first start. */
export async function openSecrets(dataDir: string): Promise<Secrets> {
  const path = join(dataDir, 'secrets.json');
  const text = await readIfThere(path);
  if (text !== null) return Secrets.parse(parse(text));
  const secrets = { databasePassword: newSecret(), sessionSecret: newSecret() };
  await writeDurably(path, JSON.stringify(secrets));
  return secrets;
}

/** 256 random bits, as text that may stand in a URL. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

const Running = z.record(z.string(), z.string());

/** Variables of the running server (0600), so that commands given meanwhile reach the same database, broker and signer. */
export async function writeRunning(dataDir: string, variables: Record<string, string>): Promise<void> {
  await writeDurably(join(dataDir, 'running.json'), JSON.stringify(variables));
}

/** What writeRunning left; null when nothing runs or it ended cleanly. After a `kill -9` it is stale: ask the lock first. */
export async function readRunning(dataDir: string): Promise<Record<string, string> | null> {
  const text = await readIfThere(join(dataDir, 'running.json'));
  return text === null ? null : Running.parse(parse(text));
}

/** Takes back writeRunning. */
export async function removeRunning(dataDir: string): Promise<void> {
  await rm(join(dataDir, 'running.json'), { force: true });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
