import { StandingList, StandingView, type FilledView } from '@nguon/protocol/http/standing.ts';
import { Template, TemplateContent, TemplateList } from '@nguon/protocol/http/templates.ts';
import { at, COMMUNE, id, ids, REVISION, SOUND_MP3, SOUND_MS } from './console-province.ts';

/** Templates of the recorded province: one of the commune's own that is approved beforehand, and what was filled into it. */
export const TEMPLATE = id(800);
export const STANDING = id(801);

const content = TemplateContent.parse({
  v: 1,
  name: 'Chợ phiên',
  note: 'Dùng cho chợ phiên của xã.',
  title: 'Chợ phiên ngày {ngay}',
  text: 'Chợ phiên {noi} họp ngày {ngay}, bắt đầu từ {gio}. Mời bà con đến mua bán.',
  blanks: [
    { name: 'noi', label: 'Chợ nào?', kind: 'place' },
    { name: 'ngay', label: 'Ngày nào?', kind: 'date' },
    { name: 'gio', label: 'Mấy giờ?', kind: 'hour' },
  ],
});

const template: Template = {
  id: TEMPLATE,
  unit: COMMUNE.id,
  unitName: COMMUNE.name,
  revision: REVISION,
  content,
  updatedAt: at('2026-11-20', 600),
  mayEdit: true,
};

/** A standing approval of it, in force until the end of the year. */
export const standing: StandingView = {
  id: STANDING,
  state: 'standing',
  unit: COMMUNE.id,
  unitName: COMMUNE.name,
  template: TEMPLATE,
  revision: REVISION,
  content,
  places: [COMMUNE.id],
  placeNames: [COMMUNE.name],
  hours: { from: '05:00', to: '20:00' },
  longestSeconds: 60,
  perDay: 3,
  askedByName: 'Hoàng Thị Mẫu',
  askedAt: at('2026-11-25', 600),
  approverName: 'Nguyễn Văn Mẫu',
  from: at('2026-11-25', 660),
  until: at('2027-01-01', 0),
  declineReason: null,
  mayApprove: false,
  mayWithdraw: false,
};

/** The same while it waits for the leader. */
export const asked: StandingView = {
  ...standing,
  state: 'asked',
  approverName: null,
  from: null,
  mayApprove: true,
  mayWithdraw: true,
};

/** What a request's page offers to its officer. */
export const offer = {
  id: STANDING,
  approverName: 'Nguyễn Văn Mẫu',
  hours: standing.hours,
  longestSeconds: 60,
  until: standing.until,
  whyNot: null,
};

export const filled: FilledView = {
  request: ids.request,
  order: ids.order,
  bulletin: ids.bulletin,
  standing: STANDING,
  templateName: content.name,
  unitName: COMMUNE.name,
  title: 'Chợ phiên ngày 27/11/2026',
  text: 'Chợ phiên xã Mẫu họp ngày 27/11/2026, bắt đầu từ 6 giờ. Mời bà con đến mua bán.',
  filledByName: 'Hoàng Thị Mẫu',
  at: at('2026-11-25', 1000),
  when: '17 giờ 30, thứ Tư, 25/11/2026',
  sounds: [{ mp3Sha256: SOUND_MP3, durationMs: SOUND_MS, peaks: [10, 80, 40, 90, 20] }],
  withdrawn: false,
};

/** What the doors of templates answer. */
export const answers: Record<string, unknown> = {
  'GET /templates': TemplateList.parse({ items: [template] }),
  'POST /templates': Template.parse(template),
  [`PUT /templates/${TEMPLATE}`]: Template.parse(template),
  [`DELETE /templates/${TEMPLATE}`]: null,
  'GET /standing-approvals': StandingList.parse({ items: [standing] }),
  'POST /standing-approvals': StandingView.parse(asked),
  [`GET /standing-approvals/${STANDING}`]: StandingView.parse(asked),
  [`POST /standing-approvals/${STANDING}/decline`]: StandingView.parse({
    ...asked,
    state: 'declined',
    mayApprove: false,
  }),
  [`POST /standing-approvals/${STANDING}/withdraw`]: StandingView.parse({ ...standing, state: 'withdrawn' }),
};
