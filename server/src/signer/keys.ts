import { join } from 'node:path';
import { exportJWK, importJWK, type CryptoKey } from 'jose';
import { z } from 'zod';
import { generateKey, kidOf, type SigningKey } from '@nguon/protocol/sign.ts';
import type { PublicKey } from '@nguon/protocol/verify.ts';
import type { SignerKeys } from '../lib/signing.ts';
import { makePrivateFolder, readIfThere, writeDurably } from '../platform/private-files.ts';

/** One key per purpose: what is signed for one can never pass for another, and each can be changed alone. */
const PURPOSES = ['programme', 'command', 'login'] as const;
type KeyName = 'root' | (typeof PURPOSES)[number];

const StoredKey = z.strictObject({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.string().length(43),
  d: z.string().length(43),
});

/** All private keys of the province, and their public halves as devices know them. */
export interface Keys {
  signing: Record<KeyName, SigningKey>;
  public: SignerKeys;
}

/** The root key is missing where it must have been: making a new one would cut off every device. */
export class RootKeyLost extends Error {
  constructor(path: string) {
    super(
      `${path}: mất khóa gốc của tỉnh; khôi phục thư mục khóa từ bản sao lưu, không tạo khóa mới / ` +
        'the root key is gone; restore the key folder from a backup, a new one would cut off every device',
    );
    this.name = 'RootKeyLost';
  }
}

/**
 * Reads the keys of a folder (JWK files, 0600), and makes those that are missing.
 * @param mayMakeRoot false where the signer has signed before, so that a lost root key is noticed
 * @throws RootKeyLost
 */
export async function openKeys(folder: string, mayMakeRoot: boolean): Promise<Keys> {
  await makePrivateFolder(folder);
  const rootPath = join(folder, 'root.jwk');
  if (!mayMakeRoot && (await readIfThere(rootPath)) === null) throw new RootKeyLost(rootPath);
  const [root, programme, command, login] = await Promise.all([
    openKey(rootPath),
    openKey(join(folder, 'programme.jwk')),
    openKey(join(folder, 'command.jwk')),
    openKey(join(folder, 'login.jwk')),
  ]);
  const online = { programme, command, login };
  return {
    signing: { root: root.signing, programme: programme.signing, command: command.signing, login: login.signing },
    public: {
      root: root.public,
      trusted: PURPOSES.map((purpose) => ({ ...online[purpose].public, purposes: [purpose], units: null })),
    },
  };
}

async function openKey(path: string): Promise<{ signing: SigningKey; public: PublicKey }> {
  const stored = await readIfThere(path);
  const jwk = stored === null ? await makeKey(path) : StoredKey.parse(JSON.parse(stored));
  const kid = await kidOf(jwk.x);
  const key = (await importJWK(jwk, 'Ed25519')) as CryptoKey;
  return { signing: { kid, key }, public: { kid, x: jwk.x } };
}

async function makeKey(path: string): Promise<z.infer<typeof StoredKey>> {
  const { signing } = await generateKey(true);
  const { kty, crv, x, d } = await exportJWK(signing.key);
  const jwk = StoredKey.parse({ kty, crv, x, d });
  await writeDurably(path, `${JSON.stringify(jwk)}\n`);
  return jwk;
}
