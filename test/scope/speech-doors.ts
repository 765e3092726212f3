import { type Door, EVERY_ROLE, list } from './door.ts';

const VOICE = 'espeak-vi-north';
const KEEPERS: Door['may'] = ['commune-officer', 'commune-leader', 'editorial-board'];

/** Words as they are read, and whose voice reads them. */
export const SPEECH_DOORS: Record<string, Door> = {
  'POST /api/speech/normalise': {
    may: 'signed-in',
    knock: () => ({ url: '/api/speech/normalise', payload: { text: 'ngày 2/9' } }),
    worksFor: 'viewer of district B',
  },
  'POST /api/speech/spoken-form': {
    may: 'signed-in',
    knock: () => ({ url: '/api/speech/spoken-form', payload: { text: 'Căn cứ Luật này;' } }),
    worksFor: 'viewer of district B',
  },
  'POST /api/speech/sample': {
    may: 'signed-in',
    knock: () => ({ url: '/api/speech/sample', payload: { text: 'Phja Đăm' } }),
    worksFor: 'viewer of district B',
  },
  'GET /api/readings': list('/api/readings', 'signed-in', { units: 'unit' }),
  'POST /api/readings': {
    may: KEEPERS,
    about: ['units'],
    knock: ({ id }) => ({ url: '/api/readings', payload: { unit: id, written: 'Phja', spoken: 'Phi a' } }),
    worksFor: 'officer A',
  },
  'DELETE /api/readings/{}': {
    may: KEEPERS,
    about: ['readings'],
    knock: ({ id }) => ({ url: `/api/readings/${id}` }),
    worksFor: 'leader B',
  },
  'GET /api/voices': { may: EVERY_ROLE, about: ['units'], knock: ({ id }) => ({ url: `/api/voices?unit=${id}` }) },
  'PUT /api/voices/default': {
    may: KEEPERS,
    about: ['units'],
    knock: ({ id }) => ({ url: '/api/voices/default', payload: { unit: id, voice: VOICE } }),
    worksFor: 'leader B',
  },
  'POST /api/voices/acceptances': {
    may: KEEPERS,
    about: ['units'],
    knock: ({ id }) => ({ url: '/api/voices/acceptances', payload: { unit: id, voice: VOICE } }),
    worksFor: 'officer A',
  },
  'DELETE /api/voices/acceptances': {
    may: KEEPERS,
    about: ['units'],
    knock: ({ id }) => ({ url: `/api/voices/acceptances?unit=${id}&voice=${VOICE}` }),
    worksFor: 'board P one',
  },
  'POST /api/voices/sample': {
    may: EVERY_ROLE,
    about: ['units'],
    knock: ({ id }) => ({ url: '/api/voices/sample', payload: { unit: id, voice: VOICE } }),
    worksFor: 'viewer of district B',
  },
};
