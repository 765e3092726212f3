import type { SameShape } from './shape.ts';
import type { accountsVi } from './vi-accounts.ts';

/** English of one's own account: second step, passkeys. */
export const accountsEn: SameShape<typeof accountsVi> = {
  security: {
    title: 'Two-step sign-in',
    help: 'Besides the password, each sign-in asks for the six digits that an authenticator app on your phone shows. Optional.',
    on: 'on',
    off: 'off',
    needPassword: 'Set a password above first; then two-step sign-in can be turned on.',
    turnOn: 'Turn on two-step sign-in',
    turnOff: 'Turn off two-step sign-in',
    password: 'Your password',
    cancel: 'Leave it',
    scan: 'Scan this with an authenticator app (Google Authenticator, Microsoft Authenticator or the like).',
    qr: 'QR code for the authenticator app',
    openApp: 'Open the authenticator app on this device',
    secret: 'Cannot scan? Type this into the app',
    confirm: 'Enter the six digits that the app shows now',
    turnedOn: 'Two-step sign-in is on.',
    codesHelp:
      'For the day the phone is lost; each works once. Shown only now: print or copy them and lock them away. Send a photo to nobody.',
    codesOf: 'Backup codes of {{name}} ({{email}})',
    print: 'Print the backup codes',
    kept: 'I have put them away',
    passkeys: 'Passkeys',
    passkeysHelp:
      'Sign in by fingerprint, face or the code of your device instead of the password. Add one only on a device of your own. Optional.',
    passkeysNone: 'No passkey yet.',
    passkeysCannot: 'This browser or address cannot use passkeys.',
    passkeyName: 'Name of the passkey',
    passkeyAdd: 'Add a passkey',
    passkeyAdded: 'The passkey was added.',
    passkeyUnnamed: 'Passkey without a name',
    passkeySince: 'added {{when}}',
    passkeyRemove: 'Remove {{name}}',
    passkeyGivenUp: 'No passkey was used: you left it, time ran out, or this device has none. Nothing was changed.',
  },
};
