/**
 * The worker of the console does one thing: it takes what another app shares into Nguồn and keeps it until the desk has opened. It
 * answers no other request and keeps no page, so that nobody ever works with a console older than the server's.
 */
interface Lifetime extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching extends Lifetime {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}

const worker = globalThis as unknown as {
  skipWaiting(): Promise<void>;
  registration: { scope: string };
};

/** Names that shared.ts knows too; the worker is a file of its own and imports nothing. */
const KEPT_IN = 'nguon-chia-se';
const SHARE_PATH = 'chia-se';
/** More than this is not taken from another app at once: files, and bytes of one. */
const MOST_FILES = 10;
const LARGEST = 60_000_000;

const home = new URL(worker.registration.scope);

addEventListener('install', (event) => (event as Lifetime).waitUntil(worker.skipWaiting()));
addEventListener('fetch', (event) => {
  const fetching = event as Fetching;
  const { method, url } = fetching.request;
  const { origin, pathname } = new URL(url);
  if (method === 'POST' && origin === home.origin && pathname === home.pathname + SHARE_PATH)
    fetching.respondWith(takeIn(fetching.request));
});

/** Keeps the files and words of a share, and opens the desk, which looks for them. */
async function takeIn(request: Request): Promise<Response> {
  try {
    const form = await request.formData();
    const files = form.getAll('files').filter((value): value is File => value instanceof File && value.size > 0);
    const small = files.filter(({ size }) => size <= LARGEST).slice(0, MOST_FILES);
    const shelf = await caches.open(KEPT_IN);
    for (const file of small) await shelf.put(addressOf(), kept(file, file.name, file.type));
    const words = ['title', 'text', 'url'].flatMap((name) => {
      const value = form.get(name);
      return typeof value === 'string' && value.trim() !== '' ? [value.trim()] : [];
    });
    if (words.length > 0) await shelf.put(addressOf(), kept(words.join('\n'), '', 'text/plain'));
  } catch {
    // A full store: the desk opens all the same, and the file is still where it was shared from.
  }
  return Response.redirect(new URL('soan', home).href, 303);
}

function addressOf(): URL {
  return new URL(`${SHARE_PATH}/${crypto.randomUUID()}`, home);
}

function kept(body: Blob | string, name: string, type: string): Response {
  const headers = { 'content-type': type, 'x-name': encodeURIComponent(name), 'x-at': String(Date.now()) };
  return new Response(body, { headers });
}
