import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as base } from '@playwright/test';
import { launchDevice } from '../support/device.ts';
import { type DatabaseKind, startServer, type ServerProcess } from '../support/server-process.ts';
import type { HostOption } from './fixtures.ts';
import { auditVerify, changeOneByte } from './pages/audit.ts';
import { type Colleague, ServerDesk } from './pages/server-desk.ts';

const data = join(process.cwd(), '../shared/data');
const cmdb = join(data, 'cmdb-itop');

const dana: Colleague = { name: 'Dana Whitfield', email: 'dana@halden.example', passphrase: 'seven quiet harbours' };
const ravi: Colleague = { name: 'Ravi Menon', email: 'ravi@halden.example', passphrase: 'amber lantern field' };
const ines: Colleague = { name: 'Ines Carvalho', email: 'ines@halden.example', passphrase: 'north of the orchard' };
const tom: Colleague = { name: 'Tom Okafor', email: 'tom@halden.example', passphrase: 'copper kettle morning' };

const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
const TITLE = 'Move CRM and ERP to the new database cluster';

/** Which host people sit at, and where the server keeps its log. Each host and each database is in it. */
const worlds = [
  { project: 'browser', host: 'browser', database: 'postgres' },
  { project: 'browser', host: 'server', database: 'pglite' },
  { project: 'double', host: 'double', database: 'pglite' },
] as const satisfies readonly { project: string; host: ServerDesk['app']['host']; database: DatabaseKind }[];

