import { pinKeyOf, pinProofOf } from '@nguon/protocol/enrolled-key.ts';
import { type generateKey, signDocument } from '@nguon/protocol/sign.ts';
import { PHONE_TYPES } from '@nguon/protocol/verify.ts';

/** A key that never leaves its phone. */
export type Phone = Awaited<ReturnType<typeof generateKey>>;

/** A template of a village's matters. */
export const CONTENT = {
  v: 1,
  name: 'Việc thôn',
  title: 'Mời {viec}',
  text: 'Mời bà con {viec} ngày {ngay}, tại nhà văn hóa thôn. Đề nghị bà con đến đúng giờ.',
  blanks: [
    { name: 'viec', label: 'Việc gì?', kind: 'choice', choices: ['họp', 'dọn vệ sinh'] },
    { name: 'ngay', label: 'Ngày nào?', kind: 'date' },
  ],
  topic: 'thong-bao',
};

/** What a phone signed, and the proof that its PIN was there. */
export async function proved(
  phone: Phone,
  type: (typeof PHONE_TYPES)[keyof typeof PHONE_TYPES],
  said: object,
  pin: string,
) {
  const document = await signDocument(said, type, phone.signing);
  return { document, pin: await pinProofOf(await pinKeyOf(pin, phone.public.kid), document) };
}

/** A phone of somebody, with the key of its PIN. @param at by the province's clock */
export async function enrolmentOf(phone: Phone, { user, at }: { user: string; at: string }, pin: string) {
  const enrolment = await signDocument({ v: 1, user, ...phone.public, at }, PHONE_TYPES.enrolment, phone.signing);
  return { enrolment, pinKey: await pinKeyOf(pin, phone.public.kid) };
}
