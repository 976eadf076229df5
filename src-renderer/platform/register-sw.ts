/** A newer version is stored and waits; `apply` switches every window to it by reloading this one. */
export interface AppUpdate {
  apply(): void;
}

/**
 * Makes the browser edition open without its host. Does nothing under Electron, in the dev server, or where the browser has
 * no service workers. `onUpdate` is called when a newer version is completely stored.
 */
export async function registerServiceWorker(onUpdate: (update: AppUpdate) => void = () => undefined): Promise<void> {
  if (window.countersign || import.meta.env.DEV || !('serviceWorker' in navigator)) return;
  const registration = await navigator.serviceWorker.register('./sw.js', { type: 'module', updateViaCache: 'none' });
  const offer = (worker: ServiceWorker) => {
    onUpdate({
      apply() {
        navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
        worker.postMessage('activate');
      },
    });
  };
  if (registration.waiting && navigator.serviceWorker.controller) offer(registration.waiting);
  registration.addEventListener('updatefound', () => {
    const worker = registration.installing;
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'installed' && navigator.serviceWorker.controller) offer(worker);
    });
  });
}
