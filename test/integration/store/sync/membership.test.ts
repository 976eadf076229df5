import { afterAll, expect, test } from 'vitest';
import { newWorkspaceDrafts } from '#shared/capabilities/identity/index.ts';
import { createWorkspace, listWorkspaces, type OpenedWorkspace } from '#renderer/store/index.ts';
import { createTenant } from '#main/server/tenants.ts';
import { deviceOf, emailOf, get, inPhase, inSync, newWorld, openWindow, PASSPHRASE, start, until, valueOf, wayTo } from './devices.ts';

const server = await start();
afterAll(() => server.stop());

async function invitation(name: string): Promise<{ code: string; tenantId: string }> {
  const { id } = await createTenant(server.database, name);
  const invited = await server.accounts.foundingInvitation(id);
  if (!invited.ok) throw new Error(invited.error.title);
  return { code: invited.value.code, tenantId: id };
}

/** A workspace of one device, with two people and some work of each. */
async function local() {
  const way = wayTo();
  const { id } = await createWorkspace('Northwind');
  const workspace: OpenedWorkspace = await openWindow(id, way);
  const { drafts, firstPersonId, roleIds } = newWorkspaceDrafts({ name: 'Dana', email: 'dana@northwind.example' }, workspace.newId);
  valueOf(await workspace.accounts.found(drafts, { personId: firstPersonId, passphrase: PASSPHRASE }));
  const ravi = workspace.newId('per');
  const fields = { name: 'Ravi', email: 'ravi@northwind.example', active: true, roles: [roleIds.administrator] };
  valueOf(await workspace.dispatch({ name: 'people.create', recordId: ravi, input: { fields } }));
  valueOf(await workspace.accounts.add(ravi, PASSPHRASE));
  const many = Array.from({ length: 700 }, (_, i) => ({
    name: 'systems.create',
    recordId: workspace.newId('sys'),
    input: { fields: { name: `System ${i}` } },
  }));
  expect(await workspace.bulk(many)).toMatchObject({ accepted: 700 });
  await workspace.accounts.signOut();
  valueOf(await workspace.accounts.signIn(ravi, PASSPHRASE));
  const last = workspace.newId('sys');
  valueOf(await workspace.dispatch({ name: 'systems.create', recordId: last, input: { fields: { name: 'Ravi’s' } } }));
  await workspace.accounts.signOut();
  valueOf(await workspace.accounts.signIn(firstPersonId, PASSPHRASE));
  return { device: deviceOf(workspace, way), workspace, dana: firstPersonId, ravi, last, first: many[0]?.recordId ?? '' };
}

test('a local workspace is brought to a server: everything done before, by whoever did it; then it is one person’s copy', async () => {
  const { workspace, dana, ravi, last, first } = await local();
  const { code } = await invitation('Northwind');
  const before = await get(workspace, first);
  const request = { url: server.url, code, email: 'dana@northwind.example', passphrase: PASSPHRASE, deviceName: 'Laptop' };
  expect(await workspace.sync.bring({ ...request, code: 'AAAA-BBBB-CCCC-DDDD' })).toMatchObject({ ok: false });
  expect(workspace.sync.state.phase).toBe('local');
  valueOf(await workspace.sync.bring(request));
  await inSync(workspace);
  expect(workspace.sync.state).toMatchObject({ server: { name: 'Northwind', url: server.url }, attention: 0 });
  expect((await workspace.page({ kind: 'system' })).total).toBe(701);
  expect(await get(workspace, first)).toMatchObject({ number: before?.number, createdAt: before?.createdAt, fields: before?.fields });
  expect(await get(workspace, last)).toMatchObject({ createdBy: ravi });
  expect((await workspace.accounts.list()).map(({ personId }) => personId)).toEqual([dana]);
  expect(workspace.actor?.personId).toBe(dana);
  valueOf(await workspace.dispatch({ name: 'systems.edit', recordId: last, input: { fields: { vendor: 'ACME' } } }));
  await inSync(workspace);
  expect(await workspace.sync.bring(request)).toMatchObject({ ok: false, error: { code: 'sync.follows' } });
  await workspace.close();
}, 60_000);

test('a founding that was interrupted goes on when the workspace is opened again', async () => {
  const { device, workspace, last } = await local();
  const { code } = await invitation('Interrupted');
  let pushes = 0;
  device.way.onTheWay = async (path, pass) => {
    if (path === 'v1/push' && ++pushes === 2) {
      await pass();
      throw new TypeError('The answer was lost');
    }
    if (pushes >= 2) throw new TypeError('There is no way');
    return pass();
  };
  const request = { url: server.url, code, email: 'dana@northwind.example', passphrase: PASSPHRASE, deviceName: 'Laptop' };
  valueOf(await workspace.sync.bring(request));
  await inPhase(workspace, 'backingOff');
  const again = await device.reopen();
  again.way.onTheWay = (_, pass) => pass();
  again.workspace.sync.poke();
  await inSync(again.workspace);
  expect((await again.workspace.page({ kind: 'system' })).total).toBe(701);
  expect(await get(again.workspace, last)).toMatchObject({ fields: { name: 'Ravi’s' } });
  expect(again.workspace.sync.state.attention).toBe(0);
  await again.workspace.close();
}, 60_000);

