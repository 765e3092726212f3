import { type Door, EVERY_ROLE, list, upload, WRITING } from './door.ts';
import type { Land } from './land.ts';
import { offeredSlot } from './land-missed.ts';
import { LIBRARY_DOORS } from './library-doors.ts';
import { MACHINE_DOORS } from './machine-doors.ts';
import { NOTICE_DOORS } from './notice-doors.ts';
import { PEOPLE_DOORS } from './people-doors.ts';
import { PHONE_DOORS } from './phone-doors.ts';
import { REPORT_DOORS } from './report-doors.ts';
import { SOUND_DOORS } from './sound-doors.ts';
import { SPEECH_DOORS } from './speech-doors.ts';
import { STANDING_DOORS } from './standing-doors.ts';

const NOWHERE = '00000000-0000-4000-8000-000000000000';
const STOPPERS: Door['may'] = ['administrator', 'editorial-board', 'commune-leader', 'commune-officer'];
/** May write what a unit has for all its bulletins, without a topic of their own. */
const KEEPERS: Door['may'] = ['administrator', 'editorial-board', 'commune-leader', 'commune-officer'];
const drafts = (thing: { name: string }): boolean => thing.name.startsWith('draft');
const waiting = (thing: { name: string }): boolean => thing.name.startsWith('waiting');
const heard = (thing: { name: string }): boolean => thing.name.startsWith('heard');
const otherTongue = (thing: { name: string }): boolean => thing.name.startsWith('other tongue');
const heardIn = (land: Land, request: string): string | null =>
  land.things['listenings']?.find((one) => one.request?.id === request)?.id ?? null;

const BULLETIN_DOORS: Record<string, Door> = {
  'GET /api/bulletins': list('/api/bulletins', 'signed-in', { units: 'unit' }),
  'POST /api/bulletins': {
    may: WRITING,
    about: ['units'],
    knock: ({ id }) => ({ url: '/api/bulletins', payload: { unit: id, title: 'Thử', text: 'Thử', topic: null } }),
    worksFor: 'officer A',
  },
  'GET /api/bulletins/{}': {
    may: EVERY_ROLE,
    about: ['bulletins'],
    knock: ({ id }) => ({ url: `/api/bulletins/${id}` }),
  },
  'PUT /api/bulletins/{}': {
    may: WRITING,
    about: ['bulletins'],
    knock: ({ id, bulletin }) => ({
      url: `/api/bulletins/${id}`,
      payload: { title: 'Sửa', text: 'Sửa', seen: bulletin?.revision },
    }),
    only: drafts,
    worksFor: 'officer B',
  },
  'GET /api/bulletins/{}/orders': {
    may: EVERY_ROLE,
    about: ['bulletins'],
    whereItAirs: true,
    knock: ({ id }) => ({ url: `/api/bulletins/${id}/orders` }),
    // Which villages were reached is told to those who answer for them, or for whoever issued it.
    hides: ({ units }, { villages }, who) => {
      const sees = (unit: string): boolean => who.grants.some((grant) => grant.units.has(unit));
      return units.some(sees) ? [] : [...villages.A, ...villages.B].filter((unit) => !sees(unit));
    },
    refusedInside: (body) => body === '{"items":[]}',
  },
  'DELETE /api/bulletins/{}': {
    may: WRITING,
    about: ['bulletins'],
    only: drafts,
    knock: ({ id }) => ({ url: `/api/bulletins/${id}` }),
    worksFor: 'officer A for health',
  },
  'POST /api/privacy/check': {
    may: 'signed-in',
    knock: () => ({ url: '/api/privacy/check', payload: { text: 'Mời họp' } }),
    worksFor: 'viewer of district B',
  },
  'GET /api/bulletins/{}/privacy': {
    may: EVERY_ROLE,
    about: ['bulletins', 'telling'],
    knock: ({ id }) => ({ url: `/api/bulletins/${id}/privacy` }),
  },
  'POST /api/bulletins/{}/privacy': {
    may: WRITING,
    about: ['telling'],
    knock: ({ id, bulletin }) => ({
      url: `/api/bulletins/${id}/privacy`,
      payload: { revision: bulletin?.revision, reason: 'gia đình đồng ý' },
    }),
    worksFor: 'leader A',
  },
  'GET /api/topics': list('/api/topics', 'signed-in'),
  'POST /api/pictures': {
    may: WRITING,
    knock: () => upload('/api/pictures', 'anh.png', Buffer.from(PIXEL, 'base64')),
  },
  'POST /api/imports': {
    may: WRITING,
    about: ['units'],
    knock: ({ id }) => upload(`/api/imports?unit=${id === '' ? NOWHERE : id}`, 'cong-van.pdf', '%PDF-1.7'),
    worksFor: 'officer A for health',
  },
  'GET /api/imports/{}': { may: WRITING, about: ['imports'], knock: ({ id }) => ({ url: `/api/imports/${id}` }) },
  'GET /api/imports/{}/pages/{}': {
    may: WRITING,
    about: ['imports'],
    knock: ({ id }) => ({ url: `/api/imports/${id}/pages/0` }),
    worksFor: 'officer A for health',
  },
  'GET /media/{}': { may: 'public', about: ['media'], knock: ({ id }) => ({ url: `/media/${id}` }) },
};

