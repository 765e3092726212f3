import type { Assignment, OrderEntry, Programme } from '@nguon/protocol/programme.ts';
import { type Request, requestDigest } from '@nguon/protocol/request.ts';

/** A Monday, 17:00 in Viet Nam, as epoch milliseconds. */
export const NOW = Date.parse('2026-11-23T10:00:00.000Z');
const HOUR = 3_600_000;

export const COMMUNE = '00000000-0000-4000-8000-000000000002';
export const PROVINCE = '00000000-0000-4000-8000-000000000001';

export const UNITS_OF_BOARD: Assignment['units'] = [
  { unit: COMMUNE, level: 2, name: 'Xã Thử' },
  { unit: PROVINCE, level: 0, name: 'Tỉnh Thử' },
];

/** Some instant near NOW, as the wire writes it. */
export function instant(afterMs: number): string {
  return new Date(NOW + afterMs).toISOString();
}

/** An approved order; what differs from the plainest is given. `number` makes its identities. */
export async function buildEntry(
  number: number,
  over: Partial<Request> = {},
  entry: Partial<OrderEntry> = {},
): Promise<OrderEntry> {
  const id = (kind: number): string => `00000000-0000-4000-9${kind}00-${String(number).padStart(12, '0')}`;
  const slot = { at: instant(-HOUR), until: instant(HOUR) };
  const request: Request = {
    v: 1,
    id: id(1),
    unit: COMMUNE,
    author: id(2),
    revision: { bulletin: id(3), sha256: 'a'.repeat(64) },
    class: 'normal',
    screen: { title: `Bản tin ${number}`, text: 'Nội dung.', picture: null },
    sounds: [],
    targets: [COMMUNE],
    channels: ['board'],
    times: { kind: 'slots', slots: [slot] },
    readings: 1,
    playThrough: false,
    staleAfterMs: 72 * HOUR,
    expiresAt: instant(24 * HOUR),
    ...over,
  };
  const digest = await requestDigest(request);
  const approval = { digest, step: 1, approver: id(4), at: instant(-2 * HOUR), channel: 'screen' } as const;
  return {
    kind: 'order',
    order: id(5),
    digest,
    request,
    approvals: [{ ...approval, listenedMs: 1_000, signature: null }],
    slots: request.times.kind === 'slots' ? request.times.slots : [slot],
    turn: 0,
    ...entry,
  };
}

/** A programme of the commune with these entries. */
export function buildProgramme(entries: Programme['entries'], over: Partial<Programme> = {}): Programme {
  return {
    v: 1,
    unit: COMMUNE,
    level: 2,
    version: NOW,
    issuedAt: instant(-HOUR),
    from: instant(-HOUR),
    until: instant(30 * 24 * HOUR),
    entries,
    stopped: [],
    ...over,
  };
}
