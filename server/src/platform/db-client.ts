import { createHash } from 'node:crypto';
import pg from 'pg';

/**
 * Begins a statement that is asked again and again in the same words: each connection plans it once and remembers the plan.
 * Only for statements whose text never changes, since the database keeps each of them for as long as the connection lives.
 */
export const PLANNED_ONCE = '/* planned once */';

/** The database did not answer within the patience of the connection, which is given up for that. */
export class DatabaseSilentError extends Error {}

const names = new Map<string, string>();

/**
 * A connection's class for node-postgres.
 * @param patienceMs longest wait for the answer to one statement; undefined: without end. A connection that was silent for so
 *   long is broken off, so that nothing else waits behind it; what it was doing may yet happen.
 */
export function clientClass(patienceMs: number | undefined): typeof pg.Client {
  return class extends pg.Client {
    constructor(config?: string | pg.ClientConfig) {
      super(config);
      // While a connection is lent its pool does not listen, and an error that nobody hears would end the process: a database that
      // dies would take the server with it. The statements that wait are told of it anyway.
      this.on('error', () => {});
      const ask = this.query.bind(this) as (...words: unknown[]) => unknown;
      const asked = (first: unknown, ...rest: unknown[]): unknown => {
        const answer = ask(typeof first === 'string' && first.startsWith(PLANNED_ONCE) ? named(first) : first, ...rest);
        if (patienceMs !== undefined && answer instanceof Promise) giveUpLate(this, answer, patienceMs);
        return answer;
      };
      this.query = asked as typeof this.query;
    }
  };
}

function named(text: string): { name: string; text: string } {
  const name = names.get(text) ?? createHash('sha256').update(text).digest('base64url');
  names.set(text, name);
  return { name, text };
}

function giveUpLate(client: pg.Client, answer: Promise<unknown>, patienceMs: number): void {
  const { stream } = (client as unknown as { connection: pg.Connection }).connection;
  const late = setTimeout(
    () => stream.destroy(new DatabaseSilentError(`no answer from the database in ${patienceMs} ms`)),
    patienceMs,
  );
  const answered = (): void => clearTimeout(late);
  answer.then(answered, answered);
}
