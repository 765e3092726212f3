import { Draft } from './draft.ts';

/**
 * Drafts and recordings on this computer, per person: a shared station PC shows nobody another's words. Text goes into
 * localStorage, sound into IndexedDB. Nothing here throws: a full or closed store only means that nothing is kept.
 */
export interface DraftKey {
  user: string;
  /** Bulletin id, or "new". */
  of: string;
}

const DATABASE = 'nguon';
const SOUNDS = 'sounds';

function textKey({ user, of }: DraftKey): string {
  return `nguon.draft.${user}.${of}`;
}

/** The draft kept under a key, or null. */
export function readKept(key: DraftKey): Draft | null {
  const text = localStorage.getItem(textKey(key));
  if (text === null) return null;
  try {
    return Draft.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** Keeps a draft; says whether it is really kept. */
export function keep(key: DraftKey, draft: Draft): boolean {
  try {
    localStorage.setItem(textKey(key), JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

/** Forgets a draft and its recording. */
export async function forget(key: DraftKey): Promise<void> {
  localStorage.removeItem(textKey(key));
  await withSounds('readwrite', (store) => store.delete(textKey(key)));
}

/** Keeps the recording that goes with a draft until it is sent. */
export async function keepSound(key: DraftKey, sound: Blob): Promise<void> {
  await withSounds('readwrite', (store) => store.put(sound, textKey(key)));
}

/** The recording that goes with a draft, or null. */
export async function readSound(key: DraftKey): Promise<Blob | null> {
  const found: unknown = await withSounds('readonly', (store) => store.get(textKey(key)));
  return found instanceof Blob ? found : null;
}

/** Forgets the recording of a draft: it was sent, or is to be made again. */
export async function forgetSound(key: DraftKey): Promise<void> {
  await withSounds('readwrite', (store) => store.delete(textKey(key)));
}

async function withSounds<T>(
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T | null> {
  try {
    const database = await settled(openDatabase());
    const result = await settled(act(database.transaction(SOUNDS, mode).objectStore(SOUNDS)));
    database.close();
    return result;
  } catch {
    return null;
  }
}

function openDatabase(): IDBOpenDBRequest {
  const opening = indexedDB.open(DATABASE, 1);
  opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore(SOUNDS));
  return opening;
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('indexedDB')));
  });
}
