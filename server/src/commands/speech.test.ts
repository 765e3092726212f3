import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeTestFolder } from '../platform/test-folder.ts';

const CLI = join(import.meta.dirname, '../cli.ts');
let folder: Awaited<ReturnType<typeof makeTestFolder>>;

beforeAll(async () => {
  folder = await makeTestFolder();
});
afterAll(async () => folder.remove());

/** Gives a command as at the terminal. */
async function nguon(words: readonly string[], input = ''): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, [CLI, ...words], { env: { PATH: process.env['PATH'], DATA_DIR: folder.path } });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stdin.end(input);
  return new Promise((settle) => child.once('close', (code) => settle({ code, said })));
}

describe('nguon speech', () => {
  it('reads each line as it is spoken', { timeout: 30_000 }, async () => {
    const { code, said } = await nguon(['speech', 'normalise'], 'Họp lúc 17h30\nTrên 70% xã\n');
    expect(code).toBe(0);
    expect(said).toBe('Họp lúc mười bảy giờ ba mươi phút\nTrên bảy mươi phần trăm xã\n');
  });

  it('says where the words were changed, for a program', { timeout: 30_000 }, async () => {
    const { said } = await nguon(['speech', 'normalise', '--json'], 'Ngày 2/9\n');
    const parsed = JSON.parse(said) as { spans: { original: string }[]; seconds: { normal: number } };
    expect(parsed.spans.map((span) => span.original)).toContain('2/9');
    expect(parsed.seconds.normal).toBeGreaterThan(0);
  });

  it('turns an official text into one for the ear', { timeout: 30_000 }, async () => {
    const letter = 'Kính gửi: Các thôn\n- Dọn mương;\n- Đắp bờ./.\nTRƯỞNG THÔN\n\nNông Văn Mẫu\n';
    const { code, said } = await nguon(['speech', 'spoken-form'], letter);
    expect([code, said]).toEqual([0, 'Thứ nhất, dọn mương.\nThứ hai, đắp bờ.\n']);
    const { said: json } = await nguon(['speech', 'spoken-form', '--json'], letter);
    const { changes } = JSON.parse(json) as { changes: { kind: string; why: string }[] };
    expect(changes.map(({ kind }) => kind)).toEqual(['recipients', 'list', 'list', 'layout', 'signature']);
  });

  it('makes a finished sound', { timeout: 60_000 }, async () => {
    const out = join(folder.path, 'chao.ogg');
    const { code, said } = await nguon(
      ['speech', 'say', '--out', out],
      'Xin chào bà con thôn Mẫu 1. Mời bà con đến họp.',
    );
    expect(said).toContain('giọng máy dự phòng');
    expect(code).toBe(0);
    expect((await readFile(out)).subarray(0, 4).toString()).toBe('OggS');
  });

  it('says what is missing, in both languages', { timeout: 30_000 }, async () => {
    const { code, said } = await nguon(['speech', 'say', 'không có tệp ra']);
    expect(code).toBe(1);
    expect(said).toMatch(/Thông tin gửi lên chưa đúng[\s\S]*What was sent is not right/);
  });
});
