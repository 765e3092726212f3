import type { BulletinPrivacy, PartFinding, PrivacyCheck } from '@nguon/protocol/http/privacy.ts';
import { at, REVISION } from './console-province.ts';

/** A text that tells of somebody, and the same without telling of whom. */
export const TELLING = 'Hộ ông Nông Văn Sáng còn nợ tiền nước.';
export const NEUTRAL = 'Một hộ trong thôn còn nợ tiền nước.';

const findings: PartFinding[] = [
  {
    part: 'text',
    kind: 'debt',
    from: 3,
    to: 20,
    words: TELLING.slice(3, 20),
    why: 'Khoản nợ hoặc khoản chưa nộp gắn với tên một người, một hộ.',
    severity: 'sensitive',
  },
];

const settled = { revision: REVISION, settled: true, mayJustify: false, whyNot: null };

/** Nothing private was found. */
export const calm: { check: PrivacyCheck; bulletin: BulletinPrivacy } = {
  check: { findings: [], reading: false, neutral: null },
  bulletin: { findings: [], justifications: [], reading: false, ...settled },
};

/** Something was, and the reader may say why it goes out all the same. */
export const telling: typeof calm = {
  check: { findings, reading: false, neutral: { title: 'Nợ tiền nước', text: NEUTRAL, picture: '' } },
  bulletin: {
    findings,
    justifications: [],
    reading: false,
    revision: REVISION,
    settled: false,
    mayJustify: true,
    whyNot: null,
  },
};

export const REASON = 'Gia đình đã đồng ý bằng văn bản ngày 20/11.';
/** Somebody said why. */
export const justified: BulletinPrivacy = {
  findings,
  justifications: [{ byName: 'Triệu Văn Mẫu', at: at('2026-11-25', 1000), reason: REASON, kinds: ['debt'] }],
  reading: false,
  ...settled,
};
