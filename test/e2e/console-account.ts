import { SignInWays } from '@nguon/protocol/http/accounts.ts';
import { at, id } from './console-province.ts';

/** What an authenticator app would be told on the recorded province. */
export const SETUP = {
  totpURI:
    'otpauth://totp/Ngu%E1%BB%93n:can-bo@mau.example?secret=JBSWY3DPEHPK3PXP&issuer=Ngu%E1%BB%93n&digits=6&period=30',
  backupCodes: ['mau01-mau01', 'mau02-mau02', 'mau03-mau03', 'mau04-mau04'],
};

/** The API's answers about one's own account. */
export function answers(script: { ways: SignInWays }): Record<string, unknown> {
  return {
    'GET /me/sign-in': SignInWays.parse(script.ways),
    'POST /auth/two-factor/enable': SETUP,
    'POST /auth/two-factor/verify-totp': {},
    'POST /auth/two-factor/verify-backup-code': {},
    'POST /auth/two-factor/disable': { status: true },
    'GET /auth/passkey/list-user-passkeys': [
      { id: id(700), name: 'Điện thoại của tôi', createdAt: at('2026-11-20', 480) },
    ],
    'GET /auth/passkey/generate-register-options': {
      challenge: 'bWF1LW1hdS1tYXUtbWF1',
      rp: { id: 'localhost', name: 'Nguồn' },
      user: { id: 'bWF1', name: 'can-bo@mau.example', displayName: 'Hoàng Thị Mẫu' },
      pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
      authenticatorSelection: { residentKey: 'required', userVerification: 'preferred' },
    },
    'POST /auth/passkey/verify-registration': { id: id(701) },
    'GET /auth/passkey/generate-authenticate-options': {
      challenge: 'bWF1LW1hdS1tYXUtbWF1',
      rpId: 'localhost',
      userVerification: 'preferred',
    },
    'POST /auth/passkey/verify-authentication': {},
    'POST /auth/passkey/delete-passkey': { status: true },
  };
}