const EDITION_DOORS: Record<string, Door> = {
  'POST /api/editions': {
    may: WRITING,
    about: ['editions'],
    knock: ({ units, bulletin }) => ({
      url: '/api/editions',
      payload: { unit: units[0], title: 'Thử', parts: [{ kind: 'bulletin', bulletin: bulletin?.id }] },
    }),
    worksFor: 'officer A',
  },
  'GET /api/editions/{}': {
    may: EVERY_ROLE,
    about: ['editions'],
    knock: ({ id }) => ({ url: `/api/editions/${id}` }),
    worksFor: 'leader B',
  },
  'POST /api/editions/{}/copy': {
    may: WRITING,
    about: ['editions'],
    knock: ({ id }) => ({ url: `/api/editions/${id}/copy`, payload: { title: 'Thử' } }),
    worksFor: 'officer A',
  },
  'PUT /api/editions/{}': {
    may: WRITING,
    about: ['editions'],
    knock: ({ id, bulletin, marks }) => ({
      url: `/api/editions/${id}`,
      payload: { title: 'Thử', seen: marks.at(-1), parts: [{ kind: 'bulletin', bulletin: bulletin?.id }] },
    }),
    worksFor: 'officer B',
  },
  // One bulletin alone takes no turns: that it opens is shown in rotations.test.ts.
  'POST /api/editions/{}/rotation': {
    may: WRITING,
    about: ['editions'],
    knock: ({ id, units, marks }) => ({
      url: `/api/editions/${id}/rotation`,
      payload: {
        revision: marks.at(-1),
        targets: units,
        starts: ['2027-01-01T10:00:00.000Z', '2027-01-02T10:00:00.000Z'],
        expiresAt: '2027-01-03T00:00:00.000Z',
      },
    }),
  },
  'GET /api/due-bulletins': {
    may: 'signed-in',
    about: ['units'],
    knock: ({ id }) => ({ url: `/api/due-bulletins?unit=${id}` }),
  },
};

const TEMPLATE: object = { v: 1, name: 'Thử', title: 'Thử', text: 'Thử', blanks: [] };
const TEMPLATE_DOORS: Record<string, Door> = {
  'GET /api/templates': {
    may: EVERY_ROLE,
    about: ['units'],
    knock: ({ id }) => ({ url: `/api/templates?unit=${id}` }),
    worksFor: 'leader A',
  },
  'POST /api/templates': {
    may: KEEPERS,
    about: ['units'],
    knock: ({ id }) => ({ url: '/api/templates', payload: { unit: id, content: TEMPLATE } }),
    worksFor: 'officer A',
  },
  'PUT /api/templates/{}': {
    may: KEEPERS,
    about: ['templates'],
    knock: ({ id, marks }) => ({ url: `/api/templates/${id}`, payload: { seen: marks.at(-1), content: TEMPLATE } }),
    worksFor: 'officer B',
  },
  'DELETE /api/templates/{}': {
    may: KEEPERS,
    about: ['templates'],
    knock: ({ id }) => ({ url: `/api/templates/${id}` }),
    worksFor: 'leader A',
  },
};

