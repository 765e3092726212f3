import { randomUUID } from 'node:crypto';
import { canonicalJson, sha256 } from '@nguon/protocol/canonical.ts';
import type { OrderEntry } from '@nguon/protocol/programme.ts';
import { requestDigest, type Approval, type Request } from '@nguon/protocol/request.ts';
import type { ApproverRecord, AssignmentDraft, ProgrammeDraft, SignerLimits, UnitRecord } from '../../lib/signing.ts';
import type { ProgrammeFacts } from '../policy.ts';

const HASH = 'a'.repeat(64);

/** Province > district > two communes > a village each. */
export const PLACES = {
  province: '00000000-0000-4000-8000-000000000001',
  district: '00000000-0000-4000-8000-000000000002',
  commune: '00000000-0000-4000-8000-000000000003',
  village: '00000000-0000-4000-8000-000000000004',
  neighbour: '00000000-0000-4000-8000-000000000005',
} as const;

export const PEOPLE = {
  author: '00000000-0000-4000-8000-0000000000a0',
  leader: '00000000-0000-4000-8000-0000000000a1',
  editor: '00000000-0000-4000-8000-0000000000a2',
  secondEditor: '00000000-0000-4000-8000-0000000000a3',
  officer: '00000000-0000-4000-8000-0000000000a4',
  deputy: '00000000-0000-4000-8000-0000000000a5',
} as const;

export const UNITS: UnitRecord[] = [
  { unit: PLACES.province, level: 0, parent: null },
  { unit: PLACES.district, level: 1, parent: PLACES.province },
  { unit: PLACES.commune, level: 2, parent: PLACES.district },
  { unit: PLACES.neighbour, level: 2, parent: PLACES.district },
  { unit: PLACES.village, level: 3, parent: PLACES.commune },
];

/** 17:00 in Viet Nam. */
export const NOON = Date.parse('2026-11-23T10:00:00.000Z');

/** UTC instant a number of minutes after NOON. */
export function minutes(count: number): string {
  return new Date(NOON + count * 60_000).toISOString();
}

export const APPROVERS: ApproverRecord[] = [
  {
    user: PEOPLE.leader,
    name: 'Lãnh đạo xã',
    grants: [{ role: 'commune-leader', units: [PLACES.commune], until: null }],
  },
  {
    user: PEOPLE.editor,
    name: 'Ban biên tập 1',
    grants: [{ role: 'editorial-board', units: [PLACES.province], until: null }],
  },
  {
    user: PEOPLE.secondEditor,
    name: 'Ban biên tập 2',
    grants: [{ role: 'editorial-board', units: [PLACES.province], until: null }],
  },
  {
    user: PEOPLE.deputy,
    name: 'Người được ủy quyền đến mười phút trước',
    grants: [{ role: 'commune-leader', units: [PLACES.commune], until: minutes(-10) }],
  },
  {
    user: PEOPLE.officer,
    name: 'Cán bộ xã',
    grants: [{ role: 'commune-officer', units: [PLACES.commune], until: null }],
  },
];

/** A commune's request of one sound of 30 s, read twice, in the slot of 17:30 to 17:45. */
export function buildRequest(change: Partial<Request> = {}): Request {
  return {
    v: 1,
    id: randomUUID(),
    unit: PLACES.commune,
    author: PEOPLE.author,
    revision: { bulletin: randomUUID(), sha256: HASH },
    class: 'normal',
    screen: { title: 'Lịch tiêm chủng', text: 'Sáng mai tiêm chủng tại trạm y tế.', picture: null },
    sounds: [{ language: 'vi', sha256: HASH, bytes: 90_000, durationMs: 30_000 }],
    targets: [PLACES.commune],
    channels: ['board', 'site', 'speaker'],
    times: { kind: 'slots', slots: [{ at: minutes(30), until: minutes(45) }] },
    readings: 2,
    playThrough: false,
    staleAfterMs: 259_200_000,
    expiresAt: minutes(7 * 1440),
    ...change,
  };
}

