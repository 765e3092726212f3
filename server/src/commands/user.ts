import { parseArgs } from 'node:util';
import { z } from 'zod';
import { GivenRole } from '@nguon/protocol/http/accounts.ts';
import type { Config } from '../config.ts';
import { Problem } from '../lib/problem.ts';
import { lendRooms, type Lent } from '../lend-rooms.ts';
import { inTransaction } from '../platform/db.ts';
import { admit } from '../rooms/accounts/service.ts';
import { findUnits } from '../rooms/units/service.ts';

const Wanted = z.object({
  email: z.email('--email'),
  name: z.string('--name').trim().min(1, '--name'),
  role: z.enum(GivenRole.options, `--role ${GivenRole.options.join('|')}`),
  unit: z.string('--unit CODE').min(1, '--unit CODE'),
});

/**
 * `nguon user add --email E --name N --role R --unit CODE [--json]`: adds a person, or a right to one who is there,
 * and prints a one-time sign-in link for them.
 * @throws Problem `invalid-input` naming what is missing or wrong
 */
export async function run(args: readonly string[], config: Config): Promise<void> {
  const text = { type: 'string' } as const;
  const options = {
    email: text,
    name: text,
    role: text,
    unit: text,
    json: { type: 'boolean', default: false },
  } as const;
  const { values } = parseArgs({ args: [...args], options });
  const wanted = Wanted.safeParse(values);
  if (!wanted.success)
    throw new Problem('invalid-input', { details: wanted.error.issues.map((issue) => issue.message).join(', ') });
  const link = await lendRooms(config, 'user', async (rooms) => add(rooms, wanted.data));
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ email: wanted.data.email.toLowerCase(), link })}\n`
      : `Đường dẫn đăng nhập một lần cho / one-time sign-in link for ${wanted.data.email}:\n  ${link}\n`,
  );
}

async function add(rooms: Lent, { unit: code, role, name, email }: z.output<typeof Wanted>): Promise<string> {
  const unit = (await findUnits(rooms.db, { text: code })).find((found) => found.code === code);
  if (!unit)
    throw new Problem('invalid-input', { details: `--unit ${code}: không có địa bàn này / there is no such unit` });
  return inTransaction(rooms.db, async (tx) => admit(tx, rooms, { name, email, grants: [{ role, unit: unit.id }] }));
}
