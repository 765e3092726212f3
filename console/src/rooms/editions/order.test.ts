import { expect, test } from 'vitest';
import { freshKey, moved, placeFor, totalMs, type Placed } from './order.ts';

const part = (key: string, kind: Placed['kind'] = 'bulletin'): Placed => ({
  key,
  kind,
  title: key,
  bulletin: null,
  item: null,
  readings: 1,
  onceMs: 10_000,
});
const keys = (parts: readonly Placed[]): string => parts.map(({ key }) => key).join('');

test('a part moves by one place and stops at either end', () => {
  const parts = [part('a'), part('b'), part('c')];
  expect(keys(moved(parts, 'a', 1))).toBe('bac');
  expect(keys(moved(parts, 'c', -1))).toBe('acb');
  expect(keys(moved(parts, 'a', -1))).toBe('abc');
  expect(keys(moved(parts, 'c', 1))).toBe('abc');
  expect(keys(moved(parts, 'x', 1))).toBe('abc');
});

test('a new part goes where its kind belongs', () => {
  const parts = [part('c', 'chime'), part('g', 'greeting'), part('n'), part('e', 'closing')];
  expect(placeFor(parts, 'chime')).toBe(0);
  expect(placeFor(parts, 'greeting')).toBe(2);
  expect(placeFor(parts, 'bulletin')).toBe(3);
  expect(placeFor(parts, 'music')).toBe(3);
  expect(placeFor(parts, 'closing')).toBe(4);
  expect(placeFor([], 'bulletin')).toBe(0);
});

test('the whole is as long as its readings and the pauses between them', () => {
  expect(totalMs([])).toBe(0);
  expect(totalMs([part('a'), { ...part('b'), readings: 2 }])).toBe(32_000);
});

test('the same music may stand in it twice, under keys of its own', () => {
  const first = part(freshKey([], 'music x'), 'music');
  const second = part(freshKey([first], 'music x'), 'music');
  expect(second.key).not.toBe(first.key);
  expect(freshKey([second], 'music x')).toBe(first.key);
});
