import type { NoticeContent, NoticeSending, NoticeView } from '@nguon/protocol/http/notices.ts';
import { noticeHash, type NoticeStatement } from '@nguon/protocol/notice.ts';
import { signDocument } from '@nguon/protocol/sign.ts';
import { PHONE_TYPES } from '@nguon/protocol/verify.ts';
import { draftNotice, sendNotice } from '../../api-notices.ts';
import { provinceNow } from '../../session.ts';
import { signWithPin, type PhoneKey } from '../accounts/phone-key.ts';

/** The link, whose it is, and the key of this phone. */
export interface HeadPhone {
  token: string;
  person: string;
  own: PhoneKey;
}

/** Has a notice made ready for hearing; the phone signs its content, without the PIN. */
export async function draft({ token, person, own }: HeadPhone, content: NoticeContent): Promise<NoticeView> {
  const notice = crypto.randomUUID();
  const said = await statement({ act: 'draft', head: person, notice, of: await noticeHash(content) });
  const document = await signDocument(said, PHONE_TYPES.notice, own.signing);
  return draftNotice({ token, notice, content, document });
}

/** Sends what was heard, by the phone and its PIN. */
export async function send(
  { token, person, own }: HeadPhone,
  notice: string,
  content: NoticeSending,
  pin: string,
): Promise<NoticeView> {
  const said = await statement({ act: 'send', head: person, notice, of: await noticeHash(content) });
  return sendNotice(notice, { token, content, signed: await signWithPin(own, PHONE_TYPES.notice, said, pin) });
}

async function statement(said: Omit<NoticeStatement, 'v' | 'at'>): Promise<NoticeStatement> {
  return { v: 1, ...said, at: new Date(provinceNow()).toISOString() };
}
