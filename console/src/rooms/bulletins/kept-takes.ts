import type { Take } from './takes.ts';

/**
 * Recordings on this computer, in IndexedDB: what a take is, and its sound in pieces as they come, so that a battery that dies takes no
 * more than the last second with it.
 */
const DATABASE = 'nguon';
const VERSION = 2;
const TAKES = 'takes';
const PIECES = 'pieces';

/** The takes of a draft. Empty when the store is closed to us. */
export async function readTakes(draft: string): Promise<Take[]> {
  const all = await run<Take[]>('readonly', [TAKES], (of) => of(TAKES).index('draft').getAll(draft)).catch(() => []);
  return all.toSorted((a, b) => a.at - b.at);
}

/** Writes what a take is, for the first time or anew. Throws when the store is full or closed. */
export async function putTake(take: Take): Promise<void> {
  await run('readwrite', [TAKES], (of) => of(TAKES).put(take));
}

/** Writes the next piece of a take's sound. Throws when the store is full or closed. */
export async function putPiece(take: string, place: number, piece: Blob): Promise<void> {
  // As bytes: Safari forgets blobs that it was given by a recorder.
  const bytes = await piece.arrayBuffer();
  await run('readwrite', [PIECES], (of) => of(PIECES).put(bytes, [take, place]));
}

/** The sound of a take as far as it was written. */
export async function readSound({ id, type }: Pick<Take, 'id' | 'type'>): Promise<Blob> {
  const pieces = await run<ArrayBuffer[]>('readonly', [PIECES], (of) => of(PIECES).getAll(rangeOf(id)));
  return new Blob(pieces, { type });
}

/** Forgets a take and its sound. */
export async function dropTake(id: string): Promise<void> {
  await run('readwrite', [TAKES, PIECES], (of) => {
    of(PIECES).delete(rangeOf(id));
    return of(TAKES).delete(id);
  }).catch(() => undefined);
}

/** Forgets all takes of a draft. */
export async function dropTakes(draft: string): Promise<void> {
  for (const { id } of await readTakes(draft)) await dropTake(id);
}

function rangeOf(take: string): IDBKeyRange {
  return IDBKeyRange.bound([take, 0], [take, Number.MAX_SAFE_INTEGER]);
}

async function run<T>(
  mode: IDBTransactionMode,
  stores: string[],
  act: (of: (store: string) => IDBObjectStore) => IDBRequest<T> | IDBRequest,
): Promise<T> {
  const database = await settled(openDatabase());
  try {
    const transaction = database.transaction(stores, mode);
    const done = new Promise<void>((resolve, reject) => {
      transaction.addEventListener('complete', () => resolve());
      transaction.addEventListener('abort', () => reject(transaction.error ?? new Error('indexedDB')));
    });
    const result = await settled(act((store) => transaction.objectStore(store)) as IDBRequest<T>);
    // A write is kept only when its transaction is; a full disk shows here.
    await done;
    return result;
  } finally {
    database.close();
  }
}

function openDatabase(): IDBOpenDBRequest {
  const opening = indexedDB.open(DATABASE, VERSION);
  opening.addEventListener('upgradeneeded', () => {
    for (const name of opening.result.objectStoreNames) opening.result.deleteObjectStore(name);
    opening.result.createObjectStore(TAKES, { keyPath: 'id' }).createIndex('draft', 'draft');
    opening.result.createObjectStore(PIECES);
  });
  return opening;
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('indexedDB')));
  });
}
