import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { csp, securityHeaders } from '#main/application/csp.ts';
import { answerCalls } from '#main/electron/ipc.ts';
import { menuTemplate } from '#main/electron/menu.ts';
import { guardNavigation } from '#main/electron/navigation.ts';
import { appUrl, isOurs } from '#main/electron/origin.ts';
import { fuseMark, wantedFuses, wrongFuses } from '#main/electron/fuse-wire.ts';
import packaging from '#main/electron/packaging.ts';
import { allowedPermissions, guardPermissions, isAllowed } from '#main/electron/permissions.ts';
import type { RendererResponse } from '#main/adapters/files/renderer-files.ts';
import { schemePrivileges, serveAppScheme } from '#main/electron/protocol.ts';
import { secretStore } from '#main/electron/secrets.ts';
import { switches } from '#main/electron/switches.ts';
import { webPreferences } from '#main/electron/window.ts';
import type { App, Session } from 'electron';
import { productSources } from './source.ts';

type CallListener = (event: object, name: string, input: unknown) => Promise<unknown>;
type Told = () => void;

/** The hardening list, a test a line. The real electron is never imported here: its index would fetch its binary. */
const electron = vi.hoisted(() => ({
  handle: vi.fn<(channel: string, listener: CallListener) => void>(),
  protocolHandle: vi.fn<(scheme: string, serve: (request: Request) => Promise<Response>) => void>(),
  backend: 'basic_text',
}));
vi.mock('electron', () => ({
  app: { isPackaged: true },
  BrowserWindow: { getAllWindows: () => [] },
  ipcMain: { handle: electron.handle },
  Menu: {},
  net: {},
  protocol: { handle: electron.protocolHandle },
  safeStorage: { getSelectedStorageBackend: () => electron.backend, isAsyncEncryptionAvailable: () => Promise.resolve(true) },
}));

const textOf = (path: string) => readFileSync(path, 'utf8');
const foreign = ['https://evil.example/', 'file:///etc/passwd', 'workbench://evil/', 'workbench://app.evil/', 'http://app/', 'data:,x', ''];

test('every window is made by one factory, with every preference written out', () => {
  expect(webPreferences).toEqual({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    safeDialogs: true,
    spellcheck: true,
  });
  const makers = productSources.filter(({ path }) => path.startsWith('src-main/') && textOf(path).includes('new BrowserWindow('));
  expect(makers.map(({ path }) => path)).toEqual(['src-main/electron/window.ts']);
  expect(textOf('src-main/electron/window.ts')).toContain('devTools: !app.isPackaged');
});

