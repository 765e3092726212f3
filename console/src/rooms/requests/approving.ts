import type { ApprovalStatement } from '@nguon/protocol/enrolled-key.ts';
import type { ListeningProgress, RequestView } from '@nguon/protocol/http/requests.ts';
import { PHONE_TYPES } from '@nguon/protocol/verify.ts';
import type { z } from 'zod';
import {
  approveLinked,
  approveRequest,
  beginLinked,
  beginListening,
  reportHeard,
  reportLinked,
  returnLinked,
  returnRequest,
  sendLinkedNote,
  sendReturnNote,
} from '../../api.ts';
import { provinceNow } from '../../session.ts';
import { signWithPin, type PhoneKey } from '../accounts/phone-key.ts';

type Progress = z.input<typeof ListeningProgress>;

/** What an approver heard: the listening on record and how much of it sounded. */
export interface Heard {
  listening: string | null;
  ms: number;
}

/** Why something goes back: typed, spoken, or both. */
export interface Why {
  reason: string;
  sound: Blob | null;
}

/** The way by which somebody listens to a request and decides: signed in, or by a personal link. */
export interface Way {
  /** What the ways of one page are told apart by. */
  name: string;
  begin(): Promise<{ listening: string }>;
  report(listening: string, progress: Progress): Promise<unknown>;
  approve(view: RequestView, heard: Heard, signing: Signing | null): Promise<RequestView>;
  giveBack(view: RequestView, why: Why, signing: Signing | null): Promise<RequestView>;
}

/** The key of this phone, whose it is, and the PIN that was typed. */
export interface Signing {
  key: PhoneKey;
  person: string;
  pin: string;
}

/** Deciding on the screen of a signed-in person; signed where this phone is enrolled. */
export function screenWay(request: string): Way {
  return {
    name: request,
    begin: () => beginListening(request),
    report: reportHeard,
    approve: async (view, heard, signing) =>
      approveRequest(view.id, {
        digest: view.digest,
        listening: heard.listening,
        signed: signing && (await signed(view, { ...signing, decision: 'approve', channel: 'screen', ms: heard.ms })),
      }),
    giveBack: async (view, { reason, sound }) =>
      returnRequest(view.id, {
        reason,
        note: sound && (await keepNote(sound, (form) => sendReturnNote(view.id, form))),
      }),
  };
}

/**
 * Deciding by a personal link: nothing without this phone's signature.
 * @param request which one, where the link opens a whole slot
 */
export function linkWay(token: string, request?: string): Way {
  const about = { token, ...(request !== undefined && { request }) };
  return {
    name: `${token} ${request ?? ''}`,
    begin: () => beginLinked(about),
    report: (listening, progress) => reportLinked(listening, { token, ...progress }),
    async approve(view, heard, signing) {
      if (!signing) throw new Error('a link approves nothing without a phone');
      const part = await signed(view, { ...signing, decision: 'approve', channel: 'link', ms: heard.ms });
      const body = { ...about, digest: view.digest, listening: heard.listening, signed: part };
      return (await approveLinked(body)).view;
    },
    async giveBack(view, { reason, sound }, signing) {
      if (!signing) throw new Error('a link returns nothing without a phone');
      const note = sound && (await keepNote(sound, sendLinkedNote, about));
      const part = await signed(view, { ...signing, decision: 'return', channel: 'link', ms: 0 });
      return (await returnLinked({ ...about, reason, note, signed: part })).view;
    },
  };
}

/** Notes that the server has already: a PIN that was wrong sends nothing twice. */
const keptNotes = new WeakMap<Blob, string>();

async function keepNote(
  sound: Blob,
  send: (form: FormData) => Promise<{ note: string }>,
  about: Readonly<Record<string, string>> = {},
): Promise<string> {
  const known = keptNotes.get(sound);
  if (known !== undefined) return known;
  const form = new FormData();
  // Before the file: the server asks whose it is before it reads on.
  for (const [name, value] of Object.entries(about)) form.set(name, value);
  form.set('file', sound, 'loi-nhan');
  const { note } = await send(form);
  keptNotes.set(sound, note);
  return note;
}

function signed(
  view: RequestView,
  act: Signing & Pick<ApprovalStatement, 'decision' | 'channel'> & { ms: number },
): ReturnType<typeof signWithPin> {
  const statement: ApprovalStatement = {
    v: 1,
    decision: act.decision,
    request: view.id,
    digest: view.digest,
    step: view.step ?? 1,
    approver: act.person,
    channel: act.channel,
    listenedMs: Math.floor(act.ms),
    at: new Date(provinceNow()).toISOString(),
  };
  return signWithPin(act.key, PHONE_TYPES.approval, statement, act.pin);
}
