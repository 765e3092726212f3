import { askForNewPasskey, askForPasskey, keepPasskey, signInByPasskey } from '../../api.ts';

/** Whether this browser, at this address, knows passkeys: not on plain http, not in some built-in browsers. */
export function knowsPasskeys(): boolean {
  return typeof window.PublicKeyCredential === 'function';
}

/**
 * Lets the device make a passkey and keeps its public half under a name.
 * @throws ApiFailure, or the browser's error when the person or the device gave up
 */
export async function addPasskey(name: string): Promise<void> {
  const optionsJSON = await askForNewPasskey();
  const { startRegistration } = await import('@simplewebauthn/browser');
  await keepPasskey(await startRegistration({ optionsJSON }), name);
}

/**
 * Signs in by a passkey that the device holds for this site.
 * @throws ApiFailure, or the browser's error when the person or the device gave up
 */
export async function enterByPasskey(): Promise<void> {
  const optionsJSON = await askForPasskey();
  const { startAuthentication } = await import('@simplewebauthn/browser');
  await signInByPasskey(await startAuthentication({ optionsJSON }));
}
