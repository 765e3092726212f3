import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BulletinBody } from '@nguon/protocol/http/bulletins.ts';
import { BULLETIN_EVENTS, bulletinStateAfter, hashContent, type BulletinState } from './rules.ts';

const UNIT = '11111111-1111-4111-8111-111111111111';
const body = (overrides: Partial<BulletinBody> = {}) =>
  BulletinBody.parse({ unit: UNIT, title: 'Họp thôn', text: 'Mời bà con.', ...overrides });

describe('the content of a revision', () => {
  it('has one name, whichever keyboard wrote it', async () => {
    const composed = await hashContent(body({ title: 'Ba Bể', text: 'một\nhai' }));
    const decomposed = await hashContent(body({ title: ' Ba  Be\u0302\u0309 '.trim(), text: 'một\r\nhai\n' }));
    expect(decomposed.sha256).toBe(composed.sha256);
    expect(composed.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('has another name when anything of it differs', async () => {
    const one = await hashContent(body());
    const others: Partial<BulletinBody>[] = [
      { title: 'Họp xã' },
      { text: 'Mời' },
      { class: 'priority' },
      { topic: 'y-te' },
      { genre: 'news' },
      { origin: 'collected' },
      { language: 'tyz' },
      { contributors: [{ part: 'author', name: 'Chị A' }] },
      { picture: { sha256: 'a'.repeat(64), alternative: '' } },
    ];
    const names = await Promise.all(others.map(async (other) => (await hashContent(body(other))).sha256));
    expect(new Set([one.sha256, ...names]).size).toBe(others.length + 1);
  });
});

describe('states of a bulletin', () => {
  it('never lets what is on the air be changed, and only a recall or its end takes it off', () => {
    const events = fc.array(fc.constantFrom(...BULLETIN_EVENTS), { maxLength: 40 });
    fc.assert(
      fc.property(events, (story) => {
        let state: BulletinState = 'draft';
        for (const event of story) {
          const next = bulletinStateAfter(state, event);
          if (state === 'ordered' && event === 'revise') expect(next).toBeNull();
          if (state === 'ordered' && next !== null && next !== 'ordered') expect(['recall', 'expire']).toContain(event);
          // By its own request, or as part of an approved edition; what was recalled never comes back unchanged.
          if (next === 'ordered') expect(['draft', 'submitted', 'returned', 'ordered', 'expired']).toContain(state);
          if (next === 'ordered') expect(['submit', 'return', 'release', 'order']).toContain(event);
          state = next ?? state;
        }
      }),
    );
  });
});
