import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { z } from 'zod';
import { expect, test } from './fixtures.ts';
import { Desk, type Person } from './pages/desk.ts';
import { forbidMouse } from './pages/hand.ts';

const data = join(process.cwd(), '../shared/data');
const cmdb = join(data, 'cmdb-itop');
const dana: Person = { name: 'Dana Whitfield', passphrase: 'seven quiet harbours' };
const ravi: Person = { name: 'Ravi Menon', passphrase: 'amber lantern field' };
const ines: Person = { name: 'Ines Carvalho', passphrase: 'north of the orchard' };

const backup = z.object({
  parts: z.array(z.object({ holds: z.string(), kind: z.string().nullable(), count: z.int(), sha256: z.string() })),
});

const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

test.describe('a working day on one laptop, by keyboard alone', () => {
  test.use({ timezoneId: 'UTC' });
  test.setTimeout(300_000);

  test('a change is refused, completed, rejected, superseded, approved by two, rolled back; the day is backed up and restored', async ({
    app,
  }) => {
    test.skip(!existsSync(cmdb), 'the real data (../shared/data) is not on this machine');
    await forbidMouse(app.page);
    await app.goto('/');
    const desk = new Desk(app);
    const { page } = desk;

    await test.step('Dana founds the workspace and brings in the CMDB and the incidents', async () => {
      await desk.found('Halden Mutual', dana);
      await desk.importProduct(
        'iTop',
        readdirSync(cmdb).map((name) => join(cmdb, name)),
      );
      await desk.importProduct('ServiceNow', [join(data, 'incidents-servicenow-audit.csv')]);
      await app.goto('/incidents');
      await expect(page.getByRole('heading', { name: 'Incidents' }).locator('..')).toContainText('450');
    });

    await test.step('two colleagues get their roles, their systems and their accounts', async () => {
      await desk.create('people', { Name: ravi.name, Roles: 'Service owner' });
      await desk.create('people', { Name: ines.name, Roles: 'Change manager' });
      await desk.giveAccount(ravi);
      await desk.giveAccount(ines);
      for (const system of ['CRM', 'ERP']) {
        await desk.open(system);
        await desk.edit({ Owner: ravi.name });
      }
    });

    await test.step('Dana raises a change; submitting it says everything that is missing at once', async () => {
      await desk.create('changes', { Title: 'Move CRM and ERP to the new database cluster', Type: 'Normal' });
      await desk.refused('Submit', [
        'The reason is missing.',
        'The plan is missing.',
        'The rollback plan is missing.',
        'No affected system is named.',
        'The impact is not judged.',
        'Nobody is assigned.',
        'There is no step to implement.',
      ]);
    });

    await test.step('she completes it and asks for approval', async () => {
      await desk.edit({
        Reason: 'The old cluster leaves support; an incident in October was its third this year.',
        Plan: 'Replicate, switch CRM, watch for ten minutes, switch ERP.',
        'Test plan': 'Orders and invoices of the last hour are there; response below 200 ms.',
        'Rollback plan': 'Switch the connection back; replication keeps the old cluster current.',
        'Impact if it fails': '3',
        'Likelihood of failure': '3',
        'Affected systems': ['CRM', 'ERP'],
        Incident: 'INC0000045',
        'Window starts': inHours(-1),
        'Window ends': inHours(6),
        Assignee: dana.name,
      });
      const steps = [
        ['Start replication', 'Implement'],
        ['Switch CRM', 'Implement'],
        ['Switch ERP', 'Implement'],
        ['Switch both back', 'Roll'],
      ] as const;
      for (const [title, phase] of steps) await desk.addStep({ Title: title, Phase: phase });
      await desk.take('Submit');
      await desk.isIn('Assess');
      await desk.take('Ask for approval');
      await desk.isIn('Authorize');
    });
    const change = page.url();
    const back = () => app.goto(new URL(change).hash.slice(1));

    await test.step('Dana cannot approve her own change; Ravi approves for the systems that he owns', async () => {
      await expect(page.locator('main header').getByRole('button', { name: /^Approve/ })).toHaveCount(0);
      await app.goto('/inbox');
      await expect(page.getByText('Nothing waits for you')).toBeVisible();
      await desk.switchTo(ravi);
      await desk.decide('Move CRM and ERP', 'Approve', 'After the invoice run, please.');
    });

    await test.step('Dana edits the plan: Ravi’s approval does not count any more and is asked for again', async () => {
      await desk.switchTo(dana);
      await back();
      await desk.edit({ Plan: 'Replicate, wait for the invoice run, switch CRM, watch for ten minutes, switch ERP.' });
      await desk.isIn('Authorize');
      await desk.switchTo(ravi);
      await app.goto('/inbox');
      await expect(page.getByText('Changed since you saw it')).toBeVisible();
      await desk.decide('Move CRM and ERP', 'Approve');
    });

    await test.step('Ines rejects with a comment; a rejection without one goes nowhere', async () => {
      await desk.switchTo(ines);
      await app.goto('/inbox');
      await expect(page.getByRole('heading', { level: 2, name: /Move CRM and ERP/ })).toBeVisible();
      await expect(desk.button(/^Reject/)).not.toHaveAttribute('aria-disabled', 'true');
      await desk.hand.keys('r');
      await expect(page.getByRole('textbox', { name: 'Comment, required to reject' })).toBeFocused();
      await desk.decide('Move CRM and ERP', 'Reject', 'Who watches the payments while ERP is switched?');
    });

    await test.step('Dana answers in the plan and asks again; both approve', async () => {
      await desk.switchTo(dana);
      await back();
      await desk.isIn('Draft');
      await expect(page.getByRole('region', { name: 'History' })).toContainText('Who watches the payments while ERP is switched?');
      await desk.edit({ 'Test plan': 'Orders and invoices of the last hour are there; Ravi watches the payments for an hour.' });
      await desk.take('Submit');
      await desk.take('Ask for approval');
      for (const person of [ravi, ines]) {
        await desk.switchTo(person);
        await desk.decide('Move CRM and ERP', 'Approve');
      }
    });

    await test.step('it is scheduled and started; step three fails; it is rolled back and closed as rolled back', async () => {
      await desk.switchTo(dana);
      await back();
      await desk.take('Schedule');
      await desk.isIn('Scheduled');
      await desk.take('Start');
      await desk.isIn('Implement');
      await desk.step('Done', 'Start replication');
      await desk.step('Done', 'Switch CRM');
      await desk.step('Failed', 'Switch ERP', { 'What happened': 'The connection pool did not come up.' });
      await desk.refused('Complete', ['“Switch ERP” failed']);
      await desk.step('Done', 'Switch both back');
      await desk.take('Record rollback', { 'What happened': 'Switching ERP failed; both run on the old cluster again.' });
      await desk.isIn('Review');
      await desk.take('Close', { 'Closing notes': 'Rolled back within twenty minutes; the pool is sized in the next change.' });
      await desk.isIn('Closed');
      await expect(page.getByText('Rolled back').first()).toBeVisible();
    });

    await test.step('a laptop goes through its life; disposal is refused under legal hold', async () => {
      await desk.create('assets', {
        Name: 'ThinkPad of the service desk',
        Class: 'Laptop',
        'What for': 'The old one has a swollen battery.',
      });
      const asset = () => app.goto(new URL(laptop).hash.slice(1));
      const laptop = page.url();
      await desk.refused('Approve', ['You asked for it yourself.']);
      await desk.switchTo(ines);
      await asset();
      await desk.refused('Approve', ['You may not do this']);
      await desk.switchTo(ravi);
      await asset();
      await desk.take('Approve', {});
      await desk.isIn('Approved');
      await desk.switchTo(dana);
      await asset();
      await desk.take('Order', { 'Order number': 'PO-7781' });
      await desk.take('Receive', { 'Serial number': 'PF-3XK9Q2' });
      await desk.take('Put in stock', {});
      await desk.take('Assign', { To: ines.name });
      await desk.isIn('In use');
      await desk.take('Quarantine', { Reason: 'The scanner found a key logger.' });
      await desk.take('Release', { 'Remediation, verified': 'Reinstalled from the image; the scan is clean.', 'Verified by': ravi.name });
      await desk.take('Place legal hold', { Reason: 'The fraud case of November.' });
      await desk.take('Retire', { Reason: 'It is replaced.' });
      await desk.take('Complete retirement', { Data: 'Data kept', 'Its access is revoked': 'yes' });
      await desk.isIn('Retired');
      await desk.refused('Dispose', ['legal hold']);
    });

    await test.step('everything is in the history, with who, when and why', async () => {
      await back();
      const history = page.getByRole('region', { name: 'History' });
      for (const words of [
        'Ravi Menon',
        'Ines Carvalho',
        'After the invoice run, please.',
        'The connection pool',
        'Rolled back within twenty minutes',
      ])
        await expect(history.or(page.locator('main')).getByText(words).first()).toBeAttached();
    });

    await test.step('backed up, all browser data deleted, restored: equal', async () => {
      const first = await desk.backup();
      const before = contentOf(first);
      await app.eraseStorage();
      await app.reopen();
      const after = new Desk(app);
      await after.restore(first, dana);
      await after.app.goto(new URL(change).hash.slice(1));
      await after.isIn('Closed');
      // The second file has the same name: without the first it can only be a new one.
      rmSync(first);
      const second = await after.backup();
      expect(contentOf(second)).toEqual(before);
    });
  });
});

/** The parts of a backup with their digests, without what signing in changes. */
function contentOf(path: string): unknown {
  const manifest = unzipSync(readFileSync(path))['manifest.json'];
  if (!manifest) throw new Error(`${path} has no manifest`);
  const { parts } = backup.parse(JSON.parse(Buffer.from(manifest).toString('utf8')));
  return parts.filter(({ holds }) => holds !== 'accounts');
}
