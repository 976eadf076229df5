import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { ok } from '#shared/kernel/result.ts';
import { fileJournal } from '#main/adapters/journal/file-journal.ts';
import { linkFile } from '#main/adapters/server-link/link-file.ts';
import { sessionFile } from '#main/adapters/server-link/session-file.ts';
import { rendererFiles } from '#main/adapters/files/renderer-files.ts';
import { ndjsonLog } from '#main/adapters/log/ndjson-log.ts';
import { cookieJar } from '#main/application/forward/cookie-jar.ts';
import { serverHandlers } from '#main/application/forward/server.handlers.ts';
import { infoHandlers, journalHandlers } from '#main/application/host.handlers.ts';
import { platformName } from '#main/application/platform-name.ts';
import { version } from '#main/version.ts';
import { eventStream } from './event-stream.ts';
import { webHost } from './host.ts';
import { openSession } from './session.ts';

export interface Serving {
  readonly url: string;
  /** Tells the pages, lets the journal finish, closes the port. */
  stop(): Promise<void>;
}

/** Serves the built renderer in `renderer` on 127.0.0.1. Rejects with the system's error where the port cannot be had. */
export async function serve(port: number, data: string, renderer: string): Promise<Serving> {
  await mkdir(data, { recursive: true, mode: 0o700 });
  const logger = ndjsonLog(join(data, 'logs', 'web-host.ndjson'));
  const journal = fileJournal(join(data, 'journal'));
  const events = eventStream();
  const links = linkFile(data);
  const jar = cookieJar({ store: sessionFile(data), now: Date.now, logger });
  const info = () =>
    Promise.resolve(
      ok({
        kind: 'browser' as const,
        edition: 'local' as const,
        version,
        platform: platformName(process.platform),
        isPackaged: false,
        canSecrets: false,
        canPrintPdf: false,
        canJournal: true,
      }),
    );
  const server = webHost({
    port,
    files: rendererFiles(renderer),
    session: await openSession(data, port),
    events,
    ports: {
      handlers: { ...infoHandlers(info), ...journalHandlers(journal), ...serverHandlers(links, jar) },
      logger,
      newCorrelationId: randomUUID,
    },
    // Node's own gives up connecting after 10 s.
    way: { links, jar, fetch },
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  logger.info('web.started', { port, version });
  return {
    url: `http://127.0.0.1:${port}/`,
    async stop() {
      events.send({ type: 'host.stopping', data: {} });
      events.close();
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      server.closeIdleConnections();
      await Promise.race([closed, setTimeout(1000, undefined, { ref: false })]);
      server.closeAllConnections();
      await journal.close();
      logger.info('web.stopped', { port });
    },
  };
}
