import { randomUUID } from 'node:crypto';
import type { Door } from './door.ts';

const SIGNED = { document: 'a.b.c', pin: 'A'.repeat(43) };
const TOKEN = 'x'.repeat(43);
const KEEPERS: Door['may'] = ['commune-officer', 'commune-leader'];
/** A link that was never made opens nothing to anybody. */
const linked = (path: string, rest: object = {}): Door => ({
  may: 'public',
  knock: () => ({ url: `/api/notice-links/${path}`, payload: { token: TOKEN, ...rest } }),
});
/** About somebody who is no village head: nobody is told more than that. */
const aboutNobody = (path: string, payload?: object): Door => ({
  may: 'signed-in',
  knock: () => ({ url: `/api/village-heads/${randomUUID()}${path}`, ...(payload && { payload }) }),
});

/** Village heads: the commune's list, and what their link opens. */
export const NOTICE_DOORS: Record<string, Door> = {
  'GET /api/village-heads': {
    may: KEEPERS,
    about: ['units'],
    knock: ({ id }) => ({ url: `/api/village-heads?unit=${id}` }),
    worksFor: 'officer A',
  },
  'POST /api/village-heads': {
    may: KEEPERS,
    about: ['units'],
    only: ({ name }) => name.startsWith('village'),
    knock: ({ id }) => ({ url: '/api/village-heads', payload: { unit: id, name: 'Nông Văn Thử' } }),
    worksFor: 'officer A',
  },
  'POST /api/village-heads/{}/links': aboutNobody('/links'),
  'POST /api/village-heads/{}/confirm': aboutNobody('/confirm', { x: 'A'.repeat(43) }),
  'DELETE /api/village-heads/{}': aboutNobody(''),
  'POST /api/notice-links/open': linked('open'),
  'POST /api/notice-links/phone': linked('phone', { enrolled: { enrolment: 'a.b.c', pinKey: SIGNED.pin } }),
  'POST /api/notice-links/notices': linked('notices', {
    notice: randomUUID(),
    content: { standing: null, values: {}, title: 'Thử', text: 'Thử' },
    document: SIGNED.document,
  }),
  'POST /api/notice-links/notices/{}': linked(`notices/${randomUUID()}`),
  'POST /api/notice-links/notices/{}/send': linked(`notices/${randomUUID()}/send`, {
    content: { sound: 'a'.repeat(64), start: null, heard: [] },
    signed: SIGNED,
  }),
};
