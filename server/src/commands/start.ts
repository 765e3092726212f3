import { join } from 'node:path';
import type { Config } from '../config.ts';
import { buildPages, unbuiltPages } from '../platform/build-pages.ts';
import { openLog } from '../platform/log.ts';
import { stopOnSignal } from '../platform/parent.ts';
import { supervise } from '../supervisor/supervisor.ts';
import type { Running } from '../supervisor/supervisor.ts';

/** `nguon start`: starts everything on this machine and stays until it is stopped. */
export async function run(_args: readonly string[], config: Config): Promise<void> {
  const log = await openLog({
    name: 'supervisor',
    folder: join(config.dataDir, 'logs'),
    level: config.logLevel,
    terminal: 'warn',
  });
  // Whatever is asked while starting: end what has been started, in order.
  const starting = Promise.all([supervise(config, log), buildUnbuilt()]);
  stopOnSignal(async () => {
    say('Đang dừng…');
    const [running] = await starting;
    await running.stop();
    say('Đã dừng.');
  });
  const [running] = await starting;
  say(readyText(running, config));
}

async function buildUnbuilt(): Promise<void> {
  const unbuilt = await unbuiltPages();
  if (unbuilt.length === 0) return;
  say(`Đang dựng các trang (${unbuilt.join(', ')}), chỉ lần đầu hoặc sau khi mã nguồn đổi…`);
  await Promise.all(unbuilt.map((workspace) => buildPages(workspace)));
}

function readyText(running: Running, config: Config): string {
  const kinds = { production: 'chính thức', demo: 'trình diễn', test: 'thử nghiệm' };
  const address = config.publicUrl;
  return `Nguồn đã sẵn sàng: ${address} (bảng điều khiển ${address}/console, API ${address}/api; dữ liệu ${kinds[running.folder.kind]}: ${config.dataDir})`;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
