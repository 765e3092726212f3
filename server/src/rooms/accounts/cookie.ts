import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/**
 * The session cookie in the form that better-auth writes and reads: token, a dot, the HMAC-SHA-256 of the token in
 * base64, the whole percent-encoded. Over https its name carries the prefix that browsers bind to Secure.
 */
export interface SessionCookie {
  /** Value of the Set-Cookie header that signs this browser in. */
  set(token: string, seconds: number): string;
  /** The same for a machine that never remembers: gone when the browser is closed. */
  forNow(token: string): string;
  /** Value of the Cookie header of a request that carries the session. */
  header(token: string): string;
  /** Token of a request whose signature is ours; null otherwise. */
  read(headers: IncomingHttpHeaders): string | null;
}

/** @param publicUrl decides whether the cookie is Secure */
export function sessionCookie(publicUrl: string, secret: string): SessionCookie {
  const secure = publicUrl.startsWith('https:');
  const name = `${secure ? '__Secure-' : ''}nguon.session_token`;
  const sign = (token: string): string => createHmac('sha256', secret).update(token).digest('base64');
  const pair = (token: string): string => `${name}=${encodeURIComponent(`${token}.${sign(token)}`)}`;
  return {
    set: (token, seconds) =>
      `${pair(token)}; Max-Age=${seconds}; Path=/; HttpOnly; ${secure ? 'Secure; ' : ''}SameSite=Lax`,
    forNow: (token) => `${pair(token)}; Path=/; HttpOnly; ${secure ? 'Secure; ' : ''}SameSite=Lax`,
    header: pair,
    read(headers) {
      const value = cookieNamed(headers.cookie ?? '', name);
      const dot = value.lastIndexOf('.');
      if (dot < 1) return null;
      const given = Buffer.from(value.slice(dot + 1));
      const expected = Buffer.from(sign(value.slice(0, dot)));
      return given.length === expected.length && timingSafeEqual(given, expected) ? value.slice(0, dot) : null;
    },
  };
}

/** A cookie with a secret of the browser's own; scripts do not see it, other pages are not sent it. */
export interface SecretCookie {
  /** Value of the Set-Cookie header; 0 seconds forgets it. */
  set(secret: string, seconds: number): string;
  read(headers: IncomingHttpHeaders): string | null;
}

/** The cookie in which a shared machine keeps the secret of its question. */
export function questionCookie(publicUrl: string): SecretCookie {
  return secretCookie(publicUrl, 'nguon.machine_question', '/api/machine-sign-ins');
}

/** The cookie by which a shared machine is known again, whoever sits at it. */
export function machineCookie(publicUrl: string): SecretCookie {
  return secretCookie(publicUrl, 'nguon.machine', '/api');
}

function secretCookie(publicUrl: string, plainName: string, path: string): SecretCookie {
  const secure = publicUrl.startsWith('https:');
  const name = `${secure ? '__Secure-' : ''}${plainName}`;
  return {
    set: (secret, seconds) =>
      `${name}=${secret}; Max-Age=${seconds}; Path=${path}; HttpOnly; ${secure ? 'Secure; ' : ''}SameSite=Strict`,
    read: (headers) => cookieNamed(headers.cookie ?? '', name) || null,
  };
}

function cookieNamed(header: string, name: string): string {
  const found = header.split(';').find((part) => part.trimStart().startsWith(`${name}=`));
  const value = found?.slice(found.indexOf('=') + 1).trim() ?? '';
  try {
    return decodeURIComponent(value);
  } catch {
    return '';
  }
}
