import { type Answer, pause, type Person } from './house.ts';

/** What the system acknowledged while it was being killed, each with the way to see whether it still holds. */
export interface Journal {
  entries: { what: string; holds: () => Promise<boolean> }[];
  /** Requests that ended without an answer, or with one of 5xx: nothing was promised. */
  unanswered: number;
}

/** A journal with nothing in it. */
export function openJournal(): Journal {
  return { entries: [], unanswered: 0 };
}

/** What was acknowledged and does not hold. */
export async function lostOf(journal: Journal): Promise<string[]> {
  const lost: string[] = [];
  for (const { what, holds } of journal.entries) if (!(await holds())) lost.push(what);
  return lost;
}

/** Asks until somebody answers with something other than 5xx, however often the system is killed meanwhile. */
export async function insist<T>(
  journal: Journal,
  person: Person,
  method: string,
  path: string,
  body?: object,
): Promise<Answer<T>> {
  for (let tries = 0; tries < 1_000; tries += 1) {
    const answer = await person.ask<T>(method, path, body).catch(() => null);
    if (answer && answer.status < 500) return answer;
    journal.unanswered += 1;
    await pause(300);
  }
  throw new Error(`${method} ${path}: no answer in five minutes`);
}

/** The same for what must be acknowledged. Throws with the refusal. */
export async function insistOn<T>(
  journal: Journal,
  person: Person,
  method: string,
  path: string,
  body?: object,
): Promise<T> {
  const answer = await insist<T>(journal, person, method, path, body);
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}
