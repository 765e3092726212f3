import type { Config } from '../config.ts';
import { readDataFolder, removeDataFolder } from '../platform/data-folder.ts';
import { lockFolder } from '../platform/folder-lock.ts';

/** `nguon demo reset`: throws a demo folder away, so that the next start makes a fresh one. Refuses any other folder. */
export async function run(_args: readonly string[], config: Config): Promise<number> {
  const { dataDir } = config;
  const folder = await readDataFolder(dataDir);
  if (folder === null)
    return say(
      0,
      `Chưa có gì ở ${dataDir}. Chạy npm start để tạo tỉnh mẫu. / nothing there yet: npm start makes the demo`,
    );
  if (folder.kind !== 'demo') {
    return say(
      1,
      `${dataDir} là dữ liệu ${folder.kind}, không phải tỉnh mẫu: không xóa. / this is not a demo folder: nothing was removed`,
    );
  }
  const lock = await lockFolder(dataDir);
  try {
    await removeDataFolder(dataDir, folder);
  } finally {
    await lock.release();
  }
  return say(
    0,
    `Đã xóa tỉnh mẫu ở ${dataDir}. Chạy npm start để tạo lại. / the demo was removed; npm start makes it anew`,
  );
}

function say(code: number, text: string): number {
  process.stdout.write(`${text}\n`);
  return code;
}
