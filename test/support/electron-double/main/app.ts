import { EventEmitter } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { homedir, tmpdir } from 'node:os';
import { link, state } from './host-link.ts';
import { serveSchemes } from './scheme-server.ts';

class App extends EventEmitter {
  readonly isPackaged = false;
  readonly commandLine = {
    appendSwitch: (name: string, value = '') => {
      if (this.#isReady) throw new Error(`The switch ${name} came after ready.`);
      state.switches[name] = value;
    },
  };
  readonly #paths = new Map([
    ['userData', join(tmpdir(), 'countersign-double')],
    ['documents', homedir()],
  ]);
  #isReady = false;
  #isQuitting = false;
  readonly #ready: Promise<void>;

  constructor() {
    super();
    // Electron is ready a while after the main module has run.
    this.#ready = new Promise((resolve) => {
      setImmediate(() => void this.#launch().then(resolve));
    });
    process.on('SIGTERM', () => this.quit());
    process.on('SIGINT', () => this.quit());
    link.on('app.quit', () => this.quit());
    link.on('app.openUrl', (url: string) => this.emit('open-url', { preventDefault: () => undefined }, url));
    link.on('app.secondInstance', (argv: string[]) => this.emit('second-instance', {}, argv, process.cwd(), {}));
  }

  async #launch(): Promise<void> {
    if (this.#isQuitting) return;
    mkdirSync(this.getPath('userData'), { recursive: true });
    const port = await serveSchemes();
    await link.call('browser.launch', { userData: this.getPath('userData'), switches: state.switches, port });
    this.#isReady = true;
    this.emit('ready');
  }

  enableSandbox(): void {
    if (this.#isReady) throw new Error('enableSandbox came after ready.');
    state.isSandboxed = true;
  }

  requestSingleInstanceLock = () => true;
  getVersion = () => '0.0.0-double';
  whenReady = () => this.#ready;

  setPath(name: string, path: string): void {
    if (this.#isReady) throw new Error(`The path ${name} was set after ready.`);
    this.#paths.set(name, path);
  }

  getPath(name: string): string {
    const path = this.#paths.get(name);
    if (path === undefined) throw new Error(`The double has no path ${name}.`);
    return path;
  }

  setAsDefaultProtocolClient(scheme: string): boolean {
    state.linkSchemes.push(scheme);
    return true;
  }

  get isReady(): boolean {
    return this.#isReady;
  }

  quit(): void {
    if (this.#isQuitting) return;
    this.#isQuitting = true;
    this.emit('before-quit', { preventDefault: () => undefined });
    this.emit('will-quit', { preventDefault: () => undefined });
    this.emit('quit', {}, 0);
    // What was begun on the way out (closing files) gets its turn.
    setTimeout(() => process.exit(0), 50);
  }
}

export const app = new App();
