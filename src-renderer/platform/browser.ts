import { err, ok } from '#shared/kernel/result.ts';
import { problem } from '#shared/kernel/problem.ts';
import type { Answer } from '#shared/contract/define.ts';
import type { Client } from './client.ts';
import { acceptOf } from './file-kind.ts';
import { fileNameOf } from './file-name.ts';
import type { FileKind, OpenedFile, Platform, ServerWay } from './platform.ts';
import { sharedCalls } from './shared-calls.ts';

const keepUrlFor = 60_000;

/** The browser: files, notices and windows are the browser's own and go through no server. */
export function browserPlatform(client: Client, server: ServerWay): Platform {
  return {
    kind: 'browser',
    server,
    ...sharedCalls(client),
    saveFile(title, mime, bytes) {
      const name = fileNameOf(title);
      const url = URL.createObjectURL(new Blob([bytes], { type: mime }));
      const anchor = Object.assign(document.createElement('a'), { href: url, download: name });
      document.body.append(anchor);
      anchor.click();
      anchor.remove();
      setTimeout(() => URL.revokeObjectURL(url), keepUrlFor);
      return Promise.resolve(ok({ name }));
    },
    openFiles: (kinds) => chooseFiles(kinds, true),
    async openFile(kinds) {
      const chosen = await chooseFiles(kinds, false);
      return chosen.ok ? ok(chosen.value[0] ?? null) : chosen;
    },
    printPdf(name) {
      const title = document.title;
      document.title = fileNameOf(name, 'pdf').slice(0, -'.pdf'.length);
      window.print();
      document.title = title;
      return Promise.resolve(ok({ name }));
    },
    notify: showNotice,
    openWindow(route) {
      const opened = window.open(`${location.pathname}#${route}`, '_blank');
      return Promise.resolve(
        opened ? ok({ done: true as const }) : err(problem('unavailable', 'The browser did not allow another window.')),
      );
    },
    openExternal(url) {
      const parsed = URL.canParse(url) ? new URL(url) : null;
      if (parsed?.protocol !== 'https:' && parsed?.protocol !== 'mailto:')
        return Promise.resolve(err(problem('forbidden', 'Only https and mailto links are opened.')));
      window.open(parsed.href, '_blank', 'noopener,noreferrer');
      return Promise.resolve(ok({ done: true as const }));
    },
  };
}

function chooseFiles(kinds: readonly FileKind[], isMany: boolean): Promise<Answer<readonly OpenedFile[]>> {
  return new Promise((resolve) => {
    const input = Object.assign(document.createElement('input'), { type: 'file', accept: acceptOf(kinds), multiple: isMany, hidden: true });
    const finish = (answer: Answer<readonly OpenedFile[]>) => {
      input.remove();
      resolve(answer);
    };
    input.addEventListener('cancel', () => finish(ok([])));
    input.addEventListener('change', () => {
      const chosen = [...(input.files ?? [])];
      Promise.all(chosen.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }))).then(
        (files) => finish(ok(files)),
        () => finish(err(problem('unreadableFile', `${chosen.map((file) => file.name).join(', ')} cannot be read.`))),
      );
    });
    document.body.append(input);
    input.click();
  });
}

async function showNotice(title: string, body: string, route?: string): Promise<Answer<{ isShown: boolean }>> {
  if (!('Notification' in window)) return ok({ isShown: false });
  const permission = Notification.permission === 'default' ? await Notification.requestPermission() : Notification.permission;
  if (permission !== 'granted') return ok({ isShown: false });
  const notice = new Notification(title, { body });
  notice.addEventListener('click', () => {
    window.focus();
    if (route !== undefined) location.hash = route;
  });
  return ok({ isShown: true });
}
