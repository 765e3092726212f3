import { SignJWT, jwtVerify } from 'jose';
import { z } from 'zod';

/** Who a client of the broker is, and what it may hear. `sub` is also its client id and user name. */
export const BrokerClaims = z.strictObject({
  sub: z.string().regex(/^[0-9a-zA-Z-]{1,64}$/),
  role: z.enum(['device', 'server']),
  /** Units whose programmes a device follows; empty for the server. */
  units: z.array(z.string().regex(/^[0-9a-zA-Z-]{1,64}$/)).max(64),
  /** Seconds since 1970 on the project's clock; the broker drops the client then. */
  exp: z.int().positive(),
});
export type BrokerClaims = z.infer<typeof BrokerClaims>;

/** Makes the short-lived password with which a client logs in to our broker (compact JWT, HS256). */
export async function signBrokerPassword(secret: string, claims: BrokerClaims): Promise<string> {
  return new SignJWT({ role: claims.role, units: claims.units })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(claims.sub)
    .setExpirationTime(claims.exp)
    .sign(new TextEncoder().encode(secret));
}

/**
 * Reads a password back.
 * @param now the project's clock
 * @returns null when it is not ours, has run out or says anything unexpected
 */
export async function readBrokerPassword(secret: string, password: string, now: Date): Promise<BrokerClaims | null> {
  try {
    const { payload } = await jwtVerify(password, new TextEncoder().encode(secret), {
      algorithms: ['HS256'],
      currentDate: now,
    });
    return BrokerClaims.parse(payload);
  } catch {
    return null;
  }
}