const test = base.extend<HostOption & { readonly folder: string }>({
  host: ['browser', { option: true }],
  async folder({}, use) {
    const folder = await mkdtemp(join(tmpdir(), 'countersign-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  },
});

test.use({ timezoneId: 'UTC' });

for (const { project, host, database } of worlds) {
  test(`[DA2.6] a day on several devices: ${host === 'server' ? 'web edition' : host}, ${database}`, async ({ folder, viewport }, info) => {
    test.skip(info.project.name !== project, 'runs in the other project');
    test.skip(!existsSync(cmdb), 'the real data (../shared/data) is not on this machine');
    test.setTimeout(600_000);
    mkdirSync(join(folder, 'server'));
    const started = await startServer({ folder: join(folder, 'server'), database });
    test.skip(started === undefined, 'there is no PostgreSQL on this machine, and none could be installed');
    const server = started as ServerProcess;
    const desks: ServerDesk[] = [];
    const sitDown = async (person: Colleague) => {
      const device = await launchDevice({
        host,
        folder,
        name: person.name.split(' ')[0]?.toLowerCase() ?? '',
        server,
        viewport: viewport ?? { width: 1440, height: 900 },
      });
      const desk = new ServerDesk(device, person);
      desks.push(desk);
      return desk;
    };

    try {
      const danas = await sitDown(dana);
      await test.step('Dana founds the workspace at the server, brings in the CMDB and invites three colleagues', async () => {
        await danas.foundAtServer(server.foundingCode ?? '');
        await danas.importProduct(
          'iTop',
          readdirSync(cmdb).map((name) => join(cmdb, name)),
        );
        await danas.create('people', { Name: ravi.name, 'E-mail': ravi.email, Roles: 'Change manager' });
        await danas.create('people', { Name: ines.name, 'E-mail': ines.email, Roles: 'Service owner' });
        await danas.create('people', { Name: tom.name, 'E-mail': tom.email, Roles: 'Change manager' });
        for (const system of ['CRM', 'ERP']) {
          await danas.open(system);
          await danas.edit({ Owner: ines.name });
        }
        await danas.isUpToDate();
      });

      const [ravis, iness, toms] = [await sitDown(ravi), await sitDown(ines), await sitDown(tom)];
      await test.step('they join, each on their own device, and see what she brought', async () => {
        for (const desk of [ravis, iness, toms]) {
          await desk.join(await danas.invite(desk.person.name));
          await desk.isUpToDate();
        }
        await ravis.open('ERP');
      });

      await test.step('Dana raises a change; Ravi and she take it offline with them', async () => {
        await danas.goOffline();
        await danas.create('changes', {
          Title: TITLE,
          Type: 'Normal',
          Reason: 'The old cluster leaves support; an incident in October was its third this year.',
          Plan: 'Replicate, switch CRM, watch for ten minutes, switch ERP.',
          'Test plan': 'Orders and invoices of the last hour are there; response below 200 ms.',
          'Rollback plan': 'Switch the connection back; replication keeps the old cluster current.',
          'Impact if it fails': '3',
          'Likelihood of failure': '3',
          'Affected systems': ['CRM', 'ERP'],
          'Window starts': inHours(-1),
          'Window ends': inHours(6),
          Assignee: dana.name,
        });
        for (const [title, phase] of [
          ['Start replication', 'Implement'],
          ['Switch CRM', 'Implement'],
          ['Switch ERP', 'Implement'],
          ['Switch both back', 'Roll'],
        ] as const)
          await danas.addStep({ Title: title, Phase: phase });
        await expect(danas.page.getByText('waiting for the server').first()).toBeAttached();
        await danas.goOnline();
        await ravis.isUpToDate();
        await ravis.open(TITLE);
        await ravis.goOffline();
        await danas.goOffline();
      });
      const route = new URL(danas.page.url()).hash.slice(1);

      await test.step('offline, she moves the window and submits, he moves the window and names a test; both edits arrive', async () => {
        await danas.edit({ 'Window ends': inHours(8), Plan: 'Replicate, switch CRM, watch for twenty minutes, switch ERP.' });
        await danas.take('Submit');
        await danas.isIn('Assess');
        await ravis.edit({ 'Window ends': inHours(5), 'Test plan': 'Orders of the last hour are there; Ravi watches the payments.' });
        await danas.goOnline();
        await ravis.goOnline();
        await danas.isUpToDate();
        for (const desk of [danas, ravis]) {
          await desk.app.goto(route);
          await desk.isIn('Assess');
          await expect(desk.page.locator('main')).toContainText('watch for twenty minutes');
          await expect(desk.page.locator('main')).toContainText('Ravi watches the payments');
          await desk.app.goto('/queue');
          await expect(desk.page.getByText(/changed twice/).first()).toBeVisible();
        }
      });

      await test.step('Ines approves offline, provisionally; meanwhile Dana edits the plan', async () => {
        await danas.app.goto(route);
        await danas.take('Ask for approval');
        await danas.isIn('Authorize');
        await danas.isUpToDate();
        await iness.app.goto('/inbox');
        await expect(iness.page.getByRole('heading', { level: 2, name: new RegExp(TITLE) })).toBeVisible({ timeout: 30_000 });
        await iness.goOffline();
        await iness.decide('Move CRM and ERP', 'Approve', 'After the invoice run.');
        await iness.app.goto(route);
        await expect(iness.page.getByText(/provisional/i).first()).toBeVisible();
        await danas.edit({ Plan: 'Replicate, wait for the invoice run, switch CRM, watch for twenty minutes, switch ERP.' });
        await danas.isUpToDate();
      });

      await test.step('back online, her approval does not count: she sees why and both versions, and approves again', async () => {
        iness.device.cable.plug();
        await iness.app.goto('/queue');
        await expect(iness.page.getByText(/the content is not the one you saw/).first()).toBeVisible({ timeout: 60_000 });
        await expect(iness.page.locator('main')).toContainText('wait for the invoice run');
        await iness.decide('Move CRM and ERP', 'Approve');
        await iness.isUpToDate();
        await toms.app.goto('/inbox');
        await expect(toms.page.getByRole('heading', { level: 2, name: new RegExp(TITLE) })).toBeVisible({ timeout: 30_000 });
        await toms.decide('Move CRM and ERP', 'Approve');
        await toms.isUpToDate();
      });

      await ravis.goOffline();
      await test.step('it is executed offline, fails at step three, is rolled back and closed; all of it arrives with its times', async () => {
        await danas.app.goto(route);
        await expect(danas.button(/^Schedule/).first()).not.toHaveAttribute('aria-disabled', 'true', { timeout: 20_000 });
        await danas.goOffline();
        await danas.take('Schedule');
        await danas.take('Start');
        await danas.isIn('Implement');
        await danas.step('Done', 'Start replication');
        await danas.step('Done', 'Switch CRM');
        await danas.step('Failed', 'Switch ERP', { 'What happened': 'The connection pool did not come up.' });
        await danas.step('Done', 'Switch both back');
        await danas.take('Record rollback', { 'What happened': 'Switching ERP failed; both run on the old cluster again.' });
        await danas.take('Close', { 'Closing notes': 'Rolled back within twenty minutes.' });
        await danas.isIn('Closed');
        await danas.goOnline();
        await iness.app.goto(route);
        await iness.isIn('Closed');
        await expect(iness.page.getByText('Rolled back').first()).toBeVisible();
      });

      await test.step('the server is killed while the incidents go up, and started again: all are there, once', async () => {
        await danas.goOffline();
        await danas.importProduct('ServiceNow', [join(data, 'incidents-servicenow-audit.csv')]);
        const dead = server.stop('SIGKILL');
        danas.device.cable.plug();
        await dead;
        await server.restart();
        // Once more, this time while something is surely under way.
        await expect(danas.status).toContainText(/Sending|on their way|Cannot reach/, { timeout: 60_000 });
        await server.stop('SIGKILL');
        await server.restart();
        await danas.catchUp(180_000);
        await iness.catchUp(120_000);
        await iness.app.goto('/incidents');
        await expect(iness.page.getByRole('heading', { name: 'Incidents' }).locator('..')).toContainText('450', { timeout: 30_000 });
      });

      await test.step('Ravi’s device, off since the approval, catches up', async () => {
        await ravis.goOnline();
        await ravis.app.goto(route);
        await ravis.isIn('Closed');
        await ravis.app.goto('/incidents');
        await expect(ravis.page.getByRole('heading', { name: 'Incidents' }).locator('..')).toContainText('450', { timeout: 30_000 });
      });

      await test.step('the log verifies; with one byte changed, the row is named', async () => {
        for (const desk of desks) await desk.device.close();
        desks.length = 0;
        await server.stop();
        const before = await auditVerify(server);
        expect(before).toMatchObject({ code: 0 });
        const row = await changeOneByte(server, 7);
        const after = await auditVerify(server);
        expect(after.code).not.toBe(0);
        expect(after.said).toContain(String(row));
      });
    } finally {
      for (const desk of desks) await desk.device.close();
      await server.remove();
    }
  });
}
