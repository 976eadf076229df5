/**
 * The browser edition without its host. One version of the build is stored whole, and a page is served only from the version
 * it was opened with; a newer one waits until no page uses the older, or until the person takes it. `/api` and `/server` are
 * neither stored nor touched: only the files of the build are.
 */
interface Extendable extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching extends Extendable {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface WorkerScope {
  addEventListener(type: 'install' | 'activate', listener: (event: Extendable) => void): void;
  addEventListener(type: 'fetch', listener: (event: Fetching) => void): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  skipWaiting(): Promise<void>;
  readonly registration: { readonly scope: string };
}

// The DOM library types every global as a window's; this file runs only as a service worker.
const scope = globalThis as object as WorkerScope;
const build = JSON.parse('__COUNTERSIGN_FILES__') as { version: string; files: string[] };
const prefix = 'countersign-';
const current = prefix + build.version;
const urls = new Set(build.files.map((file) => new URL(file, scope.registration.scope).href));
const page = new URL('./', scope.registration.scope).href;

scope.addEventListener('install', (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(current);
      await cache.addAll([...urls].map((url) => new Request(url, { cache: 'reload', credentials: 'same-origin' })));
    })(),
  );
});

scope.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      const old = (await caches.keys()).filter((name) => name.startsWith(prefix) && name !== current);
      await Promise.all(old.map((name) => caches.delete(name)));
    })(),
  );
});

scope.addEventListener('message', (event) => {
  if (event.data === 'activate') void scope.skipWaiting();
});

scope.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET') return;
  const url = new URL(request.url);
  const asked = url.origin + url.pathname;
  const stored = request.mode === 'navigate' && (asked === page || asked === `${page}index.html`) ? page : asked;
  if (!urls.has(stored)) return;
  event.respondWith(
    (async () => {
      const cache = await caches.open(current);
      return (await cache.match(stored)) ?? fetch(request);
    })(),
  );
});
