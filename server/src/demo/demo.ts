import { join } from 'node:path';
import type { Doors } from '../platform/http.ts';
import type { Platform } from '../platform/platform.ts';
import { makePrivateFolder, writeDurably } from '../platform/private-files.ts';
import { demoLinks } from './people.ts';
import { seedDemo } from './seed.ts';

/**
 * Opens a demo folder: fills it at its first start, and at every start makes fresh one-time links, one for each role, kept in
 * `demo-links.txt` (0600) of the data folder.
 * @returns the links as lines for whoever started the system
 */
export async function openDemo(app: Doors, platform: Platform): Promise<string> {
  const { dataDir } = platform.config;
  if ((await demoLinks(platform)).length === 0) {
    const speakers = await seedDemo(app, platform);
    await makePrivateFolder(join(dataDir, 'speakers'));
    await writeDurably(join(dataDir, 'speakers/fleet.json'), JSON.stringify({ audio: 'audio', speakers }, null, 2));
  }
  const links = await demoLinks(platform);
  const lines = links.map(({ who, url }) => `  ${who}: ${url}`);
  const text = ['Đường dẫn vào thử, mỗi đường dẫn dùng một lần:', ...lines, ''].join('\n');
  await writeDurably(join(dataDir, 'demo-links.txt'), text);
  return text;
}
