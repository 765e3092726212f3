/** What the build writes here: a mark of this very build, and the names of its files. */
const { mark, names } = JSON.parse('__SHELL__') as { mark: string; names: string[] };

interface Lifetime extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching extends Lifetime {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface WorkerScope {
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
  registration: { scope: string };
}

const worker = globalThis as unknown as WorkerScope;
const PREFIX = 'nguon-trang-';
const CACHE = `${PREFIX}${mark}`;
const home = new URL(worker.registration.scope);

addEventListener('install', (event) => (event as Lifetime).waitUntil(install()));
addEventListener('activate', (event) => (event as Lifetime).waitUntil(activate()));
addEventListener('fetch', (event) => {
  const fetching = event as Fetching;
  const url = new URL(fetching.request.url);
  const ours = url.origin === home.origin && url.pathname.startsWith(home.pathname);
  if (ours && fetching.request.method === 'GET') fetching.respondWith(answer(fetching.request, url));
});

async function install(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll(names.map((name) => new Request(new URL(name, home), { cache: 'reload' })));
  await worker.skipWaiting();
}

async function activate(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await worker.clients.claim();
}

/** The page's own files come from this machine's disk, so that a page starts before, and without, any network. */
async function answer(request: Request, url: URL): Promise<Response> {
  const page = url.pathname.endsWith('/loa.html') ? 'loa.html' : 'index.html';
  const wanted = request.mode === 'navigate' ? new URL(page, home) : url;
  return (await caches.match(wanted, { cacheName: CACHE, ignoreSearch: true })) ?? fetch(request);
}
