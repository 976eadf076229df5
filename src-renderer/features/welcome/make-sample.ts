import { perform } from '#resources/samples/perform.ts';
import type { Sample } from '#resources/samples/act.ts';
import { type Refusal, refusal } from '#shared/kernel/refusal.ts';
import { err, ok, type Result } from '#shared/kernel/result.ts';
import { createWorkspace, deleteWorkspace, type Workspace } from '#renderer/store/index.ts';
import { openOnDevice } from '#renderer/workbench/open-on-device.ts';
import { markSample } from '#renderer/workbench/sample-mark.ts';

/** Everyone's in the sample, and shown wherever it is asked for. */
export const SAMPLE_PASSPHRASE = 'countersign';

export interface SampleProgress {
  readonly part: 'acts' | 'disk' | 'people';
  readonly done: number;
  readonly total: number;
}

/** A passphrase that stands on the screen protects nothing, so its derivation need not be slow. Real accounts never get this. */
const QUICK = { N: 2 ** 8, r: 8, p: 1 };

/**
 * Builds a sample workspace on this device: its acts are decided as any command is, then written, then everyone gets an
 * account. Answers its id, with the person signed in whom it opens as. What fails leaves nothing behind.
 */
export async function makeSample(sample: Sample, onProgress: (progress: SampleProgress) => void): Promise<Result<string, Refusal>> {
  const { id } = await createWorkspace(sample.name);
  const workspace = await openOnDevice(id, QUICK);
  const made = await fill(workspace, sample, onProgress);
  await workspace.close();
  if (!made.ok) {
    await deleteWorkspace(id);
    return made;
  }
  markSample(id, SAMPLE_PASSPHRASE);
  return ok(id);
}

async function fill(workspace: Workspace, sample: Sample, onProgress: (progress: SampleProgress) => void): Promise<Result<null, Refusal>> {
  const { registry, newId, accounts } = workspace;
  const now = new Date().toISOString();
  const script = sample.script(now, newId);
  const { performed, refused } = await perform(script, {
    registry,
    newId,
    now,
    onProgress: (progress) => onProgress({ part: 'acts', ...progress }),
  });
  if (refused[0]) return err(refused[0].refusal);
  const adopted = await workspace.adopt(performed, (progress) => onProgress({ part: 'disk', ...progress }));
  if (!adopted.ok) return adopted;

  const people = [...script.people];
  const administrator = await administratorOf(
    workspace,
    people.map((person) => person.id),
  );
  if (administrator === undefined) return err(refusal('sample.noAdministrator', 'Nobody in the sample may give accounts.'));
  const founded = await accounts.found([], { personId: administrator, passphrase: SAMPLE_PASSPHRASE });
  if (!founded.ok) return founded;
  for (const [done, { id }] of people.entries()) {
    onProgress({ part: 'people', done, total: people.length });
    if (id === administrator) continue;
    const added = await accounts.add(id, SAMPLE_PASSPHRASE);
    if (!added.ok) return added;
  }
  await accounts.signOut();
  const signedIn = await accounts.signIn(script.opensAs, SAMPLE_PASSPHRASE);
  return signedIn.ok ? ok(null) : signedIn;
}

/** Who may give accounts: someone whose roles administer the workspace. */
async function administratorOf({ reader }: Workspace, personIds: readonly string[]): Promise<string | undefined> {
  const people = await reader.many(personIds);
  const roles = await reader.many(people.flatMap(({ fields }) => namesIn(fields['roles'])));
  const administering = new Set(roles.filter(({ fields }) => namesIn(fields['grants']).includes('admin')).map((role) => role.id as string));
  return people.find(({ fields }) => namesIn(fields['roles']).some((role) => administering.has(role)))?.id;
}

const namesIn = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []);
