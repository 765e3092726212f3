import { type ClaimStatement, PendingClaimReply, PendingClaimState } from '@nguon/protocol/device.ts';
import { kidOf, signDocument } from '@nguon/protocol/sign.ts';
import { RefusedDocument, TYPES } from '@nguon/protocol/verify.ts';
import { fourWords } from '@nguon/protocol/words.ts';
import { Backoff } from './backoff.ts';
import { toInstant } from './clock.ts';
import type { Database } from './database.ts';
import { type Identity, type OwnKey, type Role, makeKey, storeIdentity, verifyAssignment } from './identity.ts';
import { type Timers, pause } from './timers.ts';
import { RefusedByServer, getJson, postJson } from './web.ts';

/** What a person needs to see while this page waits to be accepted. */
export type ClaimView =
  | { step: 'asking' }
  | { step: 'waiting'; code: string; words: readonly string[] }
  | { step: 'no-server' }
  | { step: 'refused' };

const POLL_MS = 2_000;

interface Claiming {
  key: OwnKey;
  serial: string;
  /** The code on the screen, kept so that a reload does not lose one that was just accepted. */
  pending: { code: string; rootX: string } | null;
}

interface Parts {
  database: Database;
  role: Role;
  timers: Timers;
  show: (view: ClaimView) => void;
}

/**
 * Asks for a code, shows it with the four words, and waits until a technician has accepted it in the console. Goes on until that happens.
 * The assignment must be signed by the very root key whose words were shown.
 */
export async function claimDevice(parts: Parts): Promise<Identity> {
  const { show, timers } = parts;
  const backoff = new Backoff(2_000, 60_000);
  show({ step: 'asking' });
  for (;;) {
    try {
      const identity = await claimOnce(parts);
      if (identity) return identity;
      backoff.reset();
    } catch (error) {
      show({ step: error instanceof RefusedDocument ? 'refused' : 'no-server' });
      await pause(timers, 3_000 + backoff.next());
    }
  }
}

/** One code from its making to its end; null when it ran out. */
async function claimOnce({ database, role, timers, show }: Parts): Promise<Identity | null> {
  const claiming = await claimingOf(database);
  const { key } = claiming;
  const { code, rootX } = claiming.pending ?? (await askForCode(database, claiming, role));
  await keep(database, { ...claiming, pending: { code, rootX } });
  show({ step: 'waiting', code, words: await fourWords(rootX, key.x) });
  try {
    const accepted = await acceptance(code, timers);
    if (accepted === null) return null;
    const { device } = accepted;
    const root = { kid: await kidOf(rootX), x: rootX };
    const assignment = await verifyAssignment(accepted.assignment, { root, device, kind: role.kind });
    const identity = { device, root, key, assignment };
    await storeIdentity(database, identity, accepted.assignment);
    return identity;
  } finally {
    // Ran out, or was answered wrongly: the next round asks for another code. A finished claim was forgotten already.
    if ((await database.get('claiming')) !== undefined) await keep(database, { ...claiming, pending: null });
  }
}

async function askForCode(
  database: Database,
  claiming: Claiming,
  role: Role,
): Promise<{ code: string; rootX: string }> {
  const { key, serial } = claiming;
  const statement: ClaimStatement = { x: key.x, kind: role.kind, serial, at: toInstant(Date.now()) };
  const signed = await signDocument(statement, TYPES.claim, key.signing);
  try {
    return PendingClaimReply.parse(await postJson('/api/device/pending-claims', { statement: signed }));
  } catch (error) {
    // The key may belong to a device already, accepted while nobody was looking: the next round makes another.
    if (isFinal(error)) await database.write([{ store: 'facts', key: 'claiming', value: undefined }]);
    throw error;
  }
}

/** An answer that asking again will not change. */
function isFinal(error: unknown): boolean {
  return error instanceof RefusedByServer && error.status < 500 && error.status !== 429;
}

/** Waits for a code to be accepted; null when it ran out. */
async function acceptance(code: string, timers: Timers): Promise<{ device: string; assignment: string } | null> {
  for (;;) {
    const state = await stateOf(code);
    if (state === null) return null;
    if (state.state === 'claimed') return state;
    await pause(timers, POLL_MS);
  }
}

/** State of a code; null when the server knows it no more. A server that cannot be reached leaves the code on the screen. */
async function stateOf(code: string): Promise<ReturnType<typeof PendingClaimState.parse> | null> {
  try {
    return PendingClaimState.parse(await getJson(`/api/device/pending-claims/${encodeURIComponent(code)}`));
  } catch (error) {
    return isFinal(error) ? null : { state: 'waiting' };
  }
}

/** The unfinished claim kept here, or a new one: a reload does not make another key. */
async function claimingOf(database: Database): Promise<Claiming> {
  const kept = (await database.get('claiming')) as Claiming | undefined;
  if (kept) return kept;
  const serial = `TD-${crypto.randomUUID().slice(0, 8).toUpperCase()}`;
  return { key: await makeKey(), serial, pending: null };
}

function keep(database: Database, claiming: Claiming): Promise<void> {
  return database.write([{ store: 'facts', key: 'claiming', value: claiming }]);
}
