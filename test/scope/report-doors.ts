import { type Door, EVERY_ROLE } from './door.ts';

const PERIOD = 'from=2026-11-01&to=2026-11-30';
const communes = ({ name }: { name: string }): boolean => name === 'A' || name === 'B';

const aired = ({ name }: { name: string }): boolean => name.startsWith('aired');

/** A paper in both of its forms. */
function paper(path: string, door: Omit<Door, 'knock'>, query: string): Record<string, Door> {
  const forms = ['docx', 'pdf'].map((format): [string, Door] => [
    `GET /api/papers/${path}/{}.${format}`,
    { ...door, knock: ({ id }) => ({ url: `/api/papers/${path}/${id}.${format}?${query}` }) },
  ]);
  return Object.fromEntries(forms);
}

/** Books, their lines by hand, papers and what stands on them. */
export const REPORT_DOORS: Record<string, Door> = {
  'GET /api/log-books/{}': {
    may: EVERY_ROLE,
    about: ['units'],
    only: communes,
    knock: ({ id }) => ({ url: `/api/log-books/${id}?${PERIOD}` }),
    worksFor: 'viewer of district B',
  },
  'POST /api/log-books/{}/entries': {
    may: ['commune-officer', 'commune-leader'],
    about: ['units'],
    only: communes,
    knock: ({ id }) => ({
      url: `/api/log-books/${id}/entries`,
      payload: {
        from: '2026-11-22T22:00:00.000Z',
        until: '2026-11-22T22:30:00.000Z',
        content: 'Tiếp âm',
        reason: 'Đài FM không gửi xác nhận',
      },
    }),
    worksFor: 'officer B',
  },
  'GET /api/organizations/{}/letterhead': {
    may: ['administrator'],
    about: ['organizations'],
    knock: ({ id }) => ({ url: `/api/organizations/${id}/letterhead` }),
    worksFor: 'administrator A',
  },
  'PUT /api/organizations/{}/letterhead': {
    may: ['administrator'],
    about: ['organizations'],
    knock: ({ id }) => ({
      url: `/api/organizations/${id}/letterhead`,
      payload: { above: [], name: ['Đài xã'], symbol: null, place: null, signerTitles: [] },
    }),
    worksFor: 'administrator B',
  },
  'GET /api/royalty-rates/{}': {
    may: EVERY_ROLE,
    about: ['units'],
    knock: ({ id }) => ({ url: `/api/royalty-rates/${id}` }),
    worksFor: 'officer A',
  },
  'POST /api/royalty-rates/{}': {
    may: ['administrator', 'editorial-board', 'commune-leader'],
    about: ['units'],
    knock: ({ id }) => ({
      url: `/api/royalty-rates/${id}`,
      payload: {
        part: 'reader',
        genre: null,
        per: 'item',
        dong: 20_000,
        validFrom: '2026-01-01',
        source: 'Quyết định mẫu 1/QĐ-UBND',
      },
    }),
    worksFor: 'leader B',
  },
  'POST /api/royalty-rates/{}/{}/end': {
    may: ['administrator', 'editorial-board', 'commune-leader'],
    about: ['rates'],
    knock: ({ id }) => ({
      url: `/api/royalty-rates/${id}/end`,
      payload: { validTo: '2026-12-01' },
    }),
    worksFor: 'leader A',
  },
  ...paper('requests', { may: EVERY_ROLE, about: ['requests'], worksFor: 'viewer of district B' }, ''),
  ...paper('bulletins', { may: EVERY_ROLE, about: ['bulletins'], only: aired, worksFor: 'officer A' }, 'size=a3'),
  ...paper('timetables', { may: EVERY_ROLE, about: ['units'], worksFor: 'technician A' }, 'from=2026-11-23'),
  ...paper('reports', { may: EVERY_ROLE, about: ['units'], only: communes, worksFor: 'leader A' }, PERIOD),
  ...paper('royalties', { may: EVERY_ROLE, about: ['units'], worksFor: 'editor P' }, PERIOD),
  ...paper('log-books', { may: EVERY_ROLE, about: ['units'], only: communes, worksFor: 'officer A' }, PERIOD),
};
