const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';
const LENGTH = 10;
const CODE = /^[0-9a-hjkmnp-tv-z]{10}$/;

/**
 * The short public address of a bulletin, below the house's own: "/b/" and ten letters that people do not confuse, which stand for
 * the first 48 bits of its id.
 */
export function shortPath(bulletin: string): string {
  let rest = BigInt(`0x${bulletin.replaceAll('-', '').slice(0, 12)}`);
  let code = '';
  for (let place = 0; place < LENGTH; place += 1) {
    code = (LETTERS[Number(rest % 32n)] ?? '') + code;
    rest /= 32n;
  }
  return `/b/${code}`;
}

/** The first and last id that a short code can stand for; null for what is no code. */
export function idsOfCode(code: string): { first: string; last: string } | null {
  if (!CODE.test(code)) return null;
  const bits = Array.from(code).reduce((sum, letter) => sum * 32n + BigInt(LETTERS.indexOf(letter)), 0n);
  const head = bits.toString(16).padStart(12, '0');
  if (head.length > 12) return null;
  const start = `${head.slice(0, 8)}-${head.slice(8)}`;
  return { first: `${start}-0000-0000-000000000000`, last: `${start}-ffff-ffff-ffffffffffff` };
}
