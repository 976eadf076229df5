import { readChunk } from '#shared/contract/host.contract.ts';
import type { Output } from '#shared/contract/contract.ts';
import type { Answer } from '#shared/contract/define.ts';
import { err, ok } from '#shared/kernel/result.ts';
import { problem } from '#shared/kernel/problem.ts';
import { fromBase64, toBase64 } from './base64.ts';
import type { Client } from './client.ts';
import { kindOfFile } from './file-kind.ts';
import { fileNameOf } from './file-name.ts';
import type { FileKind, OpenedFile, Platform, SavedFile, ServerWay } from './platform.ts';
import { sharedCalls } from './shared-calls.ts';

/** The desktop: dialogs, files, notices and windows are the host's. Bytes cross as base64; paths never do. */
export function electronPlatform(client: Client, server: ServerWay): Platform {
  return {
    kind: 'electron',
    server,
    ...sharedCalls(client),
    async saveFile(title, mime, bytes) {
      const name = fileNameOf(title);
      return named(await client.invoke('files.save', { name, kind: kindOfFile(name, mime), bytes: toBase64(bytes) }));
    },
    openFiles: (kinds) => chooseFiles(client, kinds, true),
    async openFile(kinds) {
      const chosen = await chooseFiles(client, kinds, false);
      return chosen.ok ? ok(chosen.value[0] ?? null) : chosen;
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

async function chooseFiles(client: Client, kinds: readonly FileKind[], isMany: boolean): Promise<Answer<OpenedFile[]>> {
  const chosen = await client.invoke('files.open', {
    kinds: kinds.map((kind) => ({ label: kind.label, extensions: [...kind.extensions] })),
    isMany,
  });
  if (!chosen.ok) return chosen;
  const files: OpenedFile[] = [];
  for (const file of chosen.value.outcome === 'opened' ? chosen.value.files : []) {
    const read = await readAll(client, file);
    if (!read.ok) return read;
    files.push(read.value);
  }
  return ok(files);
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
