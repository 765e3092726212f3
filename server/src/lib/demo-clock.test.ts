import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localMinute } from '@nguon/protocol/wall-clock.ts';
import { forwardTo } from './demo-clock.ts';

describe('forwardTo', () => {
  it('reaches the minute, forward, within a day', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4e12 }),
        fc.integer({ min: -1e9, max: 1e9 }),
        fc.nat(1439),
        (machine, offset, minute) => {
          const next = forwardTo(minute, machine, offset);
          expect(localMinute(machine + next, 420)).toBe(minute);
          expect(next - offset).toBeGreaterThanOrEqual(0);
          expect(next - offset).toBeLessThan(86_400_000);
        },
      ),
    );
  });
});
