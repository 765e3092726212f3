import { createHmac, timingSafeEqual } from 'node:crypto';
import { Enrolment } from '@nguon/protocol/enrolled-key.ts';
import type { EnrolBody } from '@nguon/protocol/http/phones.ts';
import { NoticeStatement } from '@nguon/protocol/notice.ts';
import { kidOf } from '@nguon/protocol/sign.ts';
import { decode, PHONE_TYPES, readUnverified, RefusedDocument, verifyDocument } from '@nguon/protocol/verify.ts';
import type { z } from 'zod';
import { Problem } from '../../lib/problem.ts';

/** The key of a phone that says whose it is. Throws Problem `signature-refused`. */
export async function keyOfEnrolment(
  { enrolment }: z.output<typeof EnrolBody>,
  user: string,
): Promise<{ kid: string; x: string }> {
  const document = { type: PHONE_TYPES.enrolment, schema: Enrolment };
  return told(async () => {
    const { kid, x } = readUnverified(enrolment, document);
    const said = await verifyDocument(enrolment, { ...document, keys: [{ kid, x }] });
    if (said.user !== user || (await kidOf(x)) !== kid) throw new Problem('signature-refused', { reason: 'user' });
    return { kid, x };
  });
}

/** What a village head's phone signed. Throws Problem `notice-phone-other` for another phone's, `signature-refused`. */
export async function statementOf(document: string, key: { kid: string; x: string }): Promise<NoticeStatement> {
  return told(async () => verifyDocument(document, { type: PHONE_TYPES.notice, schema: NoticeStatement, keys: [key] }));
}

/** Whether a proof was made with the PIN of the phone, for this document. */
export function isPinProof(pinKey: string, document: string, proof: string): boolean {
  const expected = createHmac('sha256', decode(pinKey)).update(document).digest();
  const given = decode(proof);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

async function told<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof RefusedDocument)) throw error;
    if (error.reason === 'unknown-key') throw new Problem('notice-phone-other');
    throw new Problem('signature-refused', { reason: error.reason });
  }
}
