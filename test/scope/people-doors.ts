import { randomUUID } from 'node:crypto';
import { type Door, list, upload } from './door.ts';

const NOWHERE = '00000000-0000-4000-8000-000000000000';
const approving = (thing: { name: string }): boolean => /leader|board/.test(thing.name);

/** Reading and writing people, rights and places. */
export const PEOPLE_DOORS: Record<string, Door> = {
  'GET /api/audit': {
    ...list('/api/audit', ['administrator'], { units: 'unit' }),
    refusedInside: (body) => body === '{"items":[],"next":null}',
  },
  'GET /api/units': list('/api/units', 'signed-in', { units: 'parent' }),
  'GET /api/units/{}': { may: 'signed-in', about: ['units'], knock: ({ id }) => ({ url: `/api/units/${id}` }) },
  'POST /api/villages/import': {
    may: ['administrator', 'technician'],
    about: ['units'],
    only: ({ name }) => name === 'A' || name === 'B',
    knock: ({ name }) =>
      upload('/api/villages/import', 'thon.csv', `xã,thôn\n${name === 'A' ? 'Xã Khang Ninh' : 'Xã Cư Lễ'},Thôn Mới`),
    traces: ['audit_entries'],
    refusedInside: (body) => body.includes('"created":0'),
    worksFor: 'technician A',
  },
  'GET /api/me': list('/api/me', 'signed-in'),
  'PUT /api/me/password': {
    may: 'signed-in',
    knock: () => ({ url: '/api/me/password', payload: { password: 'mật khẩu rất dài' } }),
    worksFor: 'viewer of district B',
  },
  'GET /api/me/sign-in': list('/api/me/sign-in', 'signed-in'),
  'GET /api/me/sessions': list('/api/me/sessions', 'signed-in'),
  'GET /api/me/delegations': list('/api/me/delegations', 'signed-in'),
  'GET /api/me/delegates': {
    may: 'own',
    about: ['grants'],
    only: approving,
    knock: ({ id }) => ({ url: `/api/me/delegates?grant=${id.split('/')[1]}` }),
    worksFor: 'leader B',
  },
  'POST /api/me/delegations': {
    may: 'own',
    about: ['grants'],
    only: approving,
    knock: async ({ id }, land) => {
      const { rows } = await land.house.t.database.pool.query<{ day: string }>('select (today() + 3)::text as day');
      const user = land.visitors.find(({ name }) => name === 'officer A')?.id;
      return { url: '/api/me/delegations', payload: { grant: id.split('/')[1], user, until: rows[0]?.day } };
    },
    worksFor: 'leader A',
  },
  'GET /api/users': list('/api/users', ['administrator', 'commune-leader']),
  'POST /api/users': {
    may: ['administrator'],
    about: ['organizations'],
    knock: ({ id }) => ({
      url: '/api/users',
      payload: { name: 'Người mới', email: `moi-${randomUUID()}@kin.example`, organization: id },
    }),
    worksFor: 'administrator A',
  },
  'POST /api/users/{}/grants': {
    may: ['administrator'],
    about: ['users', 'strays'],
    knock: ({ id, units }) => ({
      url: `/api/users/${id}/grants`,
      payload: { role: 'viewer', unit: units.at(-1) ?? NOWHERE, topic: null },
    }),
    worksFor: 'administrator B',
  },
  'POST /api/users/{}/sign-in-link': {
    may: ['administrator', 'commune-leader'],
    about: ['users', 'strays'],
    knock: ({ id }) => ({ url: `/api/users/${id}/sign-in-link` }),
    worksFor: 'administrator B',
  },
  'GET /api/organizations': list('/api/organizations', 'signed-in'),
  'POST /api/organizations': {
    may: ['administrator'],
    about: ['units'],
    knock: ({ id }) => ({ url: '/api/organizations', payload: { name: 'Đài mới', unit: id, kind: 'station' } }),
    worksFor: 'administrator A',
  },
};
