import { parseArgs } from 'node:util';
import { DeviceKind } from '@nguon/protocol/programme.ts';
import type { Config } from '../config.ts';
import { lendRooms } from '../lend-rooms.ts';
import { Problem } from '../lib/problem.ts';
import { readRunning } from '../platform/data-folder.ts';
import { createSignerClient } from '../platform/signer.ts';
import { actorOfEmail } from '../rooms/accounts/service.ts';
import { makeClaimCode } from '../rooms/devices/service.ts';
import { findUnits } from '../rooms/units/service.ts';

const USAGE =
  'nguon device claim --unit CODE|TÊN --name TÊN --by EMAIL [--kind speaker|browser-speaker|board] [--json]';

/**
 * `nguon device claim`: prepares a place for a device in the name of a technician or administrator, and prints the claim string (mã lắp đặt)
 * that the device is given. The system must be running: its signer says the root key.
 * @throws Problem `invalid-input`, `not-found`, `forbidden`, `unavailable`
 */
export async function run(args: readonly string[], config: Config): Promise<void> {
  const text = { type: 'string' } as const;
  const options = {
    unit: text,
    name: text,
    by: text,
    kind: { ...text, default: 'speaker' },
    json: { type: 'boolean', default: false },
  } as const;
  const { values } = parseArgs({ args: [...args], options });
  const kind = DeviceKind.safeParse(values.kind);
  const { unit: wanted, name, by } = values;
  if (!wanted || !name || !by || !kind.success) throw new Problem('invalid-input', { details: USAGE });
  const running = await readRunning(config.dataDir);
  const [url, token] = [running?.['SIGNER_URL'], running?.['SIGNER_TOKEN']];
  if (!url || !token) throw new Problem('unavailable', { part: 'npm start' });
  const signer = createSignerClient({ url, token });
  const place = await lendRooms(config, 'device', async (rooms) => {
    const found = await findUnits(rooms.db, { text: wanted });
    const unit = found.find(({ code }) => code === wanted) ?? (found.length === 1 ? found[0] : undefined);
    if (!unit) throw new Problem('not-found');
    return makeClaimCode({ ...rooms, signer }, await actorOfEmail(rooms.db, by), {
      unit: unit.id,
      kind: kind.data,
      name,
    });
  });
  process.stdout.write(`${values.json ? JSON.stringify(place) : place.claimString}\n`);
}