test('whoever leaves a server keeps a local workspace, or takes the copy off the device; unsent work is not lost unasked', async () => {
  const { dana } = await newWorld(server);
  const { workspace, way } = dana;
  await inSync(workspace);
  const id = workspace.newId('sys');
  way.isCut = true;
  valueOf(await workspace.dispatch({ name: 'systems.create', recordId: id, input: { fields: { name: 'Billing' } } }));
  expect(await workspace.sync.leave('remove')).toMatchObject({ ok: false, error: { code: 'sync.unsent' } });
  way.isCut = false;
  workspace.sync.poke();
  await inSync(workspace);
  valueOf(await workspace.sync.leave('keep'));
  expect(workspace.sync.state.phase).toBe('local');
  expect(await get(workspace, id)).toMatchObject({ fields: { name: 'Billing' } });
  valueOf(await workspace.dispatch({ name: 'systems.edit', recordId: id, input: { fields: { name: 'Local' } } }));
  await workspace.close();

  const other = await newWorld(server);
  await inSync(other.dana.workspace);
  valueOf(await other.dana.workspace.sync.leave('remove'));
  expect((await listWorkspaces()).map((info) => info.id)).not.toContain(other.dana.id);
});

test('whoever has lost access finds no copies on the device, but what they had not sent', async () => {
  const world = await newWorld(server);
  const ravi = await world.colleague('Ravi', 'Administrator');
  const personId = ravi.workspace.actor?.personId ?? '';
  const email = await emailOf(ravi.workspace, personId);
  const id = world.dana.workspace.newId('sys');
  valueOf(await world.dana.workspace.dispatch({ name: 'systems.create', recordId: id, input: { fields: { name: 'Secret' } } }));
  await until(async () => expect(await get(ravi.workspace, id)).toBeDefined());
  ravi.way.isCut = true;
  valueOf(await ravi.workspace.dispatch({ name: 'systems.edit', recordId: id, input: { fields: { name: 'Mine' } } }));
  valueOf(await world.dana.workspace.dispatch({ name: 'people.edit', recordId: personId as never, input: { fields: { active: false } } }));
  await inSync(world.dana.workspace);
  ravi.way.isCut = false;
  ravi.workspace.sync.poke();
  await inPhase(ravi.workspace, 'signedOut');
  expect(await ravi.workspace.sync.signIn({ email, passphrase: PASSPHRASE })).toMatchObject({
    ok: false,
    error: { code: 'sync.forbidden' },
  });
  expect(await get(ravi.workspace, id)).toBeUndefined();
  expect((await ravi.workspace.page({ kind: 'system' })).total).toBe(0);
  expect((await ravi.workspace.sync.queue()).map(({ command }) => command.input)).toEqual([{ fields: { name: 'Mine' } }]);
  await Promise.all([world.dana.workspace.close(), ravi.workspace.close()]);
});

test('a session that ended is begun again with the passphrase, and what waited is sent', async () => {
  const { dana } = await newWorld(server);
  const { workspace, way } = dana;
  await inSync(workspace);
  const email = await emailOf(workspace, workspace.actor?.personId ?? '');
  await way.fetch(dana.id, 'v1/sign-out', { method: 'POST', headers: { 'x-countersign': '1' } });
  const id = workspace.newId('sys');
  valueOf(await workspace.dispatch({ name: 'systems.create', recordId: id, input: { fields: { name: 'Billing' } } }));
  await inPhase(workspace, 'signedOut');
  expect(workspace.sync.state).toMatchObject({ waiting: 1, problem: { status: 401 } });
  expect(await workspace.sync.signIn({ email, passphrase: 'not this one' })).toMatchObject({ ok: false });
  valueOf(await workspace.sync.signIn({ email, passphrase: PASSPHRASE }));
  await inSync(workspace);
  await workspace.close();
});

test('a passphrase is changed at the server and here; a copy that follows takes no second person', async () => {
  const { dana, danaId } = await newWorld(server);
  const { workspace } = dana;
  await inSync(workspace);
  const next = 'other words are enough';
  expect(await workspace.accounts.changePassphrase('not this one', next)).toMatchObject({ ok: false });
  valueOf(await workspace.accounts.changePassphrase(PASSPHRASE, next));
  const email = await emailOf(workspace, danaId);
  expect(await workspace.sync.signIn({ email, passphrase: PASSPHRASE })).toMatchObject({ ok: false });
  valueOf(await workspace.sync.signIn({ email, passphrase: next }));
  dana.way.isCut = true;
  expect(await workspace.accounts.changePassphrase(next, PASSPHRASE)).toMatchObject({ ok: false, error: { code: 'sync.unavailable' } });
  await workspace.accounts.signOut();
  valueOf(await workspace.accounts.signIn(danaId, next));
  expect(await workspace.accounts.add(danaId, PASSPHRASE)).toMatchObject({ ok: false, error: { code: 'account.onePerson' } });
  await workspace.close();
});
