import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { buildPages, unbuiltPages } from '../platform/build-pages.ts';
import { compileCache } from '../platform/data-folder.ts';
import type { Log } from '../platform/log.ts';
import { exitWithParent, stopOnSignal } from '../platform/parent.ts';
import type { Running } from '../supervisor/supervisor.ts';

/** `nguon start`: starts everything on this machine and stays until it is stopped. */
export async function run(_args: readonly string[], config: Config): Promise<void> {
  enableCompileCache(compileCache(config.dataDir));
  // Only now, so that what these bring along comes from the cache too.
  const [{ openLog }, { PROGRAMS, supervise }] = await Promise.all([
    import('../platform/log.ts'),
    import('../supervisor/supervisor.ts'),
  ]);
  const log = await openLog({
    name: 'supervisor',
    folder: join(config.dataDir, 'logs'),
    level: config.logLevel,
    terminal: 'warn',
  });
  // Whatever is asked while starting: end what has been started, in order.
  const starting = supervise(config, log, PROGRAMS, () => buildUnbuilt(log));
  const stop = async (): Promise<void> => {
    say('Đang dừng…');
    const running = await starting;
    await running.stop();
    say('Đã dừng.');
  };
  stopOnSignal(stop);
  exitWithParent(stop, 20_000);
  const running = await starting;
  say(readyText(running, config));
}

/** A page that cannot be built is no reason to leave the speakers without a server. */
async function buildUnbuilt(log: Log): Promise<void> {
  const unbuilt = await unbuiltPages();
  if (unbuilt.length === 0) return;
  say(`Đang dựng các trang (${unbuilt.join(', ')}), chỉ lần đầu hoặc sau khi mã nguồn đổi…`);
  const failed = (error: unknown): void =>
    log.error({ err: error }, 'không dựng được trang / a page could not be built');
  await Promise.all(unbuilt.map((workspace) => buildPages(workspace).catch(failed)));
}

function readyText(running: Running, config: Config): string {
  const kinds = { production: 'chính thức', demo: 'trình diễn', test: 'thử nghiệm' };
  const at = config.publicUrl;
  const places = `trang công cộng ${at}/ · bảng điều khiển ${at}/quan-ly/ · bảng điện tử ${at}/bang/ · API ${at}/api/`;
  return `Nguồn đã sẵn sàng: ${places} (dữ liệu ${kinds[running.folder.kind]}: ${config.dataDir})`;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
