import { join } from 'node:path';
import { app } from 'electron';
import type { HostSignal } from '#shared/contract/host-event.ts';
import { ok } from '#shared/kernel/result.ts';
import type { Handlers } from '#main/application/dispatch.ts';
import { deskHandlers, fileHandlers, infoHandlers, journalHandlers, secretHandlers } from '#main/application/host.handlers.ts';
import type { CookieJar } from '#main/application/forward/cookie-jar.ts';
import { serverHandlers } from '#main/application/forward/server.handlers.ts';
import { platformName } from '#main/application/platform-name.ts';
import type { ChosenFiles, JournalStore, ServerLinks } from '#main/application/ports.ts';
import { version } from '#main/version.ts';
import { desk } from './desk.ts';
import { nativeDialogs } from './dialogs.ts';
import { secretStore } from './secrets.ts';

export interface DesktopParts {
  readonly folder: string;
  readonly journal: JournalStore;
  readonly links: ServerLinks;
  readonly jar: CookieJar;
  readonly files: ChosenFiles;
  readonly openWindow: (route: string) => void;
  readonly tell: (signal: HostSignal) => void;
}

/** Every endpoint of the contract, as the desktop answers it. One that is missing does not compile. */
export function desktopHandlers({ folder, journal, links, jar, files, openWindow, tell }: DesktopParts): Handlers {
  const secrets = secretStore(join(folder, 'secrets.json'));
  const ourDesk = desk({ openWindow, goTo: (route) => tell({ type: 'route.requested', data: { route } }) });
  const info = async () =>
    ok({
      kind: 'electron' as const,
      edition: 'desktop' as const,
      version,
      platform: platformName(process.platform),
      isPackaged: app.isPackaged,
      canSecrets: await secrets.isAvailable(),
      canPrintPdf: true,
      canJournal: true,
    });
  return {
    ...infoHandlers(info),
    ...journalHandlers(journal),
    ...secretHandlers(secrets),
    ...serverHandlers(links, jar),
    ...fileHandlers(nativeDialogs(), files, ourDesk),
    ...deskHandlers(ourDesk),
  };
}