const REQUEST_DOORS: Record<string, Door> = {
  'POST /api/requests': {
    may: WRITING,
    about: ['bulletins', 'crossings'],
    only: ({ name }) => !name.startsWith('aired'),
    knock: ({ id, bulletin, units }) => ({
      url: '/api/requests',
      payload: {
        bulletin: id,
        revision: bulletin?.revision,
        targets: [units.at(-1)],
        times: { kind: 'now' },
        channels: ['board'],
      },
    }),
    worksFor: 'editor P',
  },
  'GET /api/requests/{}': { may: EVERY_ROLE, about: ['requests'], knock: ({ id }) => ({ url: `/api/requests/${id}` }) },
  'GET /api/inbox': list('/api/inbox', 'signed-in'),
  'POST /api/requests/{}/listenings': {
    may: EVERY_ROLE,
    about: ['requests'],
    only: waiting,
    knock: ({ id }) => ({ url: `/api/requests/${id}/listenings` }),
    worksFor: 'leader A',
  },
  'PUT /api/listenings/{}': {
    may: 'own',
    about: ['listenings'],
    knock: ({ id }) => ({ url: `/api/listenings/${id}`, payload: { heard: [] } }),
    worksFor: 'leader A',
  },
  'POST /api/requests/{}/approve': {
    may: ['commune-leader', 'editorial-board'],
    about: ['requests'],
    only: heard,
    knock: ({ id, request }, land) => ({
      url: `/api/requests/${id}/approve`,
      payload: {
        digest: request?.digest,
        listening: heardIn(land, id),
      },
    }),
    worksFor: 'leader A',
  },
  'POST /api/requests/{}/meanings': {
    may: EVERY_ROLE,
    about: ['requests'],
    only: otherTongue,
    knock: ({ id, request }, land) => ({
      url: `/api/requests/${id}/meanings`,
      payload: { sound: request?.request.sounds[0]?.sha256, listening: heardIn(land, id) ?? NOWHERE },
    }),
    worksFor: 'leader A',
  },
  'POST /api/requests/{}/return': {
    may: ['commune-leader', 'editorial-board'],
    about: ['requests'],
    only: waiting,
    knock: ({ id }) => ({ url: `/api/requests/${id}/return`, payload: { reason: 'sửa lại' } }),
    worksFor: 'leader B',
  },
  'POST /api/requests/{}/withdraw': {
    may: WRITING,
    about: ['requests'],
    only: waiting,
    knock: ({ id }) => ({ url: `/api/requests/${id}/withdraw` }),
    worksFor: 'officer A',
  },
};

