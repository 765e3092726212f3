import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import type { Config } from '../config.ts';
import { lendRooms } from '../lend-rooms.ts';
import { Problem } from '../lib/problem.ts';
import { normaliseText, pronunciationsFor } from '../rooms/speech/service.ts';
import { findUnits } from '../rooms/units/service.ts';

/**
 * `nguon speech normalise [--unit CODE] [--json]`: each line of standard input as it is read aloud, a line each, with the readings of
 * a unit when one is named; with --json one object a line with the places that were changed and the seconds at each pace.
 * @throws Problem `not-found` when no unit has the code today
 */
export async function run(args: readonly string[], config: Config): Promise<void> {
  const options = { json: { type: 'boolean', default: false }, unit: { type: 'string' } } as const;
  const { values } = parseArgs({ args: [...args], options });
  const pronunciations = values.unit === undefined ? undefined : await readingsOf(config, values.unit);
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    const normalised = normaliseText(line, pronunciations);
    process.stdout.write(`${values.json ? JSON.stringify(normalised) : normalised.text}\n`);
  }
}

async function readingsOf(config: Config, code: string): Promise<ReadonlyMap<string, string>> {
  return lendRooms(config, 'speech', async ({ db }) => {
    const unit = (await findUnits(db, { text: code })).find((found) => found.code === code);
    if (!unit) throw new Problem('not-found');
    return pronunciationsFor(db, unit.id);
  });
}
