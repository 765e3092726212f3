import { mkdir, stat } from 'node:fs/promises';
import { connect, createServer } from 'node:net';

/** Held by this process until it releases it or ends, however it ends. */
export type FolderLock = { release(): Promise<void> };

/** Another process works on the folder; the message is the sentence for a person. */
export class FolderHeldError extends Error {
  readonly pid: number;
  constructor(dataDir: string, pid: number) {
    super(
      `Thư mục dữ liệu ${dataDir} đang được một tiến trình Nguồn khác sử dụng (PID ${pid}); hãy dừng tiến trình đó trước hoặc đặt DATA_DIR khác. / ` +
        `The data folder ${dataDir} is in use by another Nguồn process (PID ${pid}); stop it first or set another DATA_DIR.`,
    );
    this.name = 'FolderHeldError';
    this.pid = pid;
  }
}

/**
 * Takes the folder for this process alone. The lock is a name in Linux's abstract socket space made of the folder's device
 * and inode: the system frees it when the process dies, also by `kill -9`, and another path to the same folder is the same name.
 * @throws FolderHeldError when another process has it
 */
export async function lockFolder(dataDir: string): Promise<FolderLock> {
  await mkdir(dataDir, { recursive: true });
  const name = await lockName(dataDir);
  const server = createServer((socket) => socket.end(String(process.pid)));
  try {
    await new Promise<void>((settle, fail) => server.once('error', fail).listen(name, settle));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new FolderHeldError(dataDir, await holder(name));
  }
  server.unref();
  return { release: () => new Promise((settle) => server.close(() => settle())) };
}

/** Whether some process holds the folder now. */
export async function isFolderHeld(dataDir: string): Promise<boolean> {
  const name = await lockName(dataDir).catch(() => null);
  return name !== null && (await holder(name)) !== 0;
}

async function lockName(dataDir: string): Promise<string> {
  const { dev, ino } = await stat(dataDir);
  return `\0nguon-${dev}-${ino}`;
}

/** Process that answers behind a lock's name, 0 when nobody does. */
async function holder(name: string): Promise<number> {
  return new Promise((settle) => {
    let words = '';
    const socket = connect(name);
    socket.setTimeout(1_000, () => socket.destroy());
    socket.on('error', () => {});
    socket.on('data', (chunk: Buffer) => (words += chunk.toString()));
    socket.on('close', () => settle(Number.parseInt(words, 10) || 0));
  });
}
