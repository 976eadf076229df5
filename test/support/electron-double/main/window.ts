import { EventEmitter } from 'node:events';
import { app } from './app.ts';
import { announce, WebContents } from './contents.ts';
import { link, state } from './host-link.ts';

interface WindowOptions {
  readonly width?: number;
  readonly height?: number;
  readonly webPreferences?: Record<string, unknown> & { readonly preload?: string };
}

let last = 0;
const windows: BrowserWindow[] = [];

export class BrowserWindow extends EventEmitter {
  readonly webContents: WebContents;
  readonly #opened: Promise<unknown>;

  constructor(options: WindowOptions = {}) {
    super();
    if (!app.isReady) throw new Error('Cannot create BrowserWindow before app is ready');
    last += 1;
    const { width = 800, height = 600, webPreferences = {} } = options;
    this.webContents = new WebContents(last);
    state.windows.push({ id: last, webPreferences });
    windows.push(this);
    announce(this.webContents);
    this.#opened = link.call('window.open', { id: last, width, height, preload: webPreferences.preload ?? null });
    this.webContents.once('did-finish-load', () => this.emit('ready-to-show'));
  }

  async loadURL(url: string): Promise<void> {
    await this.#opened;
    await link.call('window.load', { id: this.webContents.id, url });
  }

  show = () => this.focus();
  focus(): void {
    void this.#opened.then(() => link.call('window.focus', { id: this.webContents.id }));
  }
  isMinimized = () => false;
  restore = () => undefined;

  static getAllWindows = () => [...windows];
  static getFocusedWindow = () => windows.at(-1) ?? null;
  static fromWebContents = (contents: WebContents) => windows.find((window) => window.webContents === contents) ?? null;
}

link.on('window.closed', ({ id }: { id: number }) => {
  const index = windows.findIndex((window) => window.webContents.id === id);
  const [closed] = index < 0 ? [] : windows.splice(index, 1);
  WebContents.all.delete(id);
  closed?.emit('closed');
  if (closed && windows.length === 0) app.emit('window-all-closed');
});
