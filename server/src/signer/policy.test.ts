import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson, sha256 } from '@nguon/protocol/canonical.ts';
import type { OrderEntry, RelayEntry } from '@nguon/protocol/programme.ts';
import type { Approval, Request } from '@nguon/protocol/request.ts';
import type { ProgrammeDraft, RefusalReason } from '../lib/signing.ts';
import { judgeProgramme, type ProgrammeFacts, type ReleasedOrder } from './policy.ts';
import {
  NOON,
  PEOPLE,
  PLACES,
  buildApproval,
  buildDraft,
  buildEntry,
  buildFacts,
  buildLimits,
  buildRequest,
  minutes,
} from './testing/drafts.ts';

type Case = {
  request?: Partial<Request>;
  /** One approval per change; absent: the leader's. */
  approvals?: Partial<Approval>[];
  entry?: Partial<OrderEntry>;
  draft?: Partial<ProgrammeDraft>;
  facts?: Partial<ProgrammeFacts>;
};

async function verdict({
  request = {},
  approvals,
  entry = {},
  draft = {},
  facts = {},
}: Case): Promise<RefusalReason | 'signed'> {
  const asked = buildRequest(request);
  const given = approvals && (await Promise.all(approvals.map((change) => buildApproval(asked, change))));
  const whole = buildDraft([await buildEntry(asked, { ...(given && { approvals: given }), ...entry })], draft);
  return judgeProgramme(whole, await buildFacts(whole, facts))?.reason ?? 'signed';
}

const twoEditors = [{ approver: PEOPLE.editor }, { approver: PEOPLE.secondEditor, step: 2 }];
const provincial = { unit: PLACES.province };
const sound = (durationMs: number) => ({ language: 'vi', sha256: 'a'.repeat(64), bytes: 1, durationMs });
const now = (windowMs: number, notAfter = minutes(60)) => ({ kind: 'now', windowMs, notAfter }) as const;

