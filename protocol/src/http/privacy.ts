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

/** Where in a bulletin it stands: title, text, the words beside its picture. */
export const PrivacyPart = z.enum(['title', 'text', 'picture']);
export const PartFinding = PrivacyFinding.extend({ part: PrivacyPart });
export type PartFinding = z.infer<typeof PartFinding>;

export const PrivacyCheckBody = z.object({
  title: z.string().max(200).default(''),
  text: z.string().max(60_000),
  picture: z.string().max(300).default('').describe('Lời mô tả ảnh'),
});
export const PrivacyCheck = z.object({
  findings: z.array(PartFinding),
  /** Lời trung tính: the same without telling who; null where nothing was found. */
  neutral: z.object({ title: z.string(), text: z.string(), picture: z.string() }).nullable(),
});
export type PrivacyCheck = z.infer<typeof PrivacyCheck>;

/** Lý do vẫn phát, by a second person, for one revision and the kinds that were found then. */
export const Justification = z.object({
  byName: z.string(),
  at: Instant,
  reason: z.string(),
  kinds: z.array(PrivacyKind),
});
export type Justification = z.infer<typeof Justification>;
export const JustifyBody = z.object({
  revision: Sha256.describe('The revision that was read'),
  reason: z.string().trim().min(1).max(2000),
});

/** What stands in the way of an approval, and why it may go out all the same. */
export const PrivacyState = z.object({ findings: z.array(PartFinding), justifications: z.array(Justification) });
export type PrivacyState = z.infer<typeof PrivacyState>;
export const BulletinPrivacy = PrivacyState.extend({
  revision: Sha256,
  /** Nothing is left that nobody justified. */
  settled: z.boolean(),
  mayJustify: z.boolean(),
  whyNot: z.string().nullable(),
});
export type BulletinPrivacy = z.infer<typeof BulletinPrivacy>;