test('only the desktop’s own folders import electron, and only one file listens to IPC', () => {
  const importers = productSources.filter(({ imports }) => imports.some(({ specifier }) => /^electron(\/|$)/.test(specifier)));
  expect(importers.map(({ path }) => path).filter((path) => !/^src-main\/(electron|preload)\//.test(path))).toEqual([]);
  const listeners = productSources.filter(({ path }) => path.startsWith('src-main/') && /\bipcMain\b/.test(textOf(path)));
  expect(listeners.map(({ path }) => path)).toEqual(['src-main/electron/ipc.ts']);
});

test('the preload exposes one bridge of two functions, and needs nothing but electron and the two channel names', () => {
  const preload = productSources.find(({ path }) => path === 'src-main/preload/preload.ts');
  expect(preload?.imports.map(({ specifier }) => specifier)).toEqual(['electron', '#shared/contract/wire.ts']);
  expect(textOf('src-main/preload/preload.ts').match(/exposeInMainWorld/g)).toHaveLength(1);
  expect(textOf('src-shared/contract/wire.ts')).not.toMatch(/^import/m);
});

test('the sandbox, the scheme, the switches and the data folder are set before the app is ready', () => {
  const main = textOf('src-main/electron/main.ts');
  const ready = main.indexOf('whenReady()');
  for (const line of [
    'app.enableSandbox()',
    'registerAppScheme()',
    'appendSwitch(',
    "app.setPath('userData'",
    'requestSingleInstanceLock()',
  ])
    expect(main.indexOf(line), line).toSatisfy((at: number) => at > 0 && at < ready);
});

test('the scheme is standard and secure, never above the policy, and its origin is permanent', () => {
  expect(schemePrivileges).toEqual({ standard: true, secure: true, supportFetchAPI: true, codeCache: true });
  expect(appUrl).toBe('workbench://app/');
});

test('IndexedDB is on SQLite; taking the switch away would delete the stores made with it', () => {
  expect(switches).toContainEqual(['enable-features', 'IdbSqliteOnDiskRollout:stage/UseSqliteForNewStores']);
});

test('the content security policy, for every host', () => {
  expect(csp({ nonce: 'N' }).split('; ')).toEqual([
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'nonce-N'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "frame-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types default',
  ]);
  expect(csp({ nonce: 'N' })).not.toContain('unsafe');
  const writers = productSources.filter(({ path }) => path.startsWith('src-') && textOf(path).includes("default-src 'none'"));
  expect(writers.map(({ path }) => path)).toEqual(['src-main/application/csp.ts']);
});

test('the other headers of every response', () => {
  expect(securityHeaders({ nonce: 'N' })).toMatchObject({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  });
});

test('zod compiles nothing in the renderer: jitless is the first thing that its first import sets', () => {
  expect(textOf('src-renderer/main.tsx')).toMatch(/^(\/\*[\s\S]*?\*\/\s*|\/\/.*\n)*import '\.\/platform\/start\.ts';/);
  expect(textOf('src-renderer/platform/start.ts')).toMatch(/import '\.\/jitless\.ts';/);
  expect(textOf('src-renderer/platform/jitless.ts')).toContain('z.config({ jitless: true })');
});

test('permissions: a reason for each that is allowed, everything else denied, devices never', () => {
  expect(Object.keys(allowedPermissions)).toEqual(['clipboard-sanitized-write', 'notifications', 'fullscreen', 'persistent-storage']);
  for (const permission of ['media', 'geolocation', 'openExternal', 'clipboard-read', 'hid', 'usb', 'constructor', '__proto__'])
    expect(isAllowed(permission, appUrl), permission).toBe(false);
  for (const origin of foreign) expect(isAllowed('notifications', origin), origin).toBe(false);
  const session = {
    setPermissionRequestHandler: vi.fn<Session['setPermissionRequestHandler']>(),
    setPermissionCheckHandler: vi.fn<Session['setPermissionCheckHandler']>(),
    setDevicePermissionHandler: vi.fn<Session['setDevicePermissionHandler']>(),
  };
  guardPermissions(session as Partial<Session> as Session);
  const [[request], [check], [device]] = [
    session.setPermissionRequestHandler.mock.calls[0] ?? [],
    session.setPermissionCheckHandler.mock.calls[0] ?? [],
    session.setDevicePermissionHandler.mock.calls[0] ?? [],
  ] as [[(...args: unknown[]) => void], [(...args: unknown[]) => boolean], [() => boolean]];
  const answers: boolean[] = [];
  for (const [permission, url] of [
    ['notifications', appUrl],
    ['media', appUrl],
    ['notifications', 'https://evil.example/'],
  ] as const)
    request(null, permission, (isGranted: boolean) => answers.push(isGranted), { requestingUrl: url });
  expect(answers).toEqual([true, false, false]);
  expect([check(null, 'notifications', appUrl), check(null, 'media', appUrl), device()]).toEqual([true, false, false]);
});

test('a page goes nowhere else, opens no window, and only https and mailto leave the app', () => {
  const app = new EventEmitter();
  const outside: string[] = [];
  guardNavigation(app as App, (url) => outside.push(url));
  let open: (details: { url: string }) => { action: string } = () => ({ action: 'allow' });
  const contents = Object.assign(new EventEmitter(), { setWindowOpenHandler: (handler: typeof open) => (open = handler) });
  app.emit('web-contents-created', {}, contents);
  for (const event of ['will-navigate', 'will-frame-navigate', 'will-redirect'])
    for (const url of [...foreign, appUrl]) {
      const details = { url, preventDefault: vi.fn<Told>() };
      contents.emit(event, details);
      expect(details.preventDefault.mock.calls.length, `${event} ${url}`).toBe(url === appUrl ? 0 : 1);
    }
  const webview = { preventDefault: vi.fn<Told>() };
  contents.emit('will-attach-webview', webview);
  expect(webview.preventDefault).toHaveBeenCalledOnce();
  for (const url of ['https://example.com/', 'http://example.com/', 'file:///etc/passwd', appUrl])
    expect(open({ url })).toEqual({ action: 'deny' });
  expect(outside).toEqual(['https://example.com/']);
});

test('IPC answers only the main frame of a page of ours', async () => {
  answerCalls({ handlers: {}, logger: { info: () => undefined, error: () => undefined }, newCorrelationId: () => 'c' });
  const [channel, listener] = electron.handle.mock.calls[0] ?? [];
  expect([channel, electron.handle.mock.calls.length]).toEqual(['countersign:invoke', 1]);
  const call = async (senderFrame: object | null) => listener?.({ sender: { id: 1 }, senderFrame }, 'host.info', {});
  const ours = { url: `${appUrl}#/inbox`, parent: null };
  expect(await call(ours)).toMatchObject({ error: { status: 503 } });
  for (const frame of [null, { ...ours, parent: ours }, ...foreign.map((url) => ({ url, parent: null }))])
    expect(await call(frame)).toMatchObject({ error: { status: 403 } });
  for (const url of foreign) expect(isOurs(url), url).toBe(false);
});

test('the scheme serves one host, by GET, from one folder', async () => {
  const files = vi.fn<(method: string) => Promise<RendererResponse>>((method) =>
    Promise.resolve({ status: method === 'GET' ? 200 : 405, headers: {}, body: new Uint8Array() }),
  );
  const links = { of: () => Promise.resolve(null), set: () => Promise.resolve(), remove: () => Promise.resolve() };
  const jar = { of: () => Promise.resolve(null), take: () => Promise.resolve(), forget: () => Promise.resolve() };
  serveAppScheme(files, null, { links, jar, fetch: () => Promise.reject(new Error('not linked')) });
  const [, serve] = electron.protocolHandle.mock.calls[0] ?? [];
  expect((await serve?.(new Request('workbench://evil/index.html')))?.status).toBe(404);
  expect(files).not.toHaveBeenCalled();
  expect((await serve?.(new Request('workbench://app/x', { method: 'POST' })))?.status).toBe(405);
  expect((await serve?.(new Request('workbench://app/x')))?.status).toBe(200);
  const own = { 'x-countersign': '1' };
  const statusOf = async (headers: Record<string, string>) =>
    (await serve?.(new Request('workbench://app/server/ws_1/v1/session', { headers })))?.status;
  for (const headers of [{}, { ...own, origin: 'https://evil.example' }, { ...own, 'sec-fetch-site': 'cross-site' }])
    expect(await statusOf(headers)).toBe(403);
  expect(await statusOf({ ...own, origin: 'workbench://app', 'sec-fetch-site': 'same-origin' })).toBe(404);
});

test('secrets are refused where Linux would keep them as plain text', async () => {
  vi.spyOn(process, 'platform', 'get').mockReturnValue('linux');
  expect(await secretStore('/nowhere').isAvailable()).toBe(false);
  electron.backend = 'gnome_libsecret';
  expect(await secretStore('/nowhere').isAvailable()).toBe(true);
  vi.restoreAllMocks();
});

test('fuses are set as listed, and read back out of what was built', () => {
  expect(packaging.electronFuses).toEqual({
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  });
  const configured = Object.entries(packaging.electronFuses ?? {}).map(([name, isOn]: [string, unknown]) => [name.toLowerCase(), isOn]);
  expect(wantedFuses.map(([name, isOn]) => [name.toLowerCase(), isOn])).toEqual(configured);
  const binary = (wire: string) => Buffer.concat([Buffer.alloc(64), Buffer.from(`${fuseMark}\u0001\u0008${wire}`), Buffer.alloc(9)]);
  expect(wrongFuses(binary('01001100'))).toEqual([]);
  expect(wrongFuses(binary('110r11r1'))).toEqual(['RunAsNode', 'GrantFileProtocolExtraPrivileges']);
  expect(wrongFuses(Buffer.alloc(64))).toEqual(['there is no fuse wire']);
});

test('developer tools and reload are in no packaged menu', () => {
  const roles = (isPackaged: boolean) => JSON.stringify(menuTemplate(() => undefined, false, isPackaged));
  expect(roles(true)).not.toMatch(/toggleDevTools|"reload"/);
  expect(roles(false)).toMatch(/toggleDevTools/);
});

test('the browser host listens on this machine only, and no host relaxes CORS', () => {
  expect(textOf('src-main/web/serve.ts')).toContain("server.listen(port, '127.0.0.1'");
  const relaxed = productSources.filter(({ path }) => path.startsWith('src-main/') && /access-control-allow/i.test(textOf(path)));
  expect(relaxed.map(({ path }) => path).filter((path) => !path.startsWith('src-main/server/'))).toEqual([]);
});

test('nothing in main runs a shell, evaluates text, or opens a path or a link but through its one door', () => {
  const forbidden =
    /\bexecSync\(|\bexec\b[^}]*\} from 'node:child_process'|shell:\s*true|\beval\(|new Function\(|executeJavaScript|shell\.openPath|insertCSS/;
  const sources = productSources.filter(({ path }) => path.startsWith('src-main/') && /\.(ts|mjs)$/.test(path));
  const hosts = sources.filter(({ path }) => /^src-main\/(electron|preload|web)\//.test(path));
  expect(hosts.filter(({ path }) => forbidden.test(textOf(path))).map(({ path }) => path)).toEqual([]);
});
