import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const LAUNCHER = join(import.meta.dirname, '../bin/nguon.js');

function nguon(
  args: string[],
  variables: Record<string, string> = {},
): { code: number | null; out: string; err: string } {
  const ended = spawnSync(process.execPath, [LAUNCHER, ...args], { env: { PATH: '/usr/bin:/bin', ...variables } });
  return { code: ended.status, out: ended.stdout.toString(), err: ended.stderr.toString() };
}

describe('the command line', { timeout: 30_000 }, () => {
  it('shows every command in both languages', () => {
    const { code, out } = nguon(['--help']);
    expect(code).toBe(0);
    expect(out).toMatch(/nguon start +chạy toàn bộ hệ thống \/ run the whole system/);
    expect(out).toMatch(/nguon backup/);
  });

  it('says so when there is no such command', () => {
    const { code, err } = nguon(['frobnicate']);
    expect(code).toBe(2);
    expect(err).toContain('there is no command "frobnicate"');
  });

  it('names a wrong setting without a stack', () => {
    const { code, err } = nguon(['migrate'], { PORT: 'eighty' });
    expect(code).toBe(2);
    expect(err).toBe('PORT: phải là số nguyên từ 1 đến 65535 / must be a whole number from 1 to 65535\n');
  });
});
