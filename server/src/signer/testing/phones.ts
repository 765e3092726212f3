import { pinKeyOf, pinProofOf, type ApprovalStatement, type Voucher } from '@nguon/protocol/enrolled-key.ts';
import { requestDigest, type Approval, type Request } from '@nguon/protocol/request.ts';
import { generateKey, signDocument, type SigningKey } from '@nguon/protocol/sign.ts';
import { PHONE_TYPES, type DocumentType, type PublicKey } from '@nguon/protocol/verify.ts';
import type { SignerClient } from '../../platform/signer.ts';

/** An approver's phone: its key and the PIN that its owner types. */
export interface Phone {
  user: string;
  pin: string;
  signing: SigningKey;
  public: PublicKey;
}

export async function buildPhone(user: string, pin = '271828'): Promise<Phone> {
  const key = await generateKey(false);
  return { user, pin, ...key };
}

/** Signs a document as the phone would, with the proof of a PIN. */
export async function signed(
  phone: Phone,
  type: DocumentType,
  content: object,
  pin = phone.pin,
): Promise<{ jws: string; proof: string }> {
  const jws = await signDocument(content, type, phone.signing);
  return { jws, proof: await pinProofOf(await pinKeyOf(pin, phone.public.kid), jws) };
}

/** What a phone sends to be enrolled. */
export async function enrolmentOf(phone: Phone, at: string): Promise<{ enrolment: string; pinKey: string }> {
  const { user, public: own, pin, signing } = phone;
  const enrolment = await signDocument({ v: 1, user, ...own, at }, PHONE_TYPES.enrolment, signing);
  return { enrolment, pinKey: await pinKeyOf(pin, own.kid) };
}

/** The word of one phone's owner for another's new key. */
export async function vouch(
  client: SignerClient,
  by: Phone,
  phone: Phone,
  { units, at }: { units: string[]; at: string },
): Promise<void> {
  const content: Voucher = { v: 1, user: phone.user, kid: phone.public.kid, units, voucher: by.user, at };
  const { jws, proof } = await signed(by, PHONE_TYPES.voucher, content);
  await client.showVoucher({ voucher: jws, pin: proof });
}

/** The statement of an approval of a request by a phone's owner, by screen, heard whole. */
export async function statementOf(
  request: Request,
  approver: string,
  change: Partial<ApprovalStatement> & Pick<ApprovalStatement, 'at'>,
): Promise<ApprovalStatement> {
  const digest = await requestDigest(request);
  const listenedMs = request.sounds.reduce((sum, { durationMs }) => sum + durationMs, 0);
  return {
    v: 1,
    decision: 'approve',
    request: request.id,
    digest,
    step: 1,
    approver,
    channel: 'screen',
    listenedMs,
    ...change,
  };
}

/** The approval that the server records of a statement. */
export function approvalOf(
  { v: _v, decision: _decision, request: _request, ...rest }: ApprovalStatement,
  signature: string,
): Approval {
  return { ...rest, signature };
}