const BROADCAST_DOORS: Record<string, Door> = {
  'GET /api/timetables/{}': {
    may: EVERY_ROLE,
    about: ['units'],
    knock: ({ id }) => ({ url: `/api/timetables/${id}` }),
  },
  'POST /api/timetables/{}/slots': {
    may: ['administrator', 'commune-leader', 'commune-officer'],
    about: ['units'],
    knock: ({ id }) => ({
      url: `/api/timetables/${id}/slots`,
      payload: { kind: 'bulletins', title: 'Thử', weekdays: [1], from: '10:00', to: '10:15', stream: null },
    }),
    worksFor: 'officer A',
  },
  'DELETE /api/timetables/{}/slots/{}': {
    may: ['administrator', 'commune-leader', 'commune-officer'],
    about: ['slots'],
    knock: ({ id }) => ({ url: `/api/timetables/${id}` }),
    worksFor: 'officer B',
  },
  'GET /api/on-air': list('/api/on-air', 'signed-in'),
  'GET /api/events': { ...list('/api/events', 'signed-in'), endless: true },
  'POST /api/orders/{}/stop': {
    may: STOPPERS,
    about: ['orders'],
    whereItAirs: true,
    knock: ({ id }) => ({ url: `/api/orders/${id}/stop`, payload: { reason: 'thử' } }),
    worksFor: 'officer A',
  },
  'POST /api/orders/{}/parts/{}/stop': {
    may: STOPPERS,
    about: ['edition orders'],
    whereItAirs: true,
    knock: ({ id }) => ({ url: `/api/orders/${id}/parts/0/stop`, payload: { reason: 'thử' } }),
    worksFor: 'officer B',
  },
  'POST /api/bulletins/{}/recall': {
    may: STOPPERS,
    about: ['bulletins'],
    only: ({ name }) => name.startsWith('aired'),
    knock: ({ id }) => ({ url: `/api/bulletins/${id}/recall`, payload: {} }),
    worksFor: 'leader B',
  },
  // Behind the recall: what was recalled is what is corrected.
  'POST /api/bulletins/{}/correct': {
    may: WRITING,
    about: ['bulletins'],
    only: ({ name }) => name.startsWith('aired'),
    knock: ({ id }) => ({ url: `/api/bulletins/${id}/correct`, payload: {} }),
    worksFor: 'leader B',
  },
  'GET /api/bulletins/{}/correction': {
    may: EVERY_ROLE,
    about: ['bulletins'],
    knock: ({ id }) => ({ url: `/api/bulletins/${id}/correction` }),
  },
  'GET /api/missed': list('/api/missed', 'signed-in', { missed: 'bulletin' }),
  'POST /api/bulletins/{}/make-up': {
    may: WRITING,
    about: ['missed'],
    knock: async ({ id }, land, who) => ({
      url: `/api/bulletins/${id}/make-up`,
      payload: { at: (await offeredSlot(land, who, id)) ?? land.house.clock.now().toISOString() },
    }),
    worksFor: 'officer B',
  },
  'POST /api/units/{}/stop': {
    may: STOPPERS,
    about: ['units'],
    knock: ({ id }) => ({ url: `/api/units/${id}/stop`, payload: {} }),
    worksFor: 'leader A',
  },
};

/** After these some visitor is not what he was. */
const LAST_DOORS: Record<string, Door> = {
  'DELETE /api/users/{}/grants/{}': {
    may: ['administrator'],
    about: ['grants'],
    knock: ({ id }) => ({ url: `/api/users/${id.replace('/', '/grants/')}` }),
    worksFor: 'administrator B',
  },
  'DELETE /api/me/delegations/{}': {
    may: 'own',
    about: ['delegations'],
    knock: ({ id }) => ({ url: `/api/me/delegations/${id}` }),
    worksFor: 'board P one',
  },
  'DELETE /api/me/sessions/{}': {
    may: 'own',
    about: ['sessions'],
    knock: ({ id }) => ({ url: `/api/me/sessions/${id}` }),
    worksFor: 'editor P',
  },
};

/** Every door of the house: `METHOD /path/{}`. One that is missing here fails the test. */
export const ALL_DOORS: Record<string, Door> = {
  ...PEOPLE_DOORS,
  // Before the doors that put bulletins away.
  ...SOUND_DOORS,
  ...STANDING_DOORS,
  ...NOTICE_DOORS,
  ...BULLETIN_DOORS,
  ...SPEECH_DOORS,
  ...PHONE_DOORS,
  ...TEMPLATE_DOORS,
  ...LIBRARY_DOORS,
  ...EDITION_DOORS,
  ...REQUEST_DOORS,
  ...BROADCAST_DOORS,
  ...REPORT_DOORS,
  ...MACHINE_DOORS,
  ...LAST_DOORS,
};

/** A whole PNG of one pixel. */
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';
