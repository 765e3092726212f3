import { randomUUID } from 'node:crypto';
import { generateKey, signDocument } from '../../protocol/src/sign.ts';
import { TYPES } from '../../protocol/src/verify.ts';
import { buildReceipt, statementOf } from '../../server/src/rooms/devices/testing/house.ts';
import { type Door, EVERY_ROLE } from './door.ts';

const KEEPERS: Door['may'] = ['administrator', 'technician'];
const REFUSED = ['refused_messages', 'audit_entries'];
const ZERO = '00000000-0000-4000-8000-000000000000';
const open = (url: string): Door => ({ may: 'public', knock: () => ({ url }) });

/** Devices as people keep them. */
const KEEPING_DOORS: Record<string, Door> = {
  'GET /api/devices': {
    may: 'signed-in',
    about: ['units'],
    knock: ({ id }) => ({ url: `/api/devices?revoked=true${id === '' ? '' : `&unit=${id}`}` }),
  },
  'GET /api/devices/{}': { may: EVERY_ROLE, about: ['devices'], knock: ({ id }) => ({ url: `/api/devices/${id}` }) },
  'POST /api/device-claims': {
    may: KEEPERS,
    about: ['units'],
    knock: ({ id }) => ({ url: '/api/device-claims', payload: { unit: id, kind: 'speaker', name: 'Chỗ mới' } }),
    worksFor: 'technician A',
  },
  'GET /api/device-claims/pending/{}': {
    may: KEEPERS,
    about: ['pending'],
    knock: ({ id }) => ({ url: `/api/device-claims/pending/${id}` }),
  },
  'POST /api/device-claims/accept': {
    may: KEEPERS,
    about: ['units'],
    knock: ({ id }, land) => ({
      url: '/api/device-claims/accept',
      payload: { code: land.things['pending']?.[0]?.id, unit: id, name: 'Bảng mới' },
    }),
    worksFor: 'technician B',
  },
  'POST /api/devices/{}/commands': {
    may: KEEPERS,
    about: ['devices'],
    knock: ({ id }) => ({ url: `/api/devices/${id}/commands`, payload: { kind: 'restart' } }),
    worksFor: 'technician A',
  },
  'PUT /api/devices/{}': {
    may: KEEPERS,
    about: ['devices', 'moves'],
    knock: ({ id, units }) => ({ url: `/api/devices/${id}`, payload: { unit: units.at(-1), name: 'Chỗ khác' } }),
    worksFor: 'technician A',
  },
  'POST /api/devices/{}/replace': {
    may: KEEPERS,
    about: ['devices'],
    knock: ({ id }) => ({ url: `/api/devices/${id}/replace` }),
    worksFor: 'technician B',
  },
  'DELETE /api/devices/{}': {
    may: KEEPERS,
    about: ['devices'],
    knock: ({ id }) => ({ url: `/api/devices/${id}` }),
    worksFor: 'administrator B',
  },
};

/** Doors at which devices knock: whoever cannot sign gets in nowhere. */
const DEVICE_DOORS: Record<string, Door> = {
  'POST /api/device/claim': {
    may: 'own',
    about: ['strangers'],
    knock: async () => ({
      url: '/api/device/claim',
      payload: { code: 'AAAA2222', statement: await statementOf(await generateKey(true)) },
    }),
    traces: REFUSED,
  },
  'POST /api/device/pending-claims': {
    may: 'public',
    knock: async () => ({
      url: '/api/device/pending-claims',
      payload: { statement: await statementOf(await generateKey(true), 'board') },
    }),
    traces: ['pending_claims'],
  },
  'GET /api/device/pending-claims/{}': {
    may: 'public',
    about: ['pending'],
    knock: ({ id }) => ({ url: `/api/device/pending-claims/${id}` }),
  },
  'POST /api/device/challenge': {
    may: 'public',
    about: ['devices'],
    knock: ({ id }) => ({ url: '/api/device/challenge', payload: { device: id } }),
    traces: ['login_nonces', ...REFUSED],
  },
  'POST /api/device/login': {
    may: 'own',
    about: ['devices'],
    knock: async ({ id }) => {
      const { signing } = await generateKey(true);
      const words = { nonce: 'n'.repeat(43), deviceNonce: 'm'.repeat(43), boot: randomUUID(), software: 'trộm' };
      return {
        url: '/api/device/login',
        payload: { answer: await signDocument({ device: id, ...words }, TYPES.loginAnswer, signing) },
      };
    },
    traces: REFUSED,
  },
  'POST /api/device/receipts': {
    may: 'own',
    about: ['devices'],
    // Signed by a real device of the other commune.
    knock: async ({ id, name }, land) => {
      const { signing } = land.devices[name === 'A' ? 'B' : 'A'].key;
      const batch = { device: id, receipts: [buildReceipt()] };
      return { url: '/api/device/receipts', payload: { batch: await signDocument(batch, TYPES.receipts, signing) } };
    },
    traces: REFUSED,
  },
};

// The tenth wrong password locks the address, and the audit log says so.
const AUTH = { traces: ['auth_verifications', 'sign_in_failures', 'auth_sessions', 'audit_entries'] } as const;
const posted = (path: string, payload: object): Door => ({
  ...AUTH,
  may: 'own',
  about: ['strangers'],
  knock: () => ({ url: `/api/auth${path}`, payload, headers: { origin: 'http://localhost:80' } }),
});

