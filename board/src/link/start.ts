import { RefusedDocument } from '@nguon/protocol/verify.ts';
import { type ClaimView, claimDevice } from './claim.ts';
import { Database } from './database.ts';
import { FileShelf } from './files.ts';
import { type Identity, type Role, readIdentity } from './identity.ts';
import { Memory } from './memory.ts';
import type { Timers } from './timers.ts';

const REGISTER_AGAIN_MS = 30_000;

/** What a page needs before it can work: its memory and its files. */
export interface Ground {
  memory: Memory;
  shelf: FileShelf;
}

/** What the person sees on the way there. */
export interface Threshold {
  showClaim: (view: ClaimView) => void;
  /** The same device is open in another window, and works there. */
  showBusy: () => void;
}

/**
 * Brings a page to work: waits until no other window is this device, reads who it is, or has itself claimed first.
 * The address may carry `?rtc=1` (this machine keeps its time without power; declared by a technician) and `?lap-lai=1` (claim anew).
 */
export async function openGround(role: Role, timers: Timers, threshold: Threshold): Promise<Ground> {
  await beTheOnlyWindow(role.database, threshold.showBusy);
  await navigator.storage.persist();
  const database = await Database.open(role.database);
  const asked = new URLSearchParams(location.search);
  const rtc = asked.get('rtc');
  if (rtc !== null) await database.write([{ store: 'facts', key: 'rtc', value: rtc === '1' }]);
  const again = asked.has('lap-lai');
  const identity = (again ? null : await knownIdentity(database, role)) ?? (await claim());
  // Declared and done: a reload must not claim once more.
  if (again) history.replaceState(null, '', location.pathname);
  return { memory: await Memory.open(database, role, identity), shelf: await FileShelf.open(`${role.database}-media`) };

  function claim(): Promise<Identity> {
    return claimDevice({ database, role, timers, show: threshold.showClaim });
  }
}

/** An identity that was changed on this machine is none: the page must be claimed anew. */
async function knownIdentity(database: Database, role: Role): Promise<Identity | null> {
  try {
    return await readIdentity(database, role);
  } catch (error) {
    if (error instanceof RefusedDocument) return null;
    throw error;
  }
}

/** Two windows with one identity would play twice and drive each other out of the broker. The second waits for the first to close. */
async function beTheOnlyWindow(name: string, showBusy: () => void): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const hold = (): Promise<void> => {
      resolve();
      return new Promise(() => undefined);
    };
    navigator.locks
      .request(name, { ifAvailable: true }, (lock) => {
        if (lock) return hold();
        showBusy();
        navigator.locks.request(name, hold).catch(reject);
        return undefined;
      })
      .catch(reject);
  });
}

/** Asks the screen to stay on, now and each time the page becomes visible again. A browser that refuses changes nothing else. */
export function keepScreenOn(): void {
  const ask = (): void => {
    if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
    navigator.wakeLock.request('screen').catch(() => undefined);
  };
  document.addEventListener('visibilitychange', ask);
  ask();
}

/**
 * Installs the service worker that keeps this page's files for days without a network.
 * @param onNewVersion newer files are here; the page decides when to reload
 */
export async function keepOffline(onNewVersion: () => void): Promise<void> {
  const before = navigator.serviceWorker.controller;
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (before) onNewVersion();
  });
  const registration = await registerWorker();
  setInterval(() => void registration.update().catch(() => undefined), 3_600_000);
}

/** Registers the worker, as often as it takes: a board whose network failed just then would not survive its next restart without one. */
async function registerWorker(): Promise<ServiceWorkerRegistration> {
  for (;;) {
    try {
      return await navigator.serviceWorker.register('sw.js', { updateViaCache: 'none' });
    } catch {
      // The browser has written to its console why.
      await new Promise((resolve) => setTimeout(resolve, REGISTER_AGAIN_MS));
    }
  }
}
