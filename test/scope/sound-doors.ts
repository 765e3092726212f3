import { createHash } from 'node:crypto';
import { type Door, upload, WRITING } from './door.ts';

const drafts = (thing: { name: string }): boolean => thing.name.startsWith('draft');

const NO_SOUND = '00000000-0000-4000-8000-000000000000';

/** A take that the door before has sent. */
const TAKE = 'RIFF';
const TAKE_SHA256 = createHash('sha256').update(TAKE).digest('hex');

/** How a bulletin comes to its sound. */
export const SOUND_DOORS: Record<string, Door> = {
  'POST /api/bulletins/{}/speech': {
    may: WRITING,
    about: ['bulletins'],
    only: drafts,
    knock: ({ id }) => ({ url: `/api/bulletins/${id}/speech`, payload: {} }),
    worksFor: 'officer A for health',
  },
  'POST /api/bulletins/{}/sounds': {
    may: WRITING,
    about: ['bulletins'],
    only: drafts,
    knock: ({ id }) => upload(`/api/bulletins/${id}/sounds`, 'thu.wav', 'RIFF'),
    worksFor: 'officer A for health',
  },
  'DELETE /api/bulletins/{}/sounds/{}': {
    may: WRITING,
    about: ['bulletins'],
    only: drafts,
    knock: ({ id, bulletin }) => ({ url: `/api/bulletins/${id}/sounds/${bulletin?.sounds[0]?.id ?? NO_SOUND}` }),
    worksFor: 'officer A for health',
  },
  'POST /api/bulletins/{}/takes': {
    may: WRITING,
    about: ['bulletins'],
    only: drafts,
    knock: ({ id }) => upload(`/api/bulletins/${id}/takes`, 'cau-1.webm', TAKE),
    worksFor: 'officer A for health',
  },
  'POST /api/bulletins/{}/sounds/joined': {
    may: WRITING,
    about: ['bulletins'],
    only: drafts,
    knock: ({ id }) => ({ url: `/api/bulletins/${id}/sounds/joined`, payload: { takes: [TAKE_SHA256] } }),
    worksFor: 'officer A for health',
  },
};