/** Signing in: guesses get nowhere, and nobody reaches another's passkeys. */
const SESSION_DOORS: Record<string, Door> = {
  'POST /api/session/link': {
    may: 'own',
    about: ['strangers'],
    knock: () => ({ url: '/api/session/link', payload: { token: 'x'.repeat(43) } }),
  },
  'GET /api/machine': { may: 'public', knock: () => ({ url: '/api/machine' }) },
  'POST /api/machine': {
    may: 'signed-in',
    knock: () => ({ url: '/api/machine' }),
    traces: ['shared_machines', 'audit_entries'],
    worksFor: 'viewer of district B',
  },
  'DELETE /api/machine': { may: 'signed-in', knock: () => ({ url: '/api/machine' }) },
  'POST /api/machine-sign-ins': {
    may: 'own',
    about: ['strangers'],
    knock: () => ({ url: '/api/machine-sign-ins', headers: { cookie: `nguon.machine=${'x'.repeat(43)}` } }),
  },
  'POST /api/machine-sign-ins/enter': {
    may: 'own',
    about: ['strangers'],
    knock: () => ({
      url: '/api/machine-sign-ins/enter',
      headers: { cookie: `nguon.machine_question=${'x'.repeat(43)}` },
    }),
  },
  'POST /api/machine-sign-ins/view': {
    may: 'own',
    about: ['strangers'],
    knock: () => ({ url: '/api/machine-sign-ins/view', payload: { token: 'x'.repeat(32) } }),
  },
  'POST /api/machine-sign-ins/confirm': {
    may: 'own',
    about: ['strangers'],
    knock: () => ({ url: '/api/machine-sign-ins/confirm', payload: { token: 'x'.repeat(32), code: '0000' } }),
  },
  'POST /api/session/unlock': {
    may: 'own',
    about: ['strangers'],
    knock: () => ({ url: '/api/session/unlock', payload: { password: 'đoán mò thôi' } }),
  },
  'POST /api/session/use': { may: 'signed-in', knock: () => ({ url: '/api/session/use' }) },
  'POST /api/auth/sign-in/email': {
    ...AUTH,
    may: 'own',
    about: ['users'],
    only: ({ name }) => name.endsWith('P'),
    knock: (_thing, land, who) => ({
      url: '/api/auth/sign-in/email',
      payload: { email: land.visitors.find(({ name }) => name !== who.name)?.email ?? '-', password: 'đoán mò thôi' },
    }),
  },
  'POST /api/auth/sign-out': {
    ...AUTH,
    may: 'signed-in',
    knock: () => ({ url: '/api/auth/sign-out', payload: {}, headers: { origin: 'http://localhost:80' } }),
  },
  'GET /api/auth/passkey/generate-register-options': {
    ...AUTH,
    may: 'signed-in',
    knock: () => ({ url: '/api/auth/passkey/generate-register-options' }),
  },
  'GET /api/auth/passkey/generate-authenticate-options': {
    ...AUTH,
    may: 'public',
    knock: () => ({ url: '/api/auth/passkey/generate-authenticate-options' }),
  },
  'GET /api/auth/passkey/list-user-passkeys': {
    ...AUTH,
    may: 'signed-in',
    about: ['users'],
    knock: ({ id }) => ({ url: `/api/auth/passkey/list-user-passkeys?userId=${id}` }),
  },
  'POST /api/auth/passkey/delete-passkey': {
    ...AUTH,
    may: 'own',
    about: ['passkeys'],
    knock: ({ id }) => ({ url: '/api/auth/passkey/delete-passkey', payload: { id } }),
  },
  'POST /api/auth/passkey/verify-registration': posted('/passkey/verify-registration', { response: { id: 'x' } }),
  'POST /api/auth/passkey/verify-authentication': posted('/passkey/verify-authentication', { response: { id: 'x' } }),
  'POST /api/auth/two-factor/enable': posted('/two-factor/enable', { password: 'đoán mò thôi' }),
  'POST /api/auth/two-factor/disable': posted('/two-factor/disable', { password: 'đoán mò thôi' }),
  'POST /api/auth/two-factor/verify-totp': posted('/two-factor/verify-totp', { code: '000000' }),
  'POST /api/auth/two-factor/verify-backup-code': posted('/two-factor/verify-backup-code', { code: 'aaaaa-bbbbb' }),
};

/** What everybody may read: it is for the public, or signed and found only by its address. */
const PUBLIC_DOORS: Record<string, Door> = {
  'GET /': open('/'),
  'GET /healthz': open('/healthz'),
  'GET /readyz': open('/readyz'),
  'GET /metrics': open('/metrics'),
  'GET /api': open('/api'),
  'GET /api/openapi.json': open('/api/openapi.json'),
  'GET /xa': open('/xa'),
  'GET /xa/{}': open('/xa/xa-khang-ninh'),
  'GET /b/{}': open('/b/0000000000'),
  'GET /xa/{}/ban-tin/{}': {
    may: 'public',
    about: ['bulletins'],
    knock: ({ id }) => ({ url: `/xa/xa-khang-ninh/ban-tin/${id}` }),
  },
  'GET /assignments/{}/{}.jws': {
    may: 'public',
    about: ['devices'],
    knock: ({ id }) => ({ url: `/assignments/${id}/1.jws` }),
  },
  'GET /programmes/{}/{}.jws': {
    may: 'public',
    about: ['units'],
    knock: ({ id }) => ({ url: `/programmes/${id === '' ? ZERO : id}/1.jws` }),
  },
  'GET /quan-ly': open('/quan-ly'),
  'GET /quan-ly/*': open('/quan-ly/'),
  'GET /bang': open('/bang'),
  'GET /bang/*': open('/bang/'),
};

export const MACHINE_DOORS: Record<string, Door> = {
  ...KEEPING_DOORS,
  ...DEVICE_DOORS,
  ...SESSION_DOORS,
  ...PUBLIC_DOORS,
};
