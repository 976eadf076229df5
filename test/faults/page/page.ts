import { registry } from '#shared/capabilities/registry.ts';
import { digestOf } from '#shared/kernel/digest.ts';
import type { Json } from '#shared/kernel/json.ts';
import { refusalLines } from '#shared/kernel/refusal.ts';
import { ok } from '#shared/kernel/result.ts';
import type { Draft } from '#shared/model/record.ts';
import { foundServer, joinServer, listWorkspaces, openWorkspace, StoreTrouble, type Workspace } from '#renderer/store/index.ts';
import { between, type Random, seeded } from '#test/faults/random.ts';

/** What a page tells whoever watches from outside: what was said to be saved, and what was said instead. */
export type Told = { readonly saved: readonly string[] } | { readonly refused: string };
export interface Somebody {
  readonly name: string;
  readonly email: string;
  readonly passphrase: string;
}
declare global {
  interface Window {
    faults: FaultPage;
    tell(told: Told): Promise<void>;
  }
}

/** The product's store in a page of its own, without screens: somebody at a device, who works all the time. Not part of the product. */
const scrypt = { N: 2, r: 1, p: 1 };
const version = '1.0.0';
const HOT = 6;

const server = {
  isOwn: true,
  link: async (_: string, url: string) => ok({ url }),
  unlink: async () => ok({ done: true as const }),
  of: async () => ok({ url: location.origin }),
  fetch: (id: string, path: string, init?: RequestInit) => fetch(`/server/${id}/${path}`, init),
};
const open = (id: string) => openWorkspace({ id, registry, server, version, scrypt });
const request = ({ passphrase, name }: Somebody) => ({
  server,
  url: `${location.origin}/`,
  passphrase,
  deviceName: `${name}’s device`,
  open,
  version,
  scrypt,
});

let current: Workspace | undefined;
let working: Promise<void> | undefined;
let evening = new AbortController();

function workspace(): Workspace {
  if (!current) throw new Error('Nothing is open');
  return current;
}
const entered = (joined: Awaited<ReturnType<typeof joinServer>>) => {
  if (!joined.ok) throw new Error(refusalLines(joined.error).join('\n'));
  current = joined.value;
};
const made = (random: Random): Draft => ({
  name: 'systems.create',
  recordId: workspace().newId('sys'),
  input: { fields: { name: `System ${Math.floor(random() * 1e9).toString(36)}`, category: 'server' } },
});
const pause = (ms: number) =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

async function give(draft: Draft): Promise<void> {
  const done = await workspace().dispatch(draft);
  // `unchanged` is nothing to keep: what led to no event was not written.
  if (done.ok) await window.tell({ saved: done.value.events.length > 0 ? [done.value.command.id] : [] });
  else await window.tell({ refused: refusalLines(done.error).join(' ') });
}

async function giveMany(drafts: readonly Draft[]): Promise<void> {
  const { refused } = await workspace().bulk(drafts);
  const isRefused = new Set(refused.map(({ index }) => index));
  const histories = await Promise.all(
    drafts.filter((_, index) => !isRefused.has(index)).map(({ recordId }) => workspace().reader.history(recordId)),
  );
  await window.tell({ saved: histories.flatMap(([first]) => (first ? [first.commandId] : [])) });
  for (const { refusal } of refused.slice(0, 1)) await window.tell({ refused: refusalLines(refusal).join(' ') });
}

/** One thing that a person does: mostly edits of the same few records, sometimes a new one, now and then many at once. */
async function act(random: Random): Promise<void> {
  const what = random();
  const hot = (await workspace().ids({ kind: 'system', archived: 'with', sort: [{ column: 'number' }] })).slice(0, HOT);
  const target = hot[between(random, 0, hot.length)] as Draft['recordId'] | undefined;
  if (target === undefined || what < 0.25) return give(made(random));
  if (what < 0.28) return giveMany(Array.from({ length: between(random, 10, 40) }, () => made(random)));
  if (what < 0.31) {
    const record = await workspace().reader.get(target);
    return give({ name: record?.archivedAt === null ? 'systems.archive' : 'systems.restore', recordId: target, input: {} });
  }
  const field = random() < 0.5 ? 'description' : 'version';
  return give({ name: 'systems.edit', recordId: target, input: { fields: { [field]: Math.floor(random() * 1e9).toString(36) } } });
}

const faults = {
  async found(code: string, person: Somebody) {
    entered(await foundServer({ ...request(person), code, person }));
  },
  async join(code: string, person: Somebody) {
    entered(await joinServer({ ...request(person), as: { code, email: person.email } }));
  },
  /** Makes a colleague with every right, and answers the code of their invitation. */
  async invite({ name, email }: Somebody) {
    const { heads } = await workspace().page({ kind: 'role', archived: 'with' });
    const roles = heads.filter(({ label }) => label === 'Administrator').map(({ id }) => id);
    const personId = workspace().newId('per');
    await give({ name: 'people.create', recordId: personId, input: { fields: { name, email, active: true, roles } } });
    while (workspace().sync.state.waiting > 0 || workspace().sync.state.phase !== 'live') await pause(20);
    const init = {
      method: 'POST',
      headers: { 'x-countersign': '1', 'content-type': 'application/json' },
      body: JSON.stringify({ personId }),
    };
    const answer = (await (await server.fetch(workspace().id, 'v1/invitations', init)).json()) as { readonly code: string };
    return answer.code;
  },
  /** After a restart: the same workspace again, and its person signed in on this device. Answers what stands in the way. */
  async open(passphrase: string) {
    try {
      const [info] = await listWorkspaces();
      if (!info) return 'There is no workspace on this device.';
      current = await open(info.id);
      const [account] = await current.accounts.list();
      if (current.actor || !account) return null;
      const signedIn = await current.accounts.signIn(account.personId, passphrase);
      return signedIn.ok ? null : refusalLines(signedIn.error).join(' ');
    } catch (cause) {
      if (cause instanceof StoreTrouble) return refusalLines(cause.refusal).join(' ');
      throw cause;
    }
  },
  /** Works until `quiet`, or until the page is killed. */
  work(seed: number) {
    const random = seeded(seed);
    evening = new AbortController();
    const { signal } = evening;
    const go = async () => {
      while (!signal.aborted) {
        await act(random);
        await pause(between(random, 10, 120));
      }
    };
    working = go();
    working.catch((cause: unknown) => window.tell({ refused: `uncaught: ${String(cause)}` }));
  },
  async quiet() {
    evening.abort();
    await working;
  },
  state() {
    const { phase, waiting, problem, stopped } = workspace().sync.state;
    const trouble = workspace().saveState.trouble;
    return {
      phase,
      waiting,
      problem: problem?.title ?? null,
      stopped: stopped ? refusalLines(stopped).join(' ') : null,
      trouble: trouble ? refusalLines(trouble).join(' ') : null,
    };
  },
  poke: () => workspace().sync.poke(),
  async signInAtServer({ email, passphrase }: Somebody) {
    const done = await workspace().sync.signIn({ email, passphrase });
    return done.ok ? null : refusalLines(done.error).join(' ');
  },
  /** Everything that was worked on, as this device shows it. */
  async digest() {
    const ids = await workspace().ids({ kind: 'system', archived: 'with' });
    const records = await workspace().reader.many(ids.toSorted());
    return { count: records.length, digest: digestOf(JSON.parse(JSON.stringify(records)) as Json) };
  },
  /** The commands that wait for their author because the server refused them. */
  async refused() {
    return (await workspace().sync.attention()).filter(({ type }) => type === 'refused').map(({ id }) => id);
  },
};
export type FaultPage = typeof faults;
window.faults = faults;
