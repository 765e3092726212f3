import { SignInWays } from '@nguon/protocol/http/accounts.ts';
import { Candidate, Delegation } from '@nguon/protocol/http/delegations.ts';
import { MachineAsked, MachineEntry, machinePath, MachineState, MachineView } from '@nguon/protocol/http/machines.ts';
import { z } from 'zod';
import { at, COMMUNE, id } from './console-province.ts';

/** What an authenticator app would be told on the recorded province. */
export const SETUP = {
  totpURI:
    'otpauth://totp/Ngu%E1%BB%93n:can-bo@mau.example?secret=JBSWY3DPEHPK3PXP&issuer=Ngu%E1%BB%93n&digits=6&period=30',
  backupCodes: ['mau01-mau01', 'mau02-mau02', 'mau03-mau03', 'mau04-mau04'],
};

/** What the leader has handed on to the officer. */
export const HANDED: Delegation = {
  id: id(710),
  user: id(10),
  name: 'Hoàng Thị Mẫu',
  role: 'commune-leader',
  unit: COMMUNE.id,
  unitName: COMMUNE.name,
  topic: null,
  until: '2026-11-28',
  paper: '12/GUQ-UBND',
};

/** The API's answers about one's own account. */
export function answers(script: {
  ways: SignInWays;
  delegations: Delegation[];
  machine: { setUp: boolean; entered: boolean };
}): Record<string, unknown> {
  return {
    'GET /me/sign-in': SignInWays.parse(script.ways),
    'GET /machine': MachineState.parse({ setUp: script.machine.setUp }),
    'POST /machine': null,
    'DELETE /machine': null,
    'POST /machine-sign-ins': MachineAsked.parse({
      url: `https://mau.example${machinePath('m'.repeat(32))}`,
      code: '4071',
      expiresAt: at('2026-11-25', 1019),
    }),
    'POST /machine-sign-ins/enter': MachineEntry.parse({ entered: script.machine.entered }),
    'POST /machine-sign-ins/view': MachineView.parse({
      device: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:120.0) Gecko/20100101 Firefox/120.0',
      unitName: COMMUNE.name,
      setUpByName: 'Lý Văn Mẫu',
      setUpAt: at('2026-11-20', 480),
      askedAt: at('2026-11-25', 1017),
      expiresAt: at('2026-11-25', 1019),
    }),
    'POST /machine-sign-ins/confirm': null,
    'POST /session/use': null,
    'POST /session/unlock': null,
    'POST /auth/sign-out': {},
    'GET /me/delegations': z.array(Delegation).parse(script.delegations),
    'GET /me/delegates': z.array(Candidate).parse([
      { id: id(10), name: 'Hoàng Thị Mẫu', unitName: COMMUNE.name },
      { id: id(13), name: 'Lý Văn Mẫu', unitName: COMMUNE.name },
    ]),
    'POST /me/delegations': { id: id(710) },
    [`DELETE /me/delegations/${id(710)}`]: null,
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
