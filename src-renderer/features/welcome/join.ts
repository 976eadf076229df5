import type { Refusal } from '#shared/kernel/refusal.ts';
import type { Result } from '#shared/kernel/result.ts';
import { platform } from '#renderer/platform/index.ts';
import { type BulkProgress, foundServer, type JoinRequest, joinServer, type Workspace } from '#renderer/store/index.ts';
import { openOnDevice } from '#renderer/workbench/open-on-device.ts';
import { type JoinFields, type JoinWay, serverAddress } from '#renderer/workbench/sync/join-fields.ts';

/** Goes the way that was chosen, with what was filled in. Answers the workspace, loaded, opened and signed in to. */
export async function join(
  way: JoinWay,
  fields: JoinFields,
  onProgress: (progress: BulkProgress) => void,
): Promise<Result<Workspace, Refusal>> {
  const info = await platform.info();
  const request: JoinRequest = {
    server: platform.server,
    url: serverAddress(fields.url) ?? '',
    passphrase: fields.passphrase,
    deviceName: fields.device.trim(),
    open: (id) => openOnDevice(id),
    onProgress,
    ...(info.ok ? { version: info.value.version } : {}),
  };
  const email = fields.email.trim();
  const code = fields.code.trim();
  const tenant = fields.tenant.trim();
  switch (way) {
    case 'account':
      return joinServer({ ...request, as: tenant === '' ? { email } : { email, tenant } });
    case 'code':
      return joinServer({ ...request, as: { code, email } });
    case 'found':
      return foundServer({ ...request, code, person: { name: fields.name.trim(), email } });
  }
}
