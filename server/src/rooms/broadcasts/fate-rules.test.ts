import { expect, it } from 'vitest';
import { fateOf } from './fate-rules.ts';

const words = { state: 'standing' as const, stopped: false, heard: false, begun: false, over: false };

it('is planned while there is no order', () => {
  expect(fateOf(null)).toBe('planned');
});

it.each([
  [{}, 'planned'],
  [{ begun: true }, 'playing'],
  [{ begun: true, heard: true }, 'heard'],
  [{ begun: true, over: true }, 'unheard'],
  [{ over: true }, 'unheard'],
  [{ state: 'refused' as const }, 'unheard'],
  [{ begun: true, stopped: true }, 'stopped'],
  [{ state: 'stopped' as const, over: true }, 'stopped'],
  [{ state: 'recalled' as const }, 'stopped'],
  [{ state: 'recalled' as const, heard: true }, 'heard'],
])('of %j is %s', (change, fate) => {
  expect(fateOf({ ...words, ...change })).toBe(fate);
});
