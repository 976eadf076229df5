import { z } from 'zod';
import { DeviceInfoSchema, InvitationSchema } from '#shared/contract/api-accounts.contract.ts';
import { type Refusal, refusal } from '#shared/kernel/refusal.ts';
import { err, ok, type Result } from '#shared/kernel/result.ts';
import { platform } from '#renderer/platform/index.ts';

/** What a person does with their account at the server of a workspace: devices, invitations, passphrase, session. */
export interface ServerAccount {
  devices(): Promise<Result<readonly ServerDevice[], Refusal>>;
  revoke(device: string): Promise<Result<null, Refusal>>;
  invite(personId: string, email: string): Promise<Result<Invitation, Refusal>>;
  changePassphrase(current: string, next: string): Promise<Result<null, Refusal>>;
  signOut(): Promise<Result<null, Refusal>>;
}
export type ServerDevice = z.infer<typeof DeviceInfoSchema>;
export type Invitation = z.infer<typeof InvitationSchema>;

const Devices = z.object({ devices: z.array(DeviceInfoSchema) });
const Told = z.object({ title: z.string(), detail: z.string().optional(), issues: z.array(z.object({ message: z.string() })).optional() });
const UNREACHED = refusal('sync.unavailable', 'The server cannot be reached now.');

/** Over the host's way to the server. What the server says no to is a refusal, and so is that it cannot be reached. */
export function serverAccount(workspaceId: string): ServerAccount {
  const ask = async (method: string, path: string, body?: object): Promise<Result<unknown, Refusal>> => {
    const json = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const answer = await platform.server.fetch(workspaceId, `v1/${path}`, { method, ...json }).then(
      (response) => response,
      () => null,
    );
    if (answer === null) return err(UNREACHED);
    const said: unknown =
      answer.status === 204
        ? null
        : await answer.json().then(
            (value: unknown) => value,
            () => null,
          );
    return answer.ok ? ok(said) : err(refusedBy(said, answer.status));
  };
  const done = async (asked: Promise<Result<unknown, Refusal>>): Promise<Result<null, Refusal>> => {
    const answer = await asked;
    return answer.ok ? ok(null) : answer;
  };
  const read = async <T>(asked: Promise<Result<unknown, Refusal>>, form: z.ZodType<T>): Promise<Result<T, Refusal>> => {
    const answer = await asked;
    if (!answer.ok) return answer;
    const parsed = form.safeParse(answer.value);
    return parsed.success
      ? ok(parsed.data)
      : err(refusal('sync.unreadable', 'The server answered something that this version does not understand.'));
  };
  return {
    async devices() {
      const found = await read(ask('GET', 'devices'), Devices);
      return found.ok ? ok(found.value.devices) : found;
    },
    revoke: (device) => done(ask('DELETE', `devices/${encodeURIComponent(device)}`)),
    invite: (personId, email) => read(ask('POST', 'invitations', { personId, ...(email === '' ? {} : { email }) }), InvitationSchema),
    changePassphrase: (current, next) => done(ask('POST', 'passphrase', { current, next })),
    signOut: () => done(ask('POST', 'sign-out')),
  };
}

function refusedBy(said: unknown, status: number): Refusal {
  const told = Told.safeParse(said);
  if (!told.success) return refusal('sync.unavailable', `The server answered with ${status}.`);
  const { title, detail, issues = [] } = told.data;
  return refusal(
    'sync.refused',
    detail ?? title,
    issues.map(({ message }) => ({ code: 'sync.refused', message })),
  );
}
