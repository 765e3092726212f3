import { z } from 'zod';

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
