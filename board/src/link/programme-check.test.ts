import { describe, expect, it } from 'vitest';
import { COMMUNE, PROVINCE, buildEntry, buildProgramme, instant } from '../testing/documents.ts';
import { entryFault, frameFault } from './programme-check.ts';

describe('a second look at what was approved', () => {
  it('finds nothing in an honest entry', async () => {
    expect(await entryFault(await buildEntry(1), COMMUNE)).toBeNull();
    expect(frameFault(buildProgramme([]), COMMUNE, 2)).toBeNull();
  });

  it('refuses what was changed after approval', async () => {
    const entry = await buildEntry(1);
    const changed = { ...entry, request: { ...entry.request, targets: [COMMUNE, PROVINCE] } };
    expect(await entryFault(changed, COMMUNE)).toBe('digest-mismatch');
    const approvals = entry.approvals.map((approval) => ({ ...approval, digest: 'b'.repeat(64) }));
    expect(await entryFault({ ...entry, approvals }, COMMUNE)).toBe('approval-of-another-request');
    const own = entry.approvals.map((approval) => ({ ...approval, approver: entry.request.author }));
    expect(await entryFault({ ...entry, approvals: own }, COMMUNE)).toBe('author-approved');
    const slots = [{ at: instant(0), until: instant(9_000) }];
    expect(await entryFault({ ...entry, slots }, COMMUNE)).toBe('slot-not-approved');
    expect(await entryFault(entry, PROVINCE)).toBe('foreign-target');
    expect(await entryFault(await buildEntry(1, { class: 'emergency' }), COMMUNE)).toBe(
      'emergency-not-in-this-version',
    );
  });

  it('refuses a frame that is not its own', () => {
    expect(frameFault(buildProgramme([]), PROVINCE, 0)).toBe('foreign-unit');
    expect(frameFault(buildProgramme([]), COMMUNE, 3)).toBe('wrong-level');
    expect(frameFault(buildProgramme([], { until: instant(50 * 86_400_000) }), COMMUNE, 2)).toBe('impossible-span');
  });
});
