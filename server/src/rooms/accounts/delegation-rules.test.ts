import { Role } from '@nguon/protocol/http/accounts.ts';
import { describe, expect, it } from 'vitest';
import { LONGEST_DELEGATION_DAYS, refusalOfDelegation, type DelegationFacts } from './delegation-rules.ts';

const FACTS: DelegationFacts = {
  role: 'commune-leader',
  today: '2026-11-25',
  until: '2026-11-27',
  isSelf: false,
  belongs: true,
  holdsAlready: false,
};

describe('handing on an approving right', () => {
  it.each<[string, Partial<DelegationFacts>, ReturnType<typeof refusalOfDelegation>]>([
    ['for three days', {}, null],
    ['for today only', { until: '2026-11-25' }, null],
    ['for the longest time', { until: '2027-02-25' }, null],
    ['a day longer', { until: '2027-02-26' }, 'day'],
    ['until yesterday', { until: '2026-11-24' }, 'day'],
    ['to oneself', { isSelf: true }, 'not-found'],
    ['to somebody elsewhere', { belongs: false }, 'not-found'],
    ['to somebody elsewhere for too long tells no more', { belongs: false, until: '2030-01-01' }, 'not-found'],
    ['to somebody who has it', { holdsAlready: true }, 'already'],
  ])('%s', (_name, changed, refusal) => {
    expect(refusalOfDelegation({ ...FACTS, ...changed })).toBe(refusal);
  });

  it.each(Role.options)('as %s', (role) => {
    const approves = role === 'commune-leader' || role === 'editorial-board';
    expect(refusalOfDelegation({ ...FACTS, role })).toBe(approves ? null : 'forbidden');
  });

  it('holds for a quarter of a year at most', () => {
    expect(LONGEST_DELEGATION_DAYS).toBe(92);
  });
});
