import { maxFileBytes } from '#shared/contract/host.contract.ts';
import type { Answer } from '#shared/contract/define.ts';
import { problem } from '#shared/kernel/problem.ts';
import { err, ok } from '#shared/kernel/result.ts';
import type { Handlers } from './dispatch.ts';
import { externalUrl } from './external-url.ts';
import type { ChosenFiles, Desk, Dialogs, InfoOf, JournalStore, SecretStore } from './ports.ts';

const done = ok({ done: true as const });

type JournalEndpoint = 'journal.append' | 'journal.read' | 'journal.head' | 'journal.drop';
type SecretEndpoint = 'secrets.set' | 'secrets.get' | 'secrets.remove';
type FileEndpoint = 'files.save' | 'files.open' | 'files.read' | 'print.pdf';
type DeskEndpoint = 'notify.show' | 'windows.open' | 'app.openExternal';

export const infoHandlers = (info: InfoOf): Handlers<'host.info'> => ({ 'host.info': info });

/** A disk that cannot take the journal is no bug: the caller is told, keeps its own copy and tries again later. */
export function journalHandlers(journal: JournalStore): Handlers<JournalEndpoint> {
  const told = async <T>(work: Promise<T>): Promise<Answer<T>> => {
    try {
      return ok(await work);
    } catch (cause) {
      return err(problem('unavailable', `The journal cannot be used: ${codeOf(cause)}.`));
    }
  };
  return {
    'journal.append': ({ workspaceId, firstSeq, lines }) => told(journal.append(workspaceId, firstSeq, lines).then((head) => ({ head }))),
    'journal.read': ({ workspaceId, after, limit }) => told(journal.read(workspaceId, after, limit)),
    'journal.head': ({ workspaceId }) => told(journal.head(workspaceId).then((head) => ({ head }))),
    'journal.drop': ({ workspaceId, through }) => told(journal.drop(workspaceId, through).then(() => ({ done: true as const }))),
  };
}

/** Secrets are refused, not weakened, where the machine could only keep them as plain text. */
export function secretHandlers(secrets: SecretStore): Handlers<SecretEndpoint> {
  const refused = err(problem('unavailable', 'This machine has no key store, so a secret would lie here as plain text.'));
  return {
    'secrets.set': async ({ name, value }) => {
      if (!(await secrets.isAvailable())) return refused;
      await secrets.set(name, value);
      return done;
    },
    'secrets.get': async ({ name }) => ((await secrets.isAvailable()) ? ok({ value: await secrets.get(name) }) : refused),
    'secrets.remove': async ({ name }) => {
      await secrets.remove(name);
      return done;
    },
  };
}

/** Only what a person chose in a dialog is written or read; the page is told a handle and a name. */
export function fileHandlers(dialogs: Dialogs, files: ChosenFiles, desk: Desk): Handlers<FileEndpoint> {
  const save = async (path: string, bytes: Uint8Array) => {
    try {
      return ok({ outcome: 'saved' as const, ...(await files.write(path, bytes)) });
    } catch (cause) {
      return err(problem('unavailable', `The file was not written: ${codeOf(cause)}. What was there before is untouched.`));
    }
  };
  return {
    'files.save': async ({ name, kind, bytes }, caller) => {
      const path = await dialogs.savePath(caller.windowId, name, kind);
      return path === null ? ok({ outcome: 'canceled' }) : save(path, Buffer.from(bytes, 'base64'));
    },
    'files.open': async ({ kinds, isMany }, caller) => {
      const paths = await dialogs.openPaths(caller.windowId, kinds, isMany);
      if (paths.length === 0) return ok({ outcome: 'canceled' });
      try {
        const opened = await Promise.all(paths.map((path) => files.admit(path)));
        const large = opened.find(({ size }) => size > maxFileBytes);
        if (large) return err(problem('tooLarge', `${large.name} is larger than ${maxFileBytes} bytes.`));
        return ok({ outcome: 'opened', files: opened });
      } catch (cause) {
        return err(problem('unreadableFile', codeOf(cause)));
      }
    },
    'files.read': async ({ handle, offset, length }) => {
      const part = await files.read(handle, offset, length);
      if (!part) return err(problem('notFound', 'There is no open file behind this handle.'));
      return ok({ bytes: Buffer.from(part.bytes).toString('base64'), isEnd: part.isEnd });
    },
    'print.pdf': async ({ name, isLandscape }, caller) => {
      const path = await dialogs.savePath(caller.windowId, name, { label: 'PDF', extensions: ['pdf'] });
      return path === null ? ok({ outcome: 'canceled' }) : save(path, await desk.printToPdf(caller.windowId, isLandscape));
    },
  };
}

export const deskHandlers = (desk: Desk): Handlers<DeskEndpoint> => ({
  'notify.show': ({ title, body, route }) => Promise.resolve(ok({ isShown: desk.notify(title, body, route) })),
  'windows.open': ({ route }) => {
    desk.openWindow(route);
    return Promise.resolve(done);
  },
  'app.openExternal': async ({ url }) => {
    const safe = externalUrl(url);
    if (safe === null) return err(problem('forbidden', 'Only https and mailto links are opened.'));
    await desk.openExternal(safe);
    return done;
  },
});

/** The system's word for what went wrong (`ENOSPC`), which names no path. */
function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
}
