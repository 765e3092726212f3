import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { playScenario, readGolden } from './resolve-golden.ts';

const text = readFileSync(new URL('../golden/resolve.json', import.meta.url), 'utf8');
const golden = readGolden(JSON.parse(text));

describe('golden timelines', () => {
  it('are many and each has its own name', () => {
    expect(new Set(golden.scenarios.map(({ name }) => name)).size).toBe(golden.scenarios.length);
    expect(golden.scenarios.length).toBeGreaterThanOrEqual(60);
  });

  it.each(golden.scenarios.map((scenario) => [scenario.name, scenario] as const))('%s', (_name, scenario) => {
    expect(playScenario(golden, scenario)).toEqual(scenario.expect);
  });

  it.each(golden.scenarios.map((scenario) => [scenario.name, scenario] as const))(
    'reversed input: %s',
    (_n, scenario) => {
      const reversed = { ...scenario, occurrences: scenario.occurrences.toReversed() };
      expect(playScenario(golden, reversed)).toEqual(scenario.expect);
    },
  );
});
