import { z } from 'zod';
import { Problem } from '../../lib/problem.ts';
import { LOCK_MS } from './policy.ts';

const Said = z.object({ code: z.string().default(''), message: z.string().default('') });

/** What better-auth says by name, as we say it. */
const BY_CODE: Readonly<Record<string, () => Problem>> = {
  INVALID_PASSWORD: () => new Problem('wrong-password'),
  CREDENTIAL_ACCOUNT_NOT_FOUND: () => new Problem('wrong-password'),
  INVALID_CODE: () => new Problem('wrong-code'),
  INVALID_BACKUP_CODE: () => new Problem('wrong-code'),
  INVALID_TWO_FACTOR_COOKIE: () => new Problem('second-step-over'),
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: () => new Problem('second-step-over'),
  ACCOUNT_TEMPORARILY_LOCKED: () => new Problem('too-many-requests', { seconds: LOCK_MS / 1000 }),
  SESSION_NOT_FRESH: () => new Problem('sign-in-again'),
};

/**
 * A refusal of better-auth in the words of our catalogue.
 * @param path its door below /api/auth
 * @param body what it answered: `code` and `message` where it gave a reason
 */
export function authRefusal(path: string, status: number, body: unknown): Problem {
  const said = Said.safeParse(body).data;
  const named = BY_CODE[said?.code ?? ''];
  if (named) return named();
  if (path === '/passkey/verify-authentication' && status < 429) return new Problem('passkey-refused');
  if (status === 401) return new Problem(path.startsWith('/sign-in') ? 'sign-in-failed' : 'signed-out');
  if (status === 403) return new Problem('forbidden');
  if (status === 404) return new Problem('not-found');
  if (status === 429) return new Problem('too-many-requests', { seconds: 60 });
  if (status >= 500) return new Problem('unavailable', { part: 'đăng nhập' });
  return new Problem('invalid-input', { details: said?.message || String(status) });
}