describe('one order', () => {
  const table: [string, Case, RefusalReason | 'signed'][] = [
    ["the leader released his commune's item", {}, 'signed'],
    [
      'a village below the commune',
      { request: { targets: [PLACES.village] }, draft: { unit: PLACES.village, level: 3 } },
      'signed',
    ],
    ["another request than the digest's", { entry: { digest: 'b'.repeat(64) } }, 'digest-differs'],
    ['an approval of another digest', { approvals: [{ digest: 'b'.repeat(64) }] }, 'digest-differs'],
    ['the author approves', { request: { author: PEOPLE.leader } }, 'author-approves'],
    [
      'a right that was handed on, on its last day',
      { approvals: [{ approver: PEOPLE.deputy, at: minutes(-11) }] },
      'signed',
    ],
    ['a right that was handed on and has ended', { approvals: [{ approver: PEOPLE.deputy }] }, 'outside-territory'],
    ['nobody known approves', { approvals: [{ approver: randomUUID() }] }, 'approver-unknown'],
    ['an officer, whose role does not approve', { approvals: [{ approver: PEOPLE.officer }] }, 'outside-territory'],
    [
      'the leader of another commune',
      { request: { unit: PLACES.neighbour, targets: [PLACES.neighbour, PLACES.commune] } },
      'outside-territory',
    ],
    [
      "one target beyond the leader's commune",
      { request: { targets: [PLACES.commune, PLACES.neighbour] } },
      'outside-territory',
    ],
    ['an unknown target', { request: { targets: [PLACES.commune, randomUUID()] } }, 'outside-territory'],
    ['an unknown requesting unit', { request: { unit: randomUUID() } }, 'outside-territory'],
    ['a programme of a unit that is no target', { request: { targets: [PLACES.village] } }, 'outside-territory'],
    ['a programme of a wrong level', { draft: { level: 1 } }, 'outside-territory'],
    [
      'a provincial item with one approval',
      { request: provincial, approvals: [{ approver: PEOPLE.editor }] },
      'approvals-missing',
    ],
    ['a provincial item with two', { request: provincial, approvals: twoEditors }, 'signed'],
    [
      'the same person twice',
      { request: provincial, approvals: [{ approver: PEOPLE.editor }, { approver: PEOPLE.editor, step: 2 }] },
      'approvals-missing',
    ],
    [
      'the same step twice',
      { request: provincial, approvals: [{ approver: PEOPLE.editor }, { approver: PEOPLE.secondEditor }] },
      'approvals-missing',
    ],
    [
      'a bad second approval on top of a good one',
      { approvals: [{}, { approver: randomUUID(), step: 2 }] },
      'approver-unknown',
    ],
    ['an approval still to come', { approvals: [{ at: minutes(5) }] }, 'approvals-missing'],
    ['95 % heard', { approvals: [{ listenedMs: 28_500 }] }, 'signed'],
    ['less than 95 % heard', { approvals: [{ listenedMs: 28_499 }] }, 'not-listened'],
    ['by link, not heard', { approvals: [{ listenedMs: 0, channel: 'link' }] }, 'not-listened'],
    ['nothing to hear', { request: { sounds: [] }, approvals: [{ listenedMs: 0 }] }, 'signed'],
    ['by a code that was read out', { approvals: [{ channel: 'code', listenedMs: 0 }] }, 'signed'],
    [
      'a priority item by a code',
      { request: { class: 'priority' }, approvals: [{ channel: 'code', listenedMs: 0 }] },
      'code-not-allowed',
    ],
    [
      'a long item by a code',
      { request: { sounds: [sound(200_000)] }, approvals: [{ channel: 'code', listenedMs: 0 }] },
      'code-not-allowed',
    ],
    [
      'one code more than a day has',
      {
        approvals: [{ channel: 'code', listenedMs: 0 }],
        facts: {
          enrolled: {
            keys: [],
            signatures: new Map(),
            permits: [],
            codesWithinDay: () => 2,
            releaseByTemplate: () => null,
          },
        },
      },
      'code-not-allowed',
    ],
    [
      'a provincial item by codes',
      { request: provincial, approvals: twoEditors.map((one) => ({ ...one, channel: 'code' as const })) },
      'code-not-allowed',
    ],
    ['a signature that nobody enrolled made', { approvals: [{ signature: 'x.y.z' }] }, 'signature-wrong'],
    ['by a template under which nothing was filled', { approvals: [{ channel: 'template' }] }, 'standing-refused'],
    ['by signed paper, which is not open yet', { approvals: [{ channel: 'paper' }] }, 'approvals-missing'],
    ['an emergency', { request: { class: 'emergency' } }, 'class-not-allowed'],
    [
      'a slot that was not approved',
      { entry: { slots: [{ at: minutes(31), until: minutes(45) }] } },
      'slot-not-requested',
    ],
    [
      'a slot that ends later than approved',
      { entry: { slots: [{ at: minutes(30), until: minutes(46) }] } },
      'slot-not-requested',
    ],
    ['an item that expires before it ends', { request: { expiresAt: minutes(31) } }, 'expired'],
    ['a window that outlasts the expiry', { request: { expiresAt: minutes(44) } }, 'signed'],
    ['something shown after its expiry', { request: { channels: ['board'], expiresAt: minutes(29) } }, 'expired'],
    [
      'an item longer than its slot',
      { request: { sounds: [sound(450_000)] }, approvals: [{ listenedMs: 450_000 }] },
      'too-long',
    ],
    ['an item longer than any may be', { facts: { limits: buildLimits({ longestItemMs: 60_000 }) } }, 'too-long'],
    [
      'a long item for boards alone',
      { request: { channels: ['board'] }, facts: { limits: buildLimits({ longestItemMs: 1 }) } },
      'signed',
    ],
    [
      'stopped here before',
      {
        facts: { stopped: new Set(['11111111-1111-4111-8111-111111111111']) },
        entry: { order: '11111111-1111-4111-8111-111111111111' },
      },
      'stopped',
    ],
    ['now, as asked', { request: { times: now(600_000) } }, 'signed'],
    [
      'now, before the approval',
      { request: { times: now(600_000) }, entry: { slots: [{ at: minutes(-6), until: minutes(0) }] } },
      'slot-not-requested',
    ],
    ['now, too late', { request: { times: now(600_000, minutes(-1)) } }, 'slot-not-requested'],
    ['now, in a wider window', { request: { times: now(599_999) } }, 'slot-not-requested'],
    [
      'now, twice',
      {
        request: { times: now(600_000) },
        entry: {
          slots: [
            { at: minutes(0), until: minutes(5) },
            { at: minutes(5), until: minutes(10) },
          ],
        },
      },
      'slot-not-requested',
    ],
  ];
  test.each(table)('%s', async (_name, asked, expected) => {
    expect(await verdict(asked)).toBe(expected);
  });

  test('names the entry at fault', async () => {
    const good = await buildEntry(buildRequest());
    const bad = await buildEntry(buildRequest({ class: 'emergency' }));
    const draft = buildDraft([good, bad]);
    expect(judgeProgramme(draft, await buildFacts(draft))).toMatchObject({
      reason: 'class-not-allowed',
      order: bad.order,
    });
  });
});

