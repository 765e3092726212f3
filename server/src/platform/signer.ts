import { z } from 'zod';
import type { DeviceCommand, LoginReply } from '@nguon/protocol/device.ts';
import { ApprovalStatement, CodePermit } from '@nguon/protocol/enrolled-key.ts';
import { Sha256 } from '@nguon/protocol/primitives.ts';
import { StandingApproval } from '@nguon/protocol/standing.ts';
import {
  GuardAnswer,
  ScopeAnswer,
  SignedDocument,
  SignedReply,
  SignerKeys,
  SignerLimits,
  SignerRefusalBody,
  type ApprovalProof,
  type ApproverRecord,
  type AssignmentDraft,
  type EnrolmentDraft,
  type FillingDraft,
  type PermitDraft,
  type ProgrammeDraft,
  type RefusalReason,
  type StandingDraft,
  type UnitRecord,
  type VoucherDraft,
} from '../lib/signing.ts';

/** The signer's way to the server. Every call may throw SignerRefusal (its policy says no) or SignerUnavailable (no answer: try again). */
export interface SignerClient {
  keys(): Promise<SignerKeys>;
  /** What the signer will not go beyond: quiet hours, longest item, volume, rates. */
  limits(): Promise<SignerLimits>;
  signProgramme(draft: ProgrammeDraft): Promise<SignedDocument>;
  signAssignment(draft: AssignmentDraft): Promise<SignedDocument>;
  signLoginReply(draft: LoginReply): Promise<{ jws: string }>;
  signCommand(draft: DeviceCommand): Promise<{ jws: string }>;
  putApprover(record: ApproverRecord): Promise<void>;
  removeApprover(user: string): Promise<void>;
  /** Replaces the signer's tree of units; only differences are written. */
  putUnits(units: readonly UnitRecord[]): Promise<void>;
  /** Shows an approval that an enrolled phone signed, with the proof of its PIN. Answers what it says. */
  showApproval(proof: ApprovalProof): Promise<ApprovalStatement>;
  /** Enrols a phone's key; the same key twice is once. */
  enrolKey(draft: EnrolmentDraft): Promise<{ kid: string }>;
  showVoucher(draft: VoucherDraft): Promise<void>;
  showPermit(draft: PermitDraft): Promise<CodePermit>;
  /** Shows a template's standing approval that an enrolled phone signed. Answers what it says. */
  showStanding(draft: StandingDraft): Promise<StandingApproval>;
  /** Has what was filled under a standing approval judged and remembered; the same twice is once. */
  showFilling(draft: FillingDraft): Promise<{ digest: string }>;
  /** Ends a standing approval for good; nothing new goes out by it. */
  withdrawStanding(standing: string): Promise<void>;
  endKey(kid: string): Promise<void>;
  /** Topmost units over which a person's new key would approve, and whether somebody must answer for it. */
  keyScope(user: string): Promise<ScopeAnswer>;
  /** Those of the units in which only enrolled phones approve. */
  guardedOf(units: readonly string[]): Promise<string[]>;
  /** Whether it answers within a second. For /readyz. */
  health(): Promise<boolean>;
}

/** The signer will not sign, and asking the same again will not help. `order` is the entry at fault, where there is one. */
export class SignerRefusal extends Error {
  readonly reason: RefusalReason;
  readonly detail: string;
  readonly order: string | undefined;
  constructor(body: SignerRefusalBody) {
    super(`the signer refused: ${body.reason}: ${body.detail}`);
    this.name = 'SignerRefusal';
    this.reason = body.reason;
    this.detail = body.detail;
    this.order = body.order;
  }
}

/** The signer did not answer, or not as agreed. Nothing is known of what it did; everything it does may be asked for again. */
export class SignerUnavailable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(`the signer is not available: ${message}`, options);
    this.name = 'SignerUnavailable';
  }
}

const Done = z.object({});

/** A signature takes milliseconds; a month of a busy unit's programme, checked, a second. */
const TIMEOUT_MS = 10_000;
const HEALTH_TIMEOUT_MS = 1_000;

/** Client of the signer at an address (`http://127.0.0.1:PORT`) with its bearer token. */
export function createSignerClient(options: { url: string; token: string; timeoutMs?: number }): SignerClient {
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  const call = <S extends z.ZodType>(
    door: string,
    answer: S,
    body?: unknown,
    limit = timeoutMs,
  ): Promise<z.output<S>> => ask(options, door, { answer, body, timeoutMs: limit });
  return {
    keys: () => call('GET /keys', SignerKeys),
    limits: () => call('GET /limits', SignerLimits),
    signProgramme: (draft) => call('POST /programmes', SignedDocument, draft),
    signAssignment: (draft) => call('POST /assignments', SignedDocument, draft),
    signLoginReply: (draft) => call('POST /login-replies', SignedReply, draft),
    signCommand: (draft) => call('POST /commands', SignedReply, draft),
    putApprover: async (record) => void (await call(`PUT /approvers/${record.user}`, Done, record)),
    removeApprover: async (user) => void (await call(`DELETE /approvers/${user}`, Done)),
    putUnits: async (units) => void (await call('PUT /units', Done, { units })),
    showApproval: (proof) => call('POST /approvals', ApprovalStatement, proof),
    enrolKey: (draft) => call('POST /enrolments', z.object({ kid: z.string() }), draft),
    showVoucher: async (draft) => void (await call('POST /vouchers', Done, draft)),
    showPermit: (draft) => call('POST /permits', CodePermit, draft),
    showStanding: (draft) => call('POST /standing-approvals', StandingApproval, draft),
    showFilling: (draft) => call('POST /fillings', z.object({ digest: Sha256 }), draft),
    withdrawStanding: async (standing) => void (await call(`DELETE /standing-approvals/${standing}`, Done)),
    endKey: async (kid) => void (await call(`DELETE /approver-keys/${kid}`, Done)),
    keyScope: (user) => call(`GET /approvers/${user}/scope`, ScopeAnswer),
    guardedOf: async (units) => (await call('POST /guarded', GuardAnswer, { units })).guarded,
    health: () =>
      call('GET /healthz', Done, undefined, HEALTH_TIMEOUT_MS).then(
        () => true,
        () => false,
      ),
  };
}

async function ask<S extends z.ZodType>(
  { url, token }: { url: string; token: string },
  door: string,
  { answer, body, timeoutMs }: { answer: S; body: unknown; timeoutMs: number },
): Promise<z.output<S>> {
  const [method = '', path = ''] = door.split(' ');
  let status: number;
  let content: unknown;
  try {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    status = response.status;
    content = await response.json();
  } catch (cause) {
    throw new SignerUnavailable(door, { cause });
  }
  if (status === 422) throw new SignerRefusal(SignerRefusalBody.parse(content));
  const parsed = answer.safeParse(content);
  if (status !== 200 || !parsed.success) throw new SignerUnavailable(`${door} answered ${status}`);
  return parsed.data;
}
