import { text as readAll } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { plainText } from '../lib/plain-text.ts';
import { spokenFormOf } from '../rooms/speech/service.ts';

/**
 * `nguon speech spoken-form [--json]`: standard input, a text of an office, as it is said on a loudspeaker; with --json each change with its
 * reason, what a person should look at, and the seconds before and after.
 */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: { json: { type: 'boolean', default: false } } });
  const spoken = spokenFormOf(plainText(await readAll(process.stdin)));
  process.stdout.write(`${values.json ? JSON.stringify(spoken) : spoken.text}\n`);
}
