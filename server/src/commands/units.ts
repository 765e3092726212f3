import { parseArgs } from 'node:util';
import { LocalDate } from '@nguon/protocol/primitives.ts';
import type { Unit } from '@nguon/protocol/http/units.ts';
import type { Config } from '../config.ts';
import { Problem } from '../lib/problem.ts';
import { lendRooms } from '../lend-rooms.ts';
import { findUnits } from '../rooms/units/service.ts';

/**
 * `nguon units find TEXT|CODE [--on DATE] [--json]`: units by name, with or without tone marks, or by whole code.
 * @returns 0 when something was found, 1 when nothing was
 * @throws Problem `invalid-input`
 */
export async function run(args: readonly string[], config: Config): Promise<number> {
  const options = { on: { type: 'string' }, json: { type: 'boolean', default: false } } as const;
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const text = positionals.join(' ').trim();
  if (text === '') throw new Problem('invalid-input', { details: 'nguon units find TEXT|CODE [--on YYYY-MM-DD]' });
  if (values.on !== undefined && !LocalDate.safeParse(values.on).success)
    throw new Problem('invalid-input', { details: `--on ${values.on}: YYYY-MM-DD` });
  const found = await lendRooms(config, 'units', async ({ db }) =>
    findUnits(db, { text, ...(values.on !== undefined && { on: values.on }) }),
  );
  process.stdout.write(values.json ? `${JSON.stringify(found)}\n` : found.map(line).join(''));
  return found.length > 0 ? 0 : 1;
}

function line({ code, name, path, validFrom, validTo }: Unit): string {
  const period = validTo === null ? '' : `  (${validFrom} – ${validTo})`;
  return `${(code ?? '').padEnd(6)} ${name}${path === '' ? '' : `, ${path}`}${period}\n`;
}