describe('quiet hours', () => {
  const at = (clock: string, untilMinutes: number): Case => {
    const begin = Date.parse(`2026-11-23T${clock}:00.000+07:00`);
    const slots = [{ at: new Date(begin).toISOString(), until: new Date(begin + untilMinutes * 60_000).toISOString() }];
    return { request: { times: { kind: 'slots', slots } } };
  };
  test.each([
    ['ends at 22:00 sharp', at('21:58', 30), 'signed'],
    ['would run into them', at('21:59', 30), 'quiet-hours'],
    ['begins in them', at('03:15', 30), 'quiet-hours'],
    ['begins as they end', at('05:00', 30), 'signed'],
    ['begins as they begin', at('22:00', 30), 'quiet-hours'],
  ] as const)('%s', async (_name, asked, expected) => {
    // 61 s of sound: 30 + 1 + 30.
    expect(await verdict(asked)).toBe(expected);
  });

  const relay = (from: number, to: number): RelayEntry => ({
    kind: 'relay',
    relay: randomUUID(),
    title: 'VOV1',
    stream: 'https://phat.example.vn:8000/vov1',
    slots: [{ at: minutes(from), until: minutes(to) }],
  });
  test.each([
    ['a relay by day', relay(0, 30), {}, 'signed'],
    ['a relay into the night', relay(270, 301), {}, 'quiet-hours'],
    ['a relay around the night', relay(0, 1440), {}, 'quiet-hours'],
    ['a relay that ends before it begins', relay(30, 30), {}, 'slot-not-requested'],
    ['a relay from another host', relay(0, 30), { limits: buildLimits({ relayHosts: ['vov.vn'] }) }, 'outside-limits'],
    [
      'a relay from an allowed host',
      relay(0, 30),
      { limits: buildLimits({ relayHosts: ['phat.example.vn:8000'] }) },
      'signed',
    ],
  ] as const)('%s', async (_name, entry, facts, expected) => {
    const draft = buildDraft([entry]);
    expect(judgeProgramme(draft, await buildFacts(draft, facts))?.reason ?? 'signed').toBe(expected);
  });
});

