import { randomUUID } from 'node:crypto';
import { type Door, EVERY_ROLE, WRITING } from './door.ts';
import { termsIn } from './land-standing.ts';

const SIGNED = { document: 'a.b.c', pin: 'A'.repeat(43) };
const TOKEN = 'x'.repeat(43);
const linked = (path: string, rest: object = {}): Door => ({
  may: 'public',
  knock: () => ({ url: `/api/standing-links/${path}`, payload: { token: TOKEN, ...rest } }),
});
const answered = (path: string, payload: object): Door => ({
  may: ['commune-leader'],
  about: ['standings'],
  knock: ({ id }) => ({ url: `/api/standing-approvals/${id}/${path}`, payload }),
});

/** Templates approved beforehand: asking, answering, using, ending. */
export const STANDING_DOORS: Record<string, Door> = {
  'GET /api/standing-approvals': {
    may: EVERY_ROLE,
    about: ['units'],
    knock: ({ id }) => ({ url: `/api/standing-approvals?unit=${id}` }),
    worksFor: 'technician A',
  },
  // Before asking anew, which closes what was asked there.
  'POST /api/standing-approvals/{}/withdraw': {
    ...answered('withdraw', { stop: false }),
    orOwner: true,
    worksFor: 'leader B',
  },
  'POST /api/standing-approvals': {
    may: WRITING,
    about: ['standings'],
    knock: ({ units }, { things, house }) => {
      const [unit = ''] = units;
      const template = things['templates']?.find((one) => one.units[0] === unit)?.id;
      return { url: '/api/standing-approvals', payload: { unit, template, ...termsIn(unit, house.clock.now()) } };
    },
    worksFor: 'officer B',
  },
  'GET /api/standing-approvals/{}': {
    may: EVERY_ROLE,
    about: ['standings'],
    knock: ({ id }) => ({ url: `/api/standing-approvals/${id}` }),
    worksFor: 'officer A',
  },
  'GET /api/standing-approvals/{}/approvers': {
    may: WRITING,
    about: ['standings'],
    knock: ({ id }) => ({ url: `/api/standing-approvals/${id}/approvers` }),
    worksFor: 'officer A',
  },
  'POST /api/standing-approvals/{}/links': {
    may: WRITING,
    about: ['standings'],
    knock: ({ id, units }, { visitors }) => {
      const leads = visitors.find(({ grants }) =>
        grants.some(({ role, units: over }) => role === 'commune-leader' && over.has(units[0] ?? '')),
      );
      return { url: `/api/standing-approvals/${id}/links`, payload: { approver: leads?.id ?? randomUUID() } };
    },
    worksFor: 'officer A',
  },
  'POST /api/standing-approvals/{}/approve': answered('approve', { signed: SIGNED }),
  'POST /api/standing-approvals/{}/decline': { ...answered('decline', { reason: 'sai' }), worksFor: 'leader A' },
  'POST /api/requests/{}/approve-by-template': {
    may: WRITING,
    about: ['requests'],
    only: ({ name }) => name.startsWith('waiting'),
    knock: ({ id, request }) => ({
      url: `/api/requests/${id}/approve-by-template`,
      payload: { standing: randomUUID(), digest: request?.digest, listening: null },
    }),
  },
  'GET /api/me/filled': { may: 'signed-in', knock: () => ({ url: '/api/me/filled' }) },
  'POST /api/standing-links/open': linked('open'),
  'POST /api/standing-links/approve': linked('approve', { signed: SIGNED }),
  'POST /api/standing-links/decline': linked('decline', { reason: 'sai' }),
};
