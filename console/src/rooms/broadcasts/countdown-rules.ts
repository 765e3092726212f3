/** Ways by which a bulletin can still come on the air, in the order in which an officer would try them. */
export type Way = 'submit' | 'link' | 'code' | 'template' | 'now' | 'next';

/** A slot of the timetable that has not begun. Instants are milliseconds since 1970. */
export interface Ahead {
  at: number;
  until: number;
  /** Room that is left in it. */
  freeMs: number;
}

export interface Situation {
  /** The province's clock. */
  now: number;
  /** Slots for bulletins in the order of their starts. */
  slots: readonly Ahead[];
  /** One session: every reading with the pauses between them. */
  sessionMs: number;
  /** What an approver has to hear before approving. */
  listenMs: number;
  /** How far it is: still to be written, written, or waiting for its approval. */
  stage: 'idea' | 'written' | 'waiting';
  /** Approvals that are still wanted, one after the other. */
  approvals: number;
  /** Only a normal bulletin of a commune may be approved by a code. */
  byCode: boolean;
}

/** What can still be done for the nearest slot. */
export interface Countdown {
  slot: Ahead;
  /** Milliseconds in which the last of the ways has to be begun; 0: too late for this slot. */
  leftMs: number;
  /** The ways that still lead somewhere; `before`: when they have to be begun, null: there is no hurry. */
  ways: readonly { way: Way; before: number | null }[];
  /** The slot after, with room; null: none is in sight. */
  next: Ahead | null;
}

const MINUTE = 60_000;
/** Farther slots need no countdown. */
export const NEAR_MS = 60 * MINUTE;
/** From the last approval until the signer has signed and a loudspeaker on a weak line has fetched the sound. */
export const LEAD_MS = 45_000;
/** To see that something waits, open it, and type a PIN. */
const ANSWER_MS = 45_000;
/** A message through Zalo on top of that. */
const MESSAGE_MS = 30_000;
/** A text with a code, a call, six digits read out and typed. */
const CODE_MS = 90_000;
/** The bounds of approval by code are the server's (code-rules.ts). */
const LONGEST_BY_CODE_MS = 5 * MINUTE;
/** To write a minute's text; to fill the blanks of a template. */
const WRITE_MS = 4 * MINUTE;
const FILL_MS = 90_000;

/**
 * "còn 6 phút là kịp buổi 17 giờ": which ways still bring a bulletin to the start of the nearest slot that has room, in the order to try
 * them, then what is left when none does. Null while that slot is more than an hour away.
 */
export function countdown(situation: Situation): Countdown | null {
  const { now, sessionMs } = situation;
  const [slot, next = null] = situation.slots.filter(({ at, freeMs }) => at > now && freeMs >= sessionMs);
  if (!slot || slot.at - now > NEAR_MS) return null;
  const kept = waysTo(situation)
    .map(({ way, needMs }) => ({ way, before: slot.at - needMs }))
    .filter(({ before }) => before > now);
  const leftMs = Math.max(0, ...kept.map(({ before }) => before - now));
  const later: Way[] = situation.stage === 'waiting' ? [] : next ? ['now', 'next'] : ['now'];
  return { slot, leftMs, ways: [...kept, ...later.map((way) => ({ way, before: null }))], next };
}

/** The ways to a slot and the time that each takes from now until loudspeakers have it. */
function waysTo({ stage, listenMs, sessionMs, approvals, byCode }: Situation): { way: Way; needMs: number }[] {
  const each = (answerMs: number): number => approvals * (listenMs + answerMs) + LEAD_MS;
  const written = stage === 'idea' ? WRITE_MS : 0;
  const ways: { way: Way; needMs: number }[] = [{ way: 'link', needMs: written + each(ANSWER_MS + MESSAGE_MS) }];
  if (stage !== 'waiting') ways.unshift({ way: 'submit', needMs: written + each(ANSWER_MS) });
  if (byCode && approvals === 1 && sessionMs <= LONGEST_BY_CODE_MS) {
    ways.push({ way: 'code', needMs: written + CODE_MS + LEAD_MS });
  }
  if (stage === 'idea') ways.push({ way: 'template', needMs: FILL_MS + each(ANSWER_MS) });
  return ways;
}
