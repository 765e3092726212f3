import { BASE_PATH } from '../../paths.ts';

/** Where the worker (sw.ts) keeps what another app shared, until it was used or put away. */
const KEPT_IN = 'nguon-chia-se';
/** A share that nobody took up for so long was for another day. */
const KEPT_MS = 86_400_000;

/** What was shared into Nguồn: a file, or words. */
export interface Shared {
  /** Its address in the store. */
  id: string;
  name: string;
  kind: SharedKind;
  file: File;
}

export type SharedKind = 'sound' | 'picture' | 'document' | 'words';

/** What can be done with a file, by its type and, where an app gives none, by its name. */
export function kindOf(type: string, name: string): SharedKind {
  if (type === 'text/plain' && name === '') return 'words';
  if (/^(audio|video)\//.test(type) || /\.(m4a|mp3|mp4|aac|amr|3gp|ogg|opus|oga|wav|webm|flac)$/i.test(name))
    return 'sound';
  if (type.startsWith('image/') || /\.(jpe?g|png|webp)$/i.test(name)) return 'picture';
  return 'document';
}

/** What waits on this computer, the oldest first. Empty where there is no such store. */
export async function readShared(now: number): Promise<Shared[]> {
  const found: (Shared & { at: number })[] = [];
  try {
    const shelf = await caches.open(KEPT_IN);
    for (const request of await shelf.keys()) {
      const response = await shelf.match(request);
      const at = Number(response?.headers.get('x-at') ?? 0);
      if (!response || now - at > KEPT_MS) await shelf.delete(request);
      else found.push({ ...(await sharedOf(request.url, response)), at });
    }
  } catch {
    return [];
  }
  return found.toSorted((a, b) => a.at - b.at);
}

/** Forgets one share. */
export async function dropShared(id: string): Promise<void> {
  const shelf = await caches.open(KEPT_IN);
  await shelf.delete(id);
}

async function sharedOf(id: string, response: Response): Promise<Shared> {
  const name = decodeURIComponent(response.headers.get('x-name') ?? '');
  const type = response.headers.get('content-type') ?? '';
  return { id, name, kind: kindOf(type, name), file: new File([await response.blob()], name, { type }) };
}

/** Has the browser keep the worker that takes shares. Without it everything else works. */
export async function startSharing(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  await navigator.serviceWorker
    .register(`${BASE_PATH}/sw.js`, { scope: `${BASE_PATH}/`, updateViaCache: 'none' })
    .catch(() => undefined);
}
