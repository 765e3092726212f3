const STORES = ['facts', 'programmes', 'versions', 'starts', 'receipts', 'seen'] as const;
type Store = (typeof STORES)[number];

/** One value to be written, or taken away when `value` is undefined. */
export interface Change {
  store: Store;
  key: string;
  value: unknown;
}

/** The browser keeps or gives back nothing more: nothing can be promised then. */
export class StorageFailed extends Error {}

/** What a page keeps on this machine, under string keys. Values are of the page's own making; signed texts are verified anew when read. */
export class Database {
  readonly #opened: IDBDatabase;

  private constructor(opened: IDBDatabase) {
    this.#opened = opened;
  }

  /** Opens or makes a database. Rejects when the browser keeps nothing, as in some private windows. */
  static async open(name: string): Promise<Database> {
    const opening = indexedDB.open(name, 1);
    opening.onupgradeneeded = () => {
      for (const store of STORES) opening.result.createObjectStore(store);
    };
    return new Database(await settled(opening));
  }

  /** A value of the store of single facts. */
  get(key: string): Promise<unknown> {
    return settled<unknown>(this.#opened.transaction('facts').objectStore('facts').get(key));
  }

  /** All of a store, in order of the keys. */
  async all(store: Store): Promise<[string, unknown][]> {
    const objects = this.#opened.transaction(store).objectStore(store);
    const [keys, values] = await Promise.all([settled(objects.getAllKeys()), settled<unknown[]>(objects.getAll())]);
    return keys.map((key, index) => [typeof key === 'string' ? key : '', values[index]]);
  }

  /** Writes all changes or none; resolves when they are on disk. */
  async write(changes: readonly Change[]): Promise<void> {
    if (changes.length === 0) return;
    const stores = [...new Set(changes.map(({ store }) => store))];
    const transaction = this.#opened.transaction(stores, 'readwrite', { durability: 'strict' });
    for (const { store, key, value } of changes) {
      if (value === undefined) transaction.objectStore(store).delete(key);
      else transaction.objectStore(store).put(value, key);
    }
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () =>
        reject(new StorageFailed('the browser refused to write', { cause: transaction.error }));
    });
  }
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(new StorageFailed('the browser refused to read', { cause: request.error }));
  });
}
