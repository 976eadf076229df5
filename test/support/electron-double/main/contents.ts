import { EventEmitter } from 'node:events';
import { app } from './app.ts';
import { link } from './host-link.ts';

type OpenHandler = (details: { url: string }) => { action: 'allow' | 'deny' };

/** One page, seen from main. What happens in it arrives from the test, which drives the real Chromium page. */
export class WebContents extends EventEmitter {
  readonly id: number;
  #isLoading = true;
  #openHandler: OpenHandler = () => ({ action: 'allow' });

  constructor(id: number) {
    super();
    this.id = id;
    this.on('did-finish-load', () => (this.#isLoading = false));
  }

  isLoading = () => this.#isLoading;

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }

  mayOpen = (url: string) => this.#openHandler({ url }).action === 'allow';

  send(channel: string, ...args: unknown[]): void {
    void link.call('contents.send', { id: this.id, channel, args }).catch(() => undefined); // a closed page hears nothing, as in Electron
  }

  async printToPDF(options: object): Promise<Buffer> {
    return Buffer.from(await link.call<Uint8Array>('contents.printToPDF', { id: this.id, options }));
  }

  /** Whether a listener prevented a navigation. */
  isStopped(event: 'will-navigate' | 'will-frame-navigate', url: string): boolean {
    let isPrevented = false;
    this.emit(event, { url, preventDefault: () => (isPrevented = true) });
    return isPrevented;
  }

  static readonly all = new Map<number, WebContents>();
}

export const webContents = {
  fromId: (id: number) => WebContents.all.get(id),
};

/** Makes a page's other end known before its window exists, as Electron does. */
export function announce(contents: WebContents): void {
  WebContents.all.set(contents.id, contents);
  app.emit('web-contents-created', {}, contents);
}

interface Navigation {
  readonly id: number;
  readonly url: string;
  readonly isMain: boolean;
}

const contentsOf = (id: number): WebContents => {
  const contents = WebContents.all.get(id);
  if (!contents) throw new Error(`There is no window ${id}.`);
  return contents;
};

link.on('contents.mayNavigate', ({ id, url, isMain }: Navigation) => {
  const contents = contentsOf(id);
  const isStopped = contents.isStopped('will-frame-navigate', url);
  return !isStopped && !(isMain && contents.isStopped('will-navigate', url));
});
link.on('contents.mayOpen', ({ id, url }: Navigation) => contentsOf(id).mayOpen(url));
link.on('contents.loaded', ({ id }: Navigation) => contentsOf(id).emit('did-finish-load'));
link.on('contents.gone', ({ id, reason }: { id: number; reason: string }) =>
  app.emit('render-process-gone', {}, contentsOf(id), { reason, exitCode: 1 }),
);
