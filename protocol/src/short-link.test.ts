import fc from 'fast-check';
import { expect, it } from 'vitest';
import { idsOfCode, shortPath } from './short-link.ts';

it('is short, and leads back to its bulletin alone', () => {
  fc.assert(
    fc.property(fc.uuid(), fc.uuid(), (id, other) => {
      const path = shortPath(id);
      expect(path).toMatch(/^\/b\/[0-9a-z]{10}$/);
      const ids = idsOfCode(path.slice(3))!;
      expect(ids.first <= id && id <= ids.last).toBe(true);
      if (other.slice(0, 13) !== id.slice(0, 13)) expect(ids.first <= other && other <= ids.last).toBe(false);
    }),
  );
});

it('stays what was once printed', () => {
  expect(shortPath('01234567-89ab-4def-8123-456789abcdef')).toBe('/b/014d2pf2db');
});

it.each(['', 'ABCDEFGHJK', '014d2pf2d', '014d2pf2dbb', 'il0ou00000', 'zzzzzzzzzz', '../../etc/'])(
  'refuses %j',
  (code) => {
    expect(idsOfCode(code)).toBeNull();
  },
);
