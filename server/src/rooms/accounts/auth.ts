import { passkey } from '@better-auth/passkey';
import { betterAuth } from 'better-auth';
import { twoFactor } from 'better-auth/plugins/two-factor';
import type { Db } from '../../platform/db.ts';

/** Days that a session lasts after sign-in; it is not prolonged by use, so that a lost phone signs itself out. */
export const SESSION_DAYS = 7;

const TIMES = { createdAt: 'created_at', updatedAt: 'updated_at' };

/** What better-auth is told; sign-in, passkeys and second factors are its part, rights are ours. */
export function authOptions(db: Db, publicUrl: string, secret: string) {
  return {
    appName: 'Nguồn',
    baseURL: publicUrl,
    basePath: '/api/auth',
    secret,
    database: { db, type: 'postgres' as const },
    telemetry: { enabled: false },
    // The doors count attempts themselves, by address and by e-mail (sign-in.ts).
    rateLimit: { enabled: false },
    logger: { disabled: true },
    advanced: {
      cookiePrefix: 'nguon',
      useSecureCookies: publicUrl.startsWith('https:'),
      database: { generateId: 'uuid' as const },
      // Every unsafe request is compared with its own host before it comes here (platform/http.ts).
      disableCSRFCheck: true,
      ipAddress: { disableIpTracking: true },
    },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10, maxPasswordLength: 200 },
    session: {
      modelName: 'auth_sessions',
      fields: {
        userId: 'user_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        ...TIMES,
      },
      expiresIn: SESSION_DAYS * 86_400,
      disableSessionRefresh: true,
    },
    user: { modelName: 'users', fields: { emailVerified: 'email_verified', ...TIMES } },
    account: {
      modelName: 'auth_accounts',
      fields: {
        accountId: 'account_id',
        providerId: 'provider_id',
        userId: 'user_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        ...TIMES,
      },
    },
    verification: { modelName: 'auth_verifications', fields: { expiresAt: 'expires_at', ...TIMES } },
    plugins: [passkeys(publicUrl), secondFactor()],
  };
}

/** Opens better-auth over our tables. */
export function openAuth(db: Db, publicUrl: string, secret: string) {
  return betterAuth(authOptions(db, publicUrl, secret));
}

function passkeys(publicUrl: string) {
  return passkey({
    rpID: new URL(publicUrl).hostname,
    rpName: 'Nguồn',
    origin: publicUrl,
    schema: {
      passkey: {
        modelName: 'passkeys',
        fields: {
          publicKey: 'public_key',
          userId: 'user_id',
          credentialID: 'credential_id',
          deviceType: 'device_type',
          backedUp: 'backed_up',
          createdAt: 'created_at',
        },
      },
    },
  });
}

function secondFactor() {
  return twoFactor({
    issuer: 'Nguồn',
    schema: {
      user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
      twoFactor: {
        modelName: 'two_factors',
        fields: {
          backupCodes: 'backup_codes',
          userId: 'user_id',
          failedVerificationCount: 'failed_verification_count',
          lockedUntil: 'locked_until',
        },
      },
    },
  });
}
