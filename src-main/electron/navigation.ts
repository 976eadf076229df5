import type { App, Event, WebContents } from 'electron';
import { externalUrl } from '#main/application/external-url.ts';
import { isOurs } from './origin.ts';

/**
 * A page stays on our origin and opens no window by itself. A link out of the app goes to the person's browser, where its
 * scheme is one that we open; every other is dropped.
 */
export function guardNavigation(app: App, openExternal: (url: string) => void): void {
  const stay = (event: Event<{ url: string }>) => {
    if (!isOurs(event.url)) event.preventDefault();
  };
  app.on('web-contents-created', (_, contents: WebContents) => {
    contents.on('will-navigate', stay);
    contents.on('will-frame-navigate', stay);
    contents.on('will-redirect', stay);
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      const safe = externalUrl(url);
      if (safe !== null) openExternal(safe);
      return { action: 'deny' };
    });
  });
}
