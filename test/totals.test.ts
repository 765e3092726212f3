import { expect, it } from 'vitest';
import { closingLine } from './reporter.ts';
import { readClosingLine, readFailures } from './totals.ts';

it('reads back what the reporter writes', () => {
  expect(readClosingLine(`noise\n${closingLine({ passed: 12, failed: 3 })}\n`)).toEqual({ passed: 12, failed: 3 });
});

it('takes the last closing line', () => {
  expect(readClosingLine('1 passed, 0 failed\n2 passed, 1 failed\n')).toEqual({ passed: 2, failed: 1 });
});

it('is not taken in by a sentence', () => {
  expect(readClosingLine('all 3 passed, 0 failed\n')).toBeNull();
  expect(readClosingLine('')).toBeNull();
});

it('reads back why a run failed, and nothing else', () => {
  expect(readFailures('noise ✗\n✗ file > test: expected 12\n   ✗ indented\n3 passed, 1 failed\n')).toEqual([
    '✗ file > test: expected 12',
  ]);
});
