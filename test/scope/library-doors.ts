import { type Door, EVERY_ROLE, upload } from './door.ts';

/** May keep what a unit has for all its bulletins. */
const KEEPERS: Door['may'] = ['administrator', 'editorial-board', 'commune-leader', 'commune-officer'];
const NOWHERE = '00000000-0000-4000-8000-000000000000';

/** kho nhạc: what may be used in a unit, and those of a unit. */
export const LIBRARY_DOORS: Record<string, Door> = {
  'GET /api/library': {
    may: EVERY_ROLE,
    about: ['units'],
    knock: ({ id }) => ({ url: `/api/library?unit=${id}` }),
    worksFor: 'leader A',
  },
  'POST /api/library': {
    may: KEEPERS,
    about: ['units'],
    knock: ({ id }) => upload(`/api/library?unit=${id === '' ? NOWHERE : id}`, 'nhac-hieu.wav', 'RIFF'),
  },
  'DELETE /api/library/{}': {
    may: KEEPERS,
    about: ['library items'],
    knock: ({ id }) => ({ url: `/api/library/${id}` }),
    worksFor: 'officer B',
  },
};
