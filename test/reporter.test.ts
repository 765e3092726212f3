import { describe, expect, it } from 'vitest';
import { closingLine, tally, type CountedModule } from './reporter.ts';

function buildModule(states: string[], fileErrors = 0, hookErrors = 0): CountedModule {
  return {
    moduleId: 'example.test.ts',
    errors: () => Array.from({ length: fileErrors }, () => new Error('load')),
    children: {
      allTests: () =>
        states.map((state, at) => ({
          fullName: `test ${at}`,
          result: () => ({ state, errors: state === 'failed' ? [{ message: 'expected 12\nto be 13' }] : [] }),
        })),
      allSuites: () => [
        { fullName: 'suite', errors: () => Array.from({ length: hookErrors }, () => new Error('hook')) },
      ],
    },
  };
}

describe('the closing line', () => {
  it('counts what passed and what failed, and says why', () => {
    expect(tally([buildModule(['passed', 'failed']), buildModule(['passed'])], 0, false)).toEqual({
      passed: 2,
      failed: 1,
      reasons: ['example.test.ts > test 1: expected 12'],
    });
  });

  it('counts a skipped and an unfinished test as failures and names them', () => {
    const count = tally([buildModule(['passed', 'skipped', 'pending'])], 0, false);
    expect(count).toMatchObject({ passed: 1, failed: 2 });
    expect(count.reasons[0]).toBe('skipped, so counted as failed: test 1');
  });

  it('leaves out the tests that a name pattern did not choose', () => {
    expect(tally([buildModule(['passed', 'skipped'])], 0, true)).toMatchObject({ passed: 1, failed: 0 });
  });

  it('counts broken files, broken hooks, stray errors and an empty run', () => {
    expect(tally([buildModule([], 1)], 0, false).failed).toBe(1);
    expect(tally([buildModule(['passed'], 0, 1)], 0, false).failed).toBe(1);
    expect(tally([buildModule(['passed'])], 3, false).failed).toBe(1);
    expect(tally([], 0, false)).toMatchObject({ passed: 0, failed: 1 });
  });

  it('is plain', () => {
    expect(closingLine({ passed: 12, failed: 0 })).toBe('12 passed, 0 failed');
  });
});
