import { afterEach, expect, it, vi } from 'vitest';
import { run } from './privacy-measure.ts';

afterEach(() => vi.restoreAllMocks());

async function printed(...args: string[]): Promise<{ text: string; code: number }> {
  let text = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    text += String(chunk);
    return true;
  });
  return { code: await run(args), text };
}

it('prints what is found of each set and each kind, and succeeds while the targets are reached', async () => {
  const { text, code } = await printed();
  expect(code).toBe(0);
  expect(text).toMatch(
    /held-out\n {2}tất cả \/ all +tìm thấy \/ found \d+\.\d % \(\d+\/\d+\) +báo nhầm \/ false alarms/,
  );
  expect(text).toContain('đạt / reached');
});

it('prints the same as JSON', async () => {
  const { text } = await printed('--json');
  const { sets, targets } = JSON.parse(text) as {
    sets: { name: string; measure: { all: { telling: number } } }[];
    targets: object;
  };
  expect(sets.map(({ name }) => name)).toEqual(['development', 'held-out', 'all']);
  expect(sets[2]!.measure.all.telling).toBe(sets[0]!.measure.all.telling + sets[1]!.measure.all.telling);
  expect(targets).toEqual({ found: 0.95, falseAlarms: 0.05 });
});
