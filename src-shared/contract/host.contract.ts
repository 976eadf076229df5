import { z } from 'zod';
import { command, query } from './define.ts';

/** Bytes travel as base64. One save carries at most this many bytes, one read at most `readChunk`. */
export const maxFileBytes = 128 * 1024 * 1024;
export const readChunk = 4 * 1024 * 1024;
const maxJournalLine = 512 * 1024;

const base64 = (maxBytes: number) => z.base64().max(Math.ceil(maxBytes / 3) * 4);

/** An id that can never be a path: letters, digits, `_` and `-` only. */
const PlainId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{2,63}$/);
const Handle = z.uuid();
const ClientSeq = z.int().min(1).max(Number.MAX_SAFE_INTEGER);

/** The name a file is offered under: no separators, no control characters, no leading dot. */
const FileName = z
  .string()
  .min(1)
  .max(160)
  .regex(/^[^./\\:*?"<>|\p{Cc}][^/\\:*?"<>|\p{Cc}]*$/u);

const FileKind = z.strictObject({
  label: z.string().min(1).max(60),
  extensions: z
    .array(z.string().regex(/^[a-z0-9]{1,10}$/))
    .min(1)
    .max(10),
});

/** A place inside the app, as the router writes it after the `#`. */
const Route = z
  .string()
  .max(512)
  .regex(/^\/(?!\/)[\w\-/?=&.%,~:@+[\]"{}]*$/);

const Nothing = z.strictObject({});
const Text = z.string().min(1).max(400);
const Done = z.strictObject({ done: z.literal(true) });

const HostInfo = z.strictObject({
  kind: z.enum(['electron', 'browser']),
  /** Whose page this is: the desktop's, one served on this machine, or one that came from the server that it follows. */
  edition: z.enum(['desktop', 'local', 'server']),
  version: z.string(),
  platform: z.enum(['windows', 'macos', 'linux', 'other']),
  isPackaged: z.boolean(),
  /** False where the machine could keep a secret only as plain text. */
  canSecrets: z.boolean(),
  /** True where `print.pdf` writes a file itself; otherwise the print dialog is used. */
  canPrintPdf: z.boolean(),
  canJournal: z.boolean(),
});

const Saved = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('saved'), handle: Handle, name: z.string() }),
  z.strictObject({ outcome: z.literal('canceled') }),
]);

const Opened = z.discriminatedUnion('outcome', [
  z.strictObject({
    outcome: z.literal('opened'),
    files: z.array(z.strictObject({ handle: Handle, name: z.string(), size: z.int().min(0) })).max(200),
  }),
  z.strictObject({ outcome: z.literal('canceled') }),
]);

const JournalLine = z.strictObject({ clientSeq: ClientSeq, line: z.string().max(maxJournalLine) });

/** What every host offers its own windows. None of it knows a record. */
export const hostContract = {
  'host.info': query({ input: Nothing, output: HostInfo, allow: 'host:info' }),

  'files.save': command({
    input: z.strictObject({ name: FileName, kind: FileKind, bytes: base64(maxFileBytes) }),
    output: Saved,
    allow: 'host:files',
    maxInput: Math.ceil(maxFileBytes / 3) * 4 + 4096,
  }),
  'files.open': command({
    input: z.strictObject({ kinds: z.array(FileKind).max(10), isMany: z.boolean().default(false) }),
    output: Opened,
    allow: 'host:files',
  }),
  'files.read': query({
    input: z.strictObject({ handle: Handle, offset: z.int().min(0), length: z.int().min(1).max(readChunk) }),
    output: z.strictObject({ bytes: base64(readChunk), isEnd: z.boolean() }),
    allow: 'host:files',
  }),

  'print.pdf': command({
    input: z.strictObject({ name: FileName, isLandscape: z.boolean().default(false) }),
    output: Saved,
    allow: 'host:print',
  }),
  'notify.show': command({
    input: z.strictObject({ title: Text.max(120), body: z.string().max(400), route: Route.optional() }),
    output: z.strictObject({ isShown: z.boolean() }),
    allow: 'host:notify',
  }),
  'windows.open': command({ input: z.strictObject({ route: Route }), output: Done, allow: 'host:windows' }),
  'app.openExternal': command({ input: z.strictObject({ url: z.string().max(2048) }), output: Done, allow: 'host:external' }),

  'secrets.set': command({ input: z.strictObject({ name: PlainId, value: z.string().max(65536) }), output: Done, allow: 'host:secrets' }),
  'secrets.get': query({
    input: z.strictObject({ name: PlainId }),
    output: z.strictObject({ value: z.string().nullable() }),
    allow: 'host:secrets',
  }),
  'secrets.remove': command({ input: z.strictObject({ name: PlainId }), output: Done, allow: 'host:secrets' }),

  /** Remembers the server that a workspace follows, normalized. `https:`, or `http:` in one's own network; no credentials in it. */
  'server.link': command({
    input: z.strictObject({ workspaceId: PlainId, url: z.string().min(1).max(2048) }),
    output: z.strictObject({ url: z.string() }),
    allow: 'host:server',
  }),
  /** Forgets the server and the session there. */
  'server.unlink': command({ input: z.strictObject({ workspaceId: PlainId }), output: Done, allow: 'host:server' }),
  'server.of': query({
    input: z.strictObject({ workspaceId: PlainId }),
    output: z.strictObject({ url: z.string().nullable() }),
    allow: 'host:server',
  }),

  /** Answers only once the lines are on the disk. Lines are `firstSeq`, `firstSeq + 1`, …; a number written twice keeps its last line. */
  'journal.append': command({
    input: z.strictObject({ workspaceId: PlainId, firstSeq: ClientSeq, lines: z.array(z.string().max(maxJournalLine)).min(1).max(2000) }),
    output: z.strictObject({ head: ClientSeq }),
    allow: 'host:journal',
    maxInput: 16 * 1024 * 1024,
  }),
  'journal.read': query({
    input: z.strictObject({ workspaceId: PlainId, after: z.int().min(0), limit: z.int().min(1).max(2000) }),
    output: z.strictObject({ lines: z.array(JournalLine), isEnd: z.boolean() }),
    allow: 'host:journal',
  }),
  'journal.head': query({
    input: z.strictObject({ workspaceId: PlainId }),
    output: z.strictObject({ head: z.int().min(0) }),
    allow: 'host:journal',
  }),
  /** Forgets the lines up to and with `through`, or all of them. */
  'journal.drop': command({
    input: z.strictObject({ workspaceId: PlainId, through: ClientSeq.optional() }),
    output: Done,
    allow: 'host:journal',
  }),
} as const;
