import { join } from 'node:path';
import type { Config } from '../config.ts';
import { Problem } from '../lib/problem.ts';
import { makePrivateFolder, readIfThere, writeDurably } from '../platform/private-files.ts';

const USAGE = 'nguon phone vouch MÃ-MÁY';

/**
 * `nguon phone vouch KID`: the operator answers for a phone when nobody enrolled is left who could. Takes the machine on which the signer's
 * own folder lies; the phone's owner then finishes the enrolment as usual.
 * @throws Problem `invalid-input`
 */
export async function run(args: readonly string[], { dataDir }: Config): Promise<void> {
  const [kid = ''] = args;
  if (args.length !== 1 || !/^[0-9a-f]{32}$/.test(kid)) throw new Problem('invalid-input', { details: USAGE });
  const folder = join(dataDir, 'signer');
  await makePrivateFolder(folder);
  const path = join(folder, 'vouched.txt');
  const known = (await readIfThere(path)) ?? '';
  if (!known.split('\n').includes(kid)) await writeDurably(path, `${known}${kid}\n`);
  process.stdout.write(`Đã bảo đảm cho máy / vouched for phone ${kid}\n`);
}
