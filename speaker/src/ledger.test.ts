import { appendFile, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Ledger, type Telling } from './ledger.ts';
import type { StartLine } from './ledger-lines.ts';

const BOOT = '00000000-0000-4000-8000-00000000000b';
const ORDER = '00000000-0000-4000-8000-00000000000a';
const SLOT = '2026-11-23T10:00:00.000Z';

let dir: string;
const path = (): string => join(dir, 'ledger.jsonl');

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'nguon-ledger-'));
});

afterEach(() => rm(dir, { recursive: true, force: true }));

function started(outcome: StartLine['outcome'], key = 'a@1', slot = SLOT): StartLine {
  return { key, order: ORDER, slot, attempts: 1, outcome };
}

const telling: Telling = {
  kind: 'finished',
  order: ORDER,
  slot: SLOT,
  at: SLOT,
  clockTrusted: true,
  attempt: 1,
  playedMs: 1_000,
  reason: null,
  detail: null,
};

test('what was written is there in the next life, numbered by its own', async () => {
  const first = await Ledger.open(path(), BOOT);
  await first.write({ start: started('playing') });
  await first.write({ start: started('finished') }, telling);
  await first.write({ version: { unit: ORDER, version: 7 }, ready: ORDER, command: BOOT }, telling);
  await first.close();
  const second = await Ledger.open(path(), ORDER);
  await second.write({}, telling);
  expect(second.starts.get('a@1')?.outcome).toBe('finished');
  expect([second.version(ORDER), second.ready.has(ORDER), second.commands.has(BOOT)]).toEqual([7, true, true]);
  expect(second.pending(10).map(({ boot, seq }) => [boot, seq])).toEqual([
    [BOOT, 0],
    [BOOT, 1],
    [ORDER, 0],
  ]);
  await second.close();
});

test('only an acknowledgement takes a receipt away', async () => {
  const ledger = await Ledger.open(path(), BOOT);
  await ledger.write({}, telling);
  await ledger.write({}, telling);
  await ledger.acknowledge(ledger.pending(1));
  await ledger.close();
  const again = await Ledger.open(path(), BOOT);
  expect(again.pending(10).map(({ seq }) => seq)).toEqual([1]);
  await again.close();
});

test('a line torn by a loss of power never happened, and harms no other', async () => {
  const ledger = await Ledger.open(path(), BOOT);
  await ledger.write({ start: started('finished') });
  await ledger.close();
  await appendFile(path(), '{"start":{"key":"b@2","order":');
  const next = await Ledger.open(path(), BOOT);
  await next.write({ start: started('playing', 'c@3') });
  await next.close();
  const last = await Ledger.open(path(), BOOT);
  expect([...last.starts.keys()]).toEqual(['a@1', 'c@3']);
  await last.close();
});

test('the version only rises', async () => {
  const ledger = await Ledger.open(path(), BOOT);
  await ledger.write({ version: { unit: ORDER, version: 9 } });
  await ledger.write({ version: { unit: ORDER, version: 3 } });
  expect(ledger.version(ORDER)).toBe(9);
  await ledger.close();
});

test('a long life does not make a long file, and starts of long ago are forgotten by the latest start, not by the clock', async () => {
  const ledger = await Ledger.open(path(), BOOT);
  await ledger.write({ start: started('finished', 'old@1', '2026-01-01T00:00:00.000Z') });
  const writes = Array.from({ length: 4_000 }, (_, index) =>
    ledger.write({ start: started('finished', `a@${index % 20}`) }, telling),
  );
  await Promise.all(writes);
  for (let batch = ledger.pending(500); batch.length > 0; batch = ledger.pending(500)) await ledger.acknowledge(batch);
  await ledger.write({}, telling);
  await ledger.close();
  const next = await Ledger.open(path(), BOOT);
  expect((await stat(path())).size).toBeLessThan(10_000);
  expect(next.starts.size).toBe(20);
  expect(next.pendingCount).toBe(1);
  await next.close();
  expect(await readFile(path(), 'utf8')).not.toContain('old@1');
});