describe('what was released', () => {
  async function released(entry: OrderEntry): Promise<Pick<ProgrammeFacts, 'releasedByOrder' | 'releasedByRequest'>> {
    const { order, request, digest, approvals, slots } = entry;
    const memory: ReleasedOrder = {
      order,
      request: request.id,
      digest,
      approvals: await sha256(canonicalJson(approvals)),
      now: request.times.kind === 'now' ? (slots[0] ?? null) : null,
    };
    return { releasedByOrder: new Map([[order, memory]]), releasedByRequest: new Map([[request.id, memory]]) };
  }
  async function again(entry: OrderEntry, change: Partial<OrderEntry>, facts: Partial<ProgrammeFacts> = {}) {
    const draft = buildDraft([{ ...entry, ...change }]);
    return judgeProgramme(draft, await buildFacts(draft, { ...(await released(entry)), ...facts }))?.reason ?? 'signed';
  }

  test('stays released when its approver leaves', async () => {
    const entry = await buildEntry(buildRequest());
    expect(await again(entry, {}, { approvers: new Map() })).toBe('signed');
  });
  test('is judged anew when its approvals are others', async () => {
    const entry = await buildEntry(buildRequest());
    const approvals = [await buildApproval(entry.request, { approver: randomUUID() })];
    expect(await again(entry, { approvals })).toBe('approver-unknown');
  });
  test('makes no second order of one request', async () => {
    const entry = await buildEntry(buildRequest());
    expect(await again(entry, { order: randomUUID() })).toBe('replayed');
    const draft = buildDraft([entry, { ...entry, order: randomUUID() }]);
    expect(judgeProgramme(draft, await buildFacts(draft))?.reason).toBe('replayed');
  });
  test('keeps the one start that "now" became', async () => {
    const entry = await buildEntry(buildRequest({ times: now(600_000) }));
    expect(await again(entry, {})).toBe('signed');
    expect(await again(entry, { slots: [{ at: minutes(20), until: minutes(30) }] })).toBe('replayed');
  });
});

test("no change of a signed draft's request, approvals or slots is signed unless it is a draft that stands by itself", async () => {
  const member = fc.constantFrom(
    'unit',
    'author',
    'targets',
    'class',
    'readings',
    'expiresAt',
    'sounds',
    'screen',
    'times',
  );
  await fc.assert(
    fc.asyncProperty(member, fc.uuid({ version: 4 }), async (name, other) => {
      const request = buildRequest();
      const entry = await buildEntry(request);
      const changed: Request = {
        ...request,
        ...({
          unit: { unit: other },
          author: { author: other },
          targets: { targets: [PLACES.commune, other] },
          class: { class: 'priority' },
          readings: { readings: 3 },
          expiresAt: { expiresAt: minutes(9_999) },
          sounds: { sounds: [sound(31_000)] },
          screen: { screen: { ...request.screen, text: other } },
          times: { times: now(600_000) },
        }[name] as Partial<Request>),
      };
      const draft = buildDraft([{ ...entry, request: changed }]);
      expect(judgeProgramme(draft, await buildFacts(draft))?.reason).toBe('digest-differs');
    }),
  );
});

test('whatever the slot, nothing audible that is signed touches quiet hours or outlasts its window', async () => {
  const rules = buildLimits();
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 2879 }),
      fc.integer({ min: 1, max: 90 }),
      fc.integer({ min: 1_000, max: 3_000_000 }),
      async (start, window, durationMs) => {
        const slots = [{ at: minutes(start), until: minutes(start + window) }];
        const request = buildRequest({ times: { kind: 'slots', slots }, sounds: [sound(durationMs)], readings: 1 });
        const entry = await buildEntry(request, {
          approvals: [await buildApproval(request, { listenedMs: durationMs })],
        });
        const draft = buildDraft([entry]);
        if (judgeProgramme(draft, await buildFacts(draft)) !== null) return;
        expect(durationMs).toBeLessThanOrEqual(Math.min(window * 60_000, rules.longestItemMs));
        // 17:00 is minute 0; the local clock is quiet from minute 300 to 720 of each day.
        for (let at = start * 60_000; at < start * 60_000 + durationMs; at += 10_000) {
          const minute = (at / 60_000) % 1440;
          expect(minute < 300 || minute >= 720).toBe(true);
        }
      },
    ),
  );
  expect(NOON % 60_000).toBe(0);
});