/** An approval of a request by screen, after listening to one whole reading. */
export async function buildApproval(request: Request, change: Partial<Approval> = {}): Promise<Approval> {
  return {
    digest: await requestDigest(request),
    step: 1,
    approver: PEOPLE.leader,
    at: minutes(-5),
    channel: 'screen',
    listenedMs: 30_000,
    signature: null,
    ...change,
  };
}

/** An order of a request, released by the commune's leader in the request's own slots. */
export async function buildEntry(request: Request, change: Partial<OrderEntry> = {}): Promise<OrderEntry> {
  const { times } = request;
  return {
    kind: 'order',
    order: randomUUID(),
    digest: await requestDigest(request),
    request,
    approvals: [await buildApproval(request)],
    slots: times.kind === 'slots' ? times.slots : [{ at: minutes(0), until: minutes(10) }],
    turn: 0,
    ...change,
  };
}

/** A programme of the commune with these entries, for thirty days. */
export function buildDraft(entries: ProgrammeDraft['entries'], change: Partial<ProgrammeDraft> = {}): ProgrammeDraft {
  return {
    v: 1,
    unit: PLACES.commune,
    level: 2,
    from: minutes(0),
    until: minutes(30 * 1440),
    entries,
    stopped: [],
    ...change,
  };
}

/** An assignment of a village speaker. */
export function buildAssignment(change: Partial<AssignmentDraft> = {}): AssignmentDraft {
  return {
    v: 1,
    device: randomUUID(),
    kind: 'speaker',
    name: 'Cụm loa nhà văn hóa',
    units: [
      { unit: PLACES.village, level: 3, name: 'Thôn Nà Mò' },
      { unit: PLACES.commune, level: 2, name: 'Xã Bộc Bố' },
      { unit: PLACES.district, level: 1, name: 'Huyện Pác Nặm' },
      { unit: PLACES.province, level: 0, name: 'Tỉnh Bắc Kạn' },
    ],
    timeZone: 'Asia/Ho_Chi_Minh',
    quietHours: { fromMinute: 22 * 60, toMinute: 5 * 60 },
    longestItemMs: 45 * 60_000,
    volumeCeiling: 80,
    ...change,
  };
}

/** Limits with quiet hours from 22:00 to 05:00. */
export function buildLimits(change: Partial<SignerLimits> = {}): SignerLimits {
  return {
    quietHours: { fromMinute: 22 * 60, toMinute: 5 * 60 },
    longestItemMs: 45 * 60_000,
    volumeCeiling: 90,
    relayHosts: null,
    ordersPerUnitPerHour: 3,
    signaturesPerUnitPerMinute: 5,
    signaturesPerMinute: 8,
    codesPerUnitPerDay: 2,
    codeLongestMs: 5 * 60_000,
    standingLongestDays: 184,
    unitsMayMove: false,
    ...change,
  };
}

/** What the signer would know when it judges the draft, with nothing released before. */
export async function buildFacts(draft: ProgrammeDraft, change: Partial<ProgrammeFacts> = {}): Promise<ProgrammeFacts> {
  const orders = draft.entries.filter((entry) => entry.kind === 'order');
  const digests = orders.map(async ({ order, request, approvals }) => {
    const pair = { request: await requestDigest(request), approvals: await sha256(canonicalJson(approvals)) };
    return [order, pair] as const;
  });
  return {
    now: NOON,
    limits: buildLimits(),
    tree: new Map(UNITS.map((record) => [record.unit, record])),
    approvers: new Map(APPROVERS.map((record) => [record.user, record])),
    enrolled: { keys: [], signatures: new Map(), permits: [], codesWithinDay: () => 0, releaseByTemplate: () => null },
    digests: new Map(await Promise.all(digests)),
    releasedByOrder: new Map(),
    releasedByRequest: new Map(),
    stopped: new Set(),
    stoppedParts: new Map(),
    ...change,
  };
}
