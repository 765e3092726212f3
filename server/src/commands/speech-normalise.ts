import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { normaliseText } from '../rooms/speech/service.ts';

/**
 * `nguon speech normalise [--json]`: each line of standard input as it is read aloud, a line each; with --json one object a line with the
 * places that were changed and the seconds at each pace.
 */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: { json: { type: 'boolean', default: false } } });
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    const normalised = normaliseText(line);
    process.stdout.write(`${values.json ? JSON.stringify(normalised) : normalised.text}\n`);
  }
}
