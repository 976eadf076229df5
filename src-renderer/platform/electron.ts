import { readChunk } from '#shared/contract/host.contract.ts';
import type { Output } from '#shared/contract/contract.ts';
import type { Answer } from '#shared/contract/define.ts';
import { err, ok } from '#shared/kernel/result.ts';
import { problem } from '#shared/kernel/problem.ts';
import { fromBase64, toBase64 } from './base64.ts';
import type { Client } from './client.ts';
import { kindOfFile } from './file-kind.ts';
import { fileNameOf } from './file-name.ts';
import type { OpenedFile, Platform, SavedFile } from './platform.ts';
import { sharedCalls } from './shared-calls.ts';

/** The desktop: dialogs, files, notices and windows are the host's. Bytes cross as base64; paths never do. */
export function electronPlatform(client: Client): Platform {
  return {
    kind: 'electron',
    ...sharedCalls(client),
    async saveFile(title, mime, bytes) {
      const name = fileNameOf(title);
      return named(await client.invoke('files.save', { name, kind: kindOfFile(name, mime), bytes: toBase64(bytes) }));
    },
    async openFile(kinds) {
      const chosen = await client.invoke('files.open', {
        kinds: kinds.map((kind) => ({ label: kind.label, extensions: [...kind.extensions] })),
      });
      if (!chosen.ok) return chosen;
      if (chosen.value.outcome === 'canceled') return ok(null);
      return readAll(client, chosen.value);
    },
    async printPdf(name, options = {}) {
      return named(await client.invoke('print.pdf', { name: fileNameOf(name, 'pdf'), ...options }));
    },
    notify: (title, body, route) => client.invoke('notify.show', { title, body, ...(route === undefined ? {} : { route }) }),
    openWindow: (route) => client.invoke('windows.open', { route }),
    openExternal: (url) => client.invoke('app.openExternal', { url }),
  };
}

function named(saved: Answer<Output<'files.save'>>): Answer<SavedFile | null> {
  if (!saved.ok) return saved;
  return ok(saved.value.outcome === 'saved' ? { name: saved.value.name } : null);
}

async function readAll(client: Client, file: { handle: string; name: string; size: number }): Promise<Answer<OpenedFile>> {
  const bytes = new Uint8Array(file.size);
  for (let offset = 0; offset < file.size;) {
    const part = await client.invoke('files.read', { handle: file.handle, offset, length: readChunk });
    if (!part.ok) return part;
    const chunk = fromBase64(part.value.bytes);
    if (chunk.length === 0 || offset + chunk.length > file.size)
      return err(problem('unreadableFile', `${file.name} changed while it was read.`));
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return ok({ name: file.name, bytes });
}
