import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { app } from './app.ts';
import { link, state } from './host-link.ts';

/** Dialogs are answered by the test: a path, or null for a person who cancels. */
export const dialog = {
  async showSaveDialog(_: object, options: object) {
    const filePath = await link.call<string | null>('dialog.save', options);
    return { canceled: filePath === null, filePath: filePath ?? '' };
  },
  async showOpenDialog(_: object, options: object) {
    const chosen = await link.call<string | readonly string[] | null>('dialog.open', options);
    return { canceled: chosen === null, filePaths: chosen === null ? [] : typeof chosen === 'string' ? [chosen] : [...chosen] };
  },
};

export const shell = {
  openExternal(url: string): Promise<void> {
    state.external.push(url);
    return Promise.resolve();
  },
};

const shown: Notification[] = [];

export class Notification extends EventEmitter {
  static isSupported = () => true;
  readonly #options: { title: string; body: string };

  constructor(options: { title: string; body: string }) {
    super();
    this.#options = options;
  }

  show(): void {
    state.notices.push(this.#options);
    shown.push(this);
  }
}

link.on('notification.click', (index: number) => shown[index]?.emit('click'));

/** The system's key outlives the app, so this one lies in the data folder. */
function systemKey(): Buffer {
  const path = join(app.getPath('userData'), 'double.keystore');
  if (!existsSync(path)) writeFileSync(path, randomBytes(32));
  return readFileSync(path);
}

/** A key store; `COUNTERSIGN_DOUBLE_KEYSTORE=basic_text` makes it the one that is refused. */
export const safeStorage = {
  getSelectedStorageBackend: () => process.env['COUNTERSIGN_DOUBLE_KEYSTORE'] ?? 'gnome_libsecret',
  isAsyncEncryptionAvailable: () => Promise.resolve(true),
  encryptStringAsync(text: string): Promise<Buffer> {
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', systemKey(), iv);
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Promise.resolve(Buffer.concat([iv, cipher.getAuthTag(), sealed]));
  },
  decryptStringAsync(sealed: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }> {
    const decipher = createDecipheriv('aes-256-gcm', systemKey(), sealed.subarray(0, 12)).setAuthTag(sealed.subarray(12, 28));
    const result = Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString('utf8');
    return Promise.resolve({ result, shouldReEncrypt: false });
  },
};

interface MenuItem {
  readonly label?: string;
  readonly role?: string;
  readonly accelerator?: string;
  readonly click?: () => void;
  readonly submenu?: MenuItem[];
}

let menu: MenuItem[] = [];
const plain = ({ label, role, accelerator, submenu }: MenuItem): object => ({ label, role, accelerator, submenu: submenu?.map(plain) });

export const Menu = {
  buildFromTemplate: (template: MenuItem[]) => template,
  setApplicationMenu(template: MenuItem[]): void {
    menu = template;
    state.menu = template.map(plain);
  },
};

/** Chooses an entry by its labels, as a person does with the mouse: `['File', 'Import…']`; `&` does not count. */
link.on('menu.choose', (path: string[]) => {
  let items: MenuItem[] = menu;
  let chosen: MenuItem | undefined;
  for (const label of path) {
    chosen = items.find((item) => item.label?.replace('&', '') === label);
    items = chosen?.submenu ?? [];
  }
  if (!chosen?.click) throw new Error(`The menu has no entry ${path.join(' › ')}.`);
  chosen.click();
});
