import { describe, expect, it } from 'vitest';
import { isUse, stateOf, type Question } from './machine-rules.ts';

describe('a question of a machine', () => {
  const fresh: Question = {
    expiresAt: new Date('2026-11-23T02:02:00Z'),
    wrongCodes: 0,
    confirmed: false,
    entered: false,
  };
  it.each<[string, Partial<Question> | null, string, ReturnType<typeof stateOf>]>([
    ['just asked', {}, '02:00:00', 'waiting'],
    ['in its last moment', {}, '02:01:59', 'waiting'],
    ['after two minutes', {}, '02:02:00', 'over'],
    ['after two wrong codes', { wrongCodes: 2 }, '02:00:00', 'waiting'],
    ['after three', { wrongCodes: 3 }, '02:00:00', 'over'],
    ['confirmed', { confirmed: true }, '02:01:00', 'confirmed'],
    ['confirmed too late to enter', { confirmed: true }, '02:02:00', 'over'],
    ['entered', { confirmed: true, entered: true }, '02:01:00', 'over'],
    ['that nobody asked', null, '02:00:00', 'over'],
  ])('%s', (_name, changed, time, state) => {
    expect(stateOf(changed && { ...fresh, ...changed }, new Date(`2026-11-23T${time}Z`))).toBe(state);
  });

  it('counts as use what changes something', () => {
    expect(['GET', 'HEAD', 'POST', 'PUT', 'DELETE'].filter(isUse)).toEqual(['POST', 'PUT', 'DELETE']);
  });
});
