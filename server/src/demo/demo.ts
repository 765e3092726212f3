import { join } from 'node:path';
import type { Doors } from '../platform/http.ts';
import type { Platform } from '../platform/platform.ts';
import { makePrivateFolder, writeDurably } from '../platform/private-files.ts';
import { demoLinks } from './people.ts';
import { submitSamples } from './samples.ts';
import { seedDemo } from './seed.ts';

/**
 * Opens a demo folder: fills it at its first start, and at every start makes fresh one-time links, one for each role, kept in
 * `demo-links.txt` (0600) of the data folder.
 * @returns the links as lines for whoever started the system
 */
export async function openDemo(app: Doors, platform: Platform): Promise<string> {
  const { dataDir } = platform.config;
  if ((await demoLinks(platform)).length === 0) {
    const { light, real, samples } = await seedDemo(app, platform);
    const folder = join(dataDir, 'speakers');
    await makePrivateFolder(folder);
    await writeDurably(join(folder, 'fleet.json'), JSON.stringify({ audio: 'audio', speakers: light }, null, 2));
    await writeDurably(join(folder, 'real.json'), JSON.stringify({ audio: 'audio-real', speakers: real }, null, 2));
    // Speech takes a while; nobody at the terminal waits for it.
    submitSamples(samples, platform.clock).catch((error: unknown) =>
      platform.log.warn({ err: error }, 'bản tin mẫu chưa trình được'),
    );
  }
  const links = await demoLinks(platform);
  const lines = links.map(({ who, url }) => `  ${who}: ${url}`);
  const text = ['Đường dẫn vào thử, mỗi đường dẫn dùng một lần:', ...lines, ''].join('\n');
  await writeDurably(join(dataDir, 'demo-links.txt'), text);
  return text;
}
