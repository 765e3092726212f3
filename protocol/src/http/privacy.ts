import { z } from 'zod';
import { Instant, Sha256 } from '../primitives.ts';

/** What the privacy gate finds: danh sách tên, ngày sinh, số giấy tờ, số tài khoản, số điện thoại, sức khỏe, nghèo, nợ, nơi ở. */
export const PrivacyKind = z.enum([
  'list',
  'birth',
  'identity',
  'account',
  'phone',
  'health',
  'poverty',
  'debt',
  'address',
]);
export type PrivacyKind = z.infer<typeof PrivacyKind>;

export const PrivacyFinding = z.object({
  kind: PrivacyKind,
  /** UTF-16 offsets in the part's text, `to` exclusive. */
  from: z.int().min(0),
  to: z.int().min(0),
  words: z.string(),
  why: z.string().describe('Câu tiếng Việt: đây là gì'),
  severity: z.enum(['personal', 'sensitive']),
});
export type PrivacyFinding = z.infer<typeof PrivacyFinding>;

/** What stops a bulletin: a kind of personal data, or a picture whose letters no machine can read. */
export const StopKind = z.enum([...PrivacyKind.options, 'unread']);
export type StopKind = z.infer<typeof StopKind>;

/** Where in a bulletin it stands: title, text, the words beside its picture, the letters in the picture itself. */
export const PrivacyPart = z.enum(['title', 'text', 'picture', 'letters']);
export const PartFinding = PrivacyFinding.extend({ part: PrivacyPart, kind: StopKind });
export type PartFinding = z.infer<typeof PartFinding>;

export const PrivacyCheckBody = z.object({
  title: z.string().max(200).default(''),
  text: z.string().max(60_000),
  picture: z.string().max(300).default('').describe('Lời mô tả ảnh'),
  shown: Sha256.nullable().default(null).describe('Ảnh của bản tin; chữ trong ảnh được kiểm tra cùng'),
});
export const PrivacyCheck = z.object({
  findings: z.array(PartFinding),
  /** The letters in the picture are not known yet: ask again. */
  reading: z.boolean(),
  /** Lời trung tính: the same without telling who; null where nothing was found in words that can be changed. */
  neutral: z.object({ title: z.string(), text: z.string(), picture: z.string() }).nullable(),
});
export type PrivacyCheck = z.infer<typeof PrivacyCheck>;

/** Lý do vẫn phát, by a second person, for one revision and the kinds that were found then. */
export const Justification = z.object({
  byName: z.string(),
  at: Instant,
  reason: z.string(),
  kinds: z.array(StopKind),
});
export type Justification = z.infer<typeof Justification>;
export const JustifyBody = z.object({
  revision: Sha256.describe('The revision that was read'),
  reason: z.string().trim().min(1).max(2000),
});

/** What stands in the way of an approval, and why it may go out all the same. */
export const PrivacyState = z.object({
  findings: z.array(PartFinding),
  justifications: z.array(Justification),
  /** The letters in its picture are not known yet. */
  reading: z.boolean(),
});
export type PrivacyState = z.infer<typeof PrivacyState>;
export const BulletinPrivacy = PrivacyState.extend({
  revision: Sha256,
  /** Everything is known and nothing is left that nobody justified. */
  settled: z.boolean(),
  mayJustify: z.boolean(),
  whyNot: z.string().nullable(),
});
export type BulletinPrivacy = z.infer<typeof BulletinPrivacy>;
