import { randomUUID } from 'node:crypto';
import type { RequestView } from '../../protocol/src/http/requests.ts';
import { type Door, EVERY_ROLE, upload, WRITING } from './door.ts';
import type { Land, Thing } from './land.ts';

const waiting = (thing: Thing): boolean => thing.name.startsWith('waiting');
const KID = '0'.repeat(32);
const SIGNED = { document: 'a.b.c', pin: 'A'.repeat(43) };
const TOKEN = 'x'.repeat(43);

/** Somebody who approves where a request speaks. */
function leaderOf(request: RequestView | undefined, { visitors }: Land): string {
  const unit = request?.request.unit ?? '';
  const approves = visitors.find(({ grants }) =>
    grants.some(({ role, units }) => (role === 'commune-leader' || role === 'editorial-board') && units.has(unit)),
  );
  return approves?.id ?? randomUUID();
}

/** Asking for an approval, about each waiting request. */
const asking = (path: string, rest: object = {}): Door => ({
  may: WRITING,
  about: ['requests'],
  only: waiting,
  knock: ({ id, request }, land) => ({
    url: `/api/requests/${id}/${path}`,
    payload: { approver: leaderOf(request, land), ...rest },
  }),
});
/** A link that was never made opens nothing to anybody. */
const linked = (path: string, rest: object = {}): Door => ({
  may: 'public',
  knock: () => ({ url: `/api/approval-links/${path}`, payload: { token: TOKEN, ...rest } }),
});

/** Approving where leaders are: enrolled phones, links, codes, the outbox. */
export const PHONE_DOORS: Record<string, Door> = {
  'GET /api/me/phones': { may: 'signed-in', knock: () => ({ url: '/api/me/phones' }) },
  'POST /api/me/phones': {
    may: 'signed-in',
    knock: () => ({ url: '/api/me/phones', payload: { x: 'A'.repeat(43), name: 'Máy' } }),
  },
  'PUT /api/me/phones/{}': {
    may: 'signed-in',
    knock: () => ({ url: `/api/me/phones/${KID}`, payload: { enrolment: 'a.b.c', pinKey: SIGNED.pin } }),
  },
  'DELETE /api/me/phones/{}': { may: 'signed-in', knock: () => ({ url: `/api/me/phones/${KID}` }) },
  'POST /api/phones/{}/confirm': {
    may: 'signed-in',
    knock: () => ({ url: `/api/phones/${KID}/confirm`, payload: SIGNED }),
  },
  'PUT /api/users/{}/phone': {
    may: ['administrator'],
    orOwner: true,
    about: ['users', 'strays'],
    knock: ({ id }) => ({ url: `/api/users/${id}/phone`, payload: { phone: '0912345678' } }),
    worksFor: 'administrator B',
  },
  'GET /api/requests/{}/approvers': {
    may: WRITING,
    about: ['requests'],
    only: waiting,
    knock: ({ id }) => ({ url: `/api/requests/${id}/approvers` }),
    worksFor: 'officer A',
  },
  'POST /api/requests/{}/links': { ...asking('links'), worksFor: 'officer A' },
  'POST /api/requests/{}/slot-links': asking('slot-links'),
  'POST /api/requests/{}/codes': asking('codes'),
  'POST /api/requests/{}/approve-by-code': asking('approve-by-code', { code: '000000' }),
  'POST /api/me/code-permits': { may: 'signed-in', knock: () => ({ url: '/api/me/code-permits', payload: SIGNED }) },
  'POST /api/approval-links/open': linked('open'),
  'POST /api/approval-links/open-slot': linked('open-slot'),
  'POST /api/approval-links/listenings': linked('listenings'),
  'PUT /api/approval-links/listenings/{}': {
    may: 'public',
    knock: () => ({ url: `/api/approval-links/listenings/${randomUUID()}`, payload: { token: TOKEN, heard: [] } }),
  },
  'POST /api/approval-links/approve': linked('approve', { digest: 'a'.repeat(64), listening: null, signed: SIGNED }),
  'POST /api/approval-links/return-notes': {
    may: 'public',
    knock: () => upload('/api/approval-links/return-notes', 'loi-nhan.webm', 'không phải âm thanh'),
  },
  'POST /api/approval-links/return': linked('return', { reason: 'sai', signed: SIGNED }),
  'POST /api/requests/{}/return-notes': {
    may: ['commune-leader', 'editorial-board'],
    about: ['requests'],
    only: waiting,
    knock: ({ id }) => upload(`/api/requests/${id}/return-notes`, 'loi-nhan.webm', 'không phải âm thanh'),
  },
  'GET /api/requests/{}/return-note': {
    may: EVERY_ROLE,
    about: ['requests'],
    knock: ({ id }) => ({ url: `/api/requests/${id}/return-note` }),
  },
  'GET /api/bulletins/{}/return': {
    may: EVERY_ROLE,
    about: ['bulletins'],
    knock: ({ id }) => ({ url: `/api/bulletins/${id}/return` }),
    refusedInside: (body) => body === '{"returned":null}',
  },
  'GET /api/bulletins/{}/newest-request': {
    may: EVERY_ROLE,
    about: ['bulletins'],
    knock: ({ id }) => ({ url: `/api/bulletins/${id}/newest-request` }),
    refusedInside: (body) => body === '{"request":null}',
  },
  'GET /api/messages': { may: 'signed-in', knock: () => ({ url: '/api/messages' }) },
};
