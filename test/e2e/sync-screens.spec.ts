import AxeBuilder from '@axe-core/playwright';
import { type Browser, chromium, expect, type Page, test } from '@playwright/test';
import { browserArgs, findBrowser } from '../support/find-browser.mjs';
import { freePort } from '../support/free-port.ts';
import { settled } from '../support/settled.ts';
import { serveSyncStage, type Stage } from '../support/sync-stage/serve.ts';

/** The screens of the sync over a sample workspace whose server is played: every state that a server can bring about. */
test.describe('the screens of the sync', () => {
  // One page for all of them, one after the other; the played server is filled anew for each.
  test.describe.configure({ mode: 'default' });

  let stage: Stage | undefined;
  let browser: Browser | undefined;
  let page: Page;
  const problems: string[] = [];

  test.beforeAll(async ({}, info) => {
    test.skip(info.project.name !== 'browser', 'the server is played in the page, so the host does not matter');
    test.setTimeout(240_000);
    stage = await serveSyncStage(await freePort());
    browser = await chromium.launch({ executablePath: findBrowser() ?? '', args: browserArgs });
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    page = await context.newPage();
    page.on('pageerror', (error) => problems.push(error.message));
    await page.goto(stage.url);
    await expect(page.getByRole('heading', { name: 'Inbox', level: 1 })).toBeVisible({ timeout: 200_000 });
    await page.evaluate(() => window.stage.start());
  });
  test.afterAll(async () => {
    await browser?.close();
    await stage?.close();
    expect(problems, 'errors in the page').toEqual([]);
  });
  test.beforeEach(async () => {
    await page.evaluate(() => {
      window.stage.reset();
      location.hash = '#/inbox';
    });
    await expect(page.getByRole('heading', { name: 'Inbox', level: 1 })).toBeVisible();
  });

  const bar = () => page.getByRole('contentinfo');
  const goto = (route: string) =>
    page.evaluate((to) => {
      location.hash = `#${to}`;
    }, route);
  const openQueue = async () => {
    await page.keyboard.press('g');
    await page.keyboard.press('q');
    await expect(page.getByRole('listbox', { name: 'Queue' })).toBeFocused();
  };
  const walkTo = async (words: RegExp) => {
    const item = page.getByRole('option', { name: words });
    await expect(item).toBeVisible();
    const at = (await page.getByRole('option').allTextContents()).findIndex((text) => words.test(text));
    await page.getByRole('listbox', { name: 'Queue' }).press('Home');
    for (let step = 0; step < at; step++) {
      await expect(page.getByRole('option').nth(step)).toHaveAttribute('aria-selected', 'true');
      await page.keyboard.press('j');
    }
    await expect(item).toHaveAttribute('aria-selected', 'true');
  };
  const settlements = () => page.evaluate(() => window.stage.sync.settled.map(([, settlement]) => settlement));
  const findings = async () => {
    await settled(page);
    const { violations } = await new AxeBuilder({ page }).analyze();
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`));
  };

  test('the status bar says where the sync stands, and offers the way on', async () => {
    await expect(bar()).toContainText('Up to date with Halden Mutual at');
    await expect(bar()).toContainText('4 changes are on their way');
    await expect(bar().getByRole('link', { name: '4 need attention' })).toHaveAttribute('href', '#/queue');

    await page.evaluate(() => window.stage.sync.set({ phase: 'backingOff', nextTryAt: new Date(Date.now() + 40_000).toISOString() }));
    await expect(bar()).toContainText(/Cannot reach Halden Mutual; next try in \d+ s\. 4 changes wait\./);
    await expect(bar().getByRole('status')).toContainText('cannot be reached');
    await bar().getByRole('button', { name: 'Try now' }).press('Enter');
    expect(await page.evaluate(() => window.stage.sync.pokes)).toBe(1);

    await page.evaluate(() => window.stage.sync.set({ phase: 'live', oldestWaitingAt: new Date(Date.now() - 720_000).toISOString() }));
    await expect(bar()).toContainText('The oldest has waited for 12 min.');

    await page.evaluate(() => window.stage.sync.set({ phase: 'incompatible' }));
    await expect(bar()).toContainText('This version is too old for Halden Mutual; your 4 changes are kept.');
    await expect(bar().getByRole('button', { name: 'Update' })).toBeVisible();
  });

  test('who was signed out at the server signs in again, and nothing is lost', async () => {
    await page.evaluate(() => window.stage.sync.set({ phase: 'signedOut' }));
    await bar().getByRole('button', { name: 'Sign in' }).press('Enter');
    const dialog = page.getByRole('dialog', { name: /Sign in at/ });
    await expect(dialog).toContainText('4 changes wait here');
    await expect(dialog.getByLabel('Passphrase at the server')).toBeFocused();
    await page.keyboard.type('not this one');
    await page.keyboard.press('Control+Enter');
    await expect(dialog.getByRole('alert')).toContainText('The passphrase is not right.');
    await dialog.getByLabel('Passphrase at the server').fill('four words are enough');
    await page.keyboard.press('Control+Enter');
    await expect(dialog).toBeHidden();
    await expect(bar()).toContainText('4 changes are on their way');
  });

  test('the queue tells of each own command what it is, what it waits for and why it may come to nothing', async () => {
    await openQueue();
    await walkTo(/Comment on INC-/);
    await expect(page.getByRole('heading', { level: 2, name: /Comment on INC-/ })).toBeVisible();
    await expect(page.getByText('The server has it. Its own event has not come back yet.').last()).toBeVisible();
    await walkTo(/will probably be refused/);
    await expect(page.getByText('It needs the right to edit changes. Ask an administrator.')).toBeVisible();
    await expect(page.getByText('It is sent all the same, because only the server decides.')).toBeVisible();
    await page.evaluate(() => window.stage.sync.set({ phase: 'offline' }));
    await expect(page.getByRole('option', { name: /It waits for the network/ }).first()).toBeVisible();
  });

  test('a refused edit shows the versions and the reasons; it is put right in its form and sent', async () => {
    await openQueue();
    await walkTo(/Edit CHG-\d+, Rotate/);
    const versions = page.getByRole('table', { name: 'Both versions' });
    await expect(versions.getByRole('columnheader', { name: /As you had it/ })).toBeVisible();
    await expect(versions.getByRole('columnheader', { name: 'You wished' })).toBeVisible();
    await expect(versions.getByRole('row', { name: /Rollback plan/ })).toContainText('4 minutes a node');
    await expect(page.getByText('Take the change back to its draft first.')).toBeVisible();

    await page.keyboard.press('e');
    const form = page.getByRole('dialog');
    await expect(form.getByLabel('Rollback plan')).toHaveValue(/4 minutes a node/);
    await form.getByLabel('Rollback plan').fill('Switch the alias back, 3 minutes a node.');
    await page.keyboard.press('Control+Enter');
    await expect(form).toBeHidden();
    const [settlement] = await settlements();
    expect(settlement).toMatchObject({
      how: 'instead',
      draft: { input: { fields: { rollbackPlan: 'Switch the alias back, 3 minutes a node.' } } },
    });
    await expect(page.getByRole('option', { name: /Edit CHG-\d+, Rotate/ })).toHaveCount(0);
  });

  test('a refused wish is sent again, handed on or discarded, each by a key; without a note it stays', async () => {
    await openQueue();
    await walkTo(/Create Badge readers/);
    await page.keyboard.press('Delete');
    const dialog = page.getByRole('dialog');
    await expect(dialog).toBeVisible();
    await page.keyboard.press('Control+Enter');
    await expect(dialog).toBeVisible();
    await dialog.getByLabel('Note').fill('It was reported twice.');
    await page.keyboard.press('Control+Enter');
    await expect(dialog).toBeHidden();
    expect(await settlements()).toEqual([{ how: 'discard', note: 'It was reported twice.' }]);

    await walkTo(/Edit CHG-\d+, Rotate/);
    await page.keyboard.press('d');
    await dialog.getByLabel('To whom').fill('Ravi');
    await page.getByRole('option', { name: /Ravi Menon/ }).click();
    await dialog.getByLabel('Note').fill('Please look at the rollback.');
    await page.keyboard.press('Control+Enter');
    await expect(dialog).toBeHidden();
    expect((await settlements()).at(-1)).toMatchObject({ how: 'handOver', note: 'Please look at the rollback.' });
  });

  test('what cannot be settled stays where it is, and says why', async () => {
    await openQueue();
    await walkTo(/Create Badge readers/);
    await page.evaluate(() =>
      window.stage.sync.refuseNext({ code: 'incident.create.refused', message: 'It cannot be created yet.', unmet: [] }),
    );
    await page.keyboard.press('s');
    await expect(page.getByRole('alert').filter({ hasText: 'It cannot be created yet.' })).toBeVisible();
    await expect(page.getByRole('option', { name: /Create Badge readers/ })).toBeVisible();
    expect(await settlements()).toEqual([]);
  });

  test('a decision about other content than was seen shows what changed, and is made again where it is asked for', async () => {
    await openQueue();
    await walkTo(/Approve CHG-.*refused/);
    await expect(page.getByRole('heading', { name: 'Your decision was refused: the content is not the one you saw' })).toBeVisible();
    const versions = page.getByRole('table', { name: 'Both versions' });
    await expect(versions.getByRole('row')).not.toHaveCount(1);
    await expect(versions).toContainText('Window starts');
    await expect(page.getByRole('button', { name: /Send again/ })).toHaveCount(0);
    await page.keyboard.press('s');
    await expect(page).toHaveURL(/#\/approvals\/apr_/);
    expect(await settlements()).toEqual([]);
  });

  test('a field that two changed shows both values, and either can be had with one key', async () => {
    await openQueue();
    await walkTo(/changed twice/);
    const table = page.getByRole('table', { name: 'What each of you gave' });
    await expect(table.getByRole('row', { name: /Vendor/ })).toContainText('Ledgerworks plc');
    await expect(table.getByRole('button', { name: 'Restore mine' })).toBeVisible();
    await page.keyboard.press('r');
    await expect.poll(settlements).toEqual([{ how: 'restore', field: 'name' }]);
  });

  test('a record says on its page that two changed it, and leads to both values', async () => {
    await page.evaluate(async () => {
      const item = (await window.stage.sync.attention()).find(({ type }) => type === 'conflict');
      location.hash = `#/systems/${item?.recordId ?? ''}`;
    });
    await expect(page.getByText(/Name was also changed by .+; yours stands\./)).toBeVisible();
    await page.getByRole('link', { name: 'See both' }).first().press('Enter');
    await expect(page.getByRole('table', { name: 'What each of you gave' })).toBeVisible();
  });

  test('what the server has not confirmed is marked in lists, on boards, pages, seats and in the history', async () => {
    await goto('/changes');
    const row = page.getByRole('row', { name: /Renew the broker certificates/ });
    await expect(row.getByText('waiting for the server')).toBeVisible();
    await expect(page.getByRole('grid').getByText('waiting for the server')).toHaveCount(1);
    await page.keyboard.press('v');
    await expect(page.locator('[data-card]').filter({ hasText: 'Renew the broker certificates' })).toContainText('waiting for the server');
    await page.evaluate(async () => {
      const approve = (await window.stage.sync.queue()).find(({ command }) => command.name === 'approvals.approve');
      location.hash = `#/approvals/${approve?.command.recordId ?? ''}`;
    });
    await expect(page.getByText('approved, provisional')).toBeVisible();
    await expect(page.getByText('Approved here, provisional until the server confirms it.')).toBeVisible();
    await expect(page.getByRole('group', { name: 'History' }).getByText('waiting for the server')).toBeVisible();
    await goto('/inbox');
    await expect(page.getByText('1 decided here, provisional')).toBeVisible();
  });

  test('following that has stopped says why, and goes on only when a person wants it', async () => {
    await page.evaluate(() =>
      window.stage.sync.set({
        phase: 'stopped',
        stopped: { code: 'sync.shrunk', message: 'The server would take away 312 of 1 204 records.', unmet: [] },
      }),
    );
    await bar().getByRole('button', { name: 'See why' }).press('Enter');
    await page.keyboard.press('Home');
    await expect(page.getByRole('heading', { name: 'Following Halden Mutual has stopped' })).toBeVisible();
    await page.getByRole('button', { name: 'Go on all the same' }).press('Enter');
    await expect(bar()).toContainText('Up to date');
  });

  test('leaving the server says how much would be lost, and asks for it', async () => {
    await goto('/settings/server');
    await page.getByRole('button', { name: /Leave and keep the copy/ }).press('Enter');
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText('4 changes have not arrived at the server.');
    await page.keyboard.press('Control+Enter');
    await expect(dialog).toBeVisible();
    await dialog.getByRole('checkbox').check();
    await page.keyboard.press('Control+Enter');
    await expect(bar()).toContainText('No server is joined.');
    await expect(page.getByRole('heading', { name: 'Bring this workspace to a server' })).toBeVisible();
  });

  test('a sheet that is submitted twice makes one record', async () => {
    await goto('/incidents?create=true');
    const sheet = page.getByRole('dialog');
    await sheet.getByRole('textbox').first().fill('Submitted twice by a quick hand');
    await page.evaluate(() => {
      const form = document.querySelector('[role="dialog"] form');
      const press = () =>
        form?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, bubbles: true, cancelable: true }));
      press();
      press();
      press();
    });
    await page.waitForURL(/#\/incidents\/inc_/);
    const found = await page.evaluate(async () => {
      const { total } = await window.stage.workspace.page({
        kind: 'incident',
        where: [{ column: 'label', op: 'contains', value: 'Submitted twice by a quick hand' }],
      });
      return total;
    });
    expect(found).toBe(1);
  });

  for (const colorScheme of ['light', 'dark'] as const)
    test(`axe finds nothing on the queue, the server and joining in ${colorScheme}`, async () => {
      test.slow();
      await page.emulateMedia({ colorScheme });
      await openQueue();
      const items = page.getByRole('listbox', { name: 'Queue' }).getByRole('option');
      for (let at = 0; at < (await items.count()); at++) {
        await items.nth(at).click();
        expect(await findings(), `item ${at}`).toEqual([]);
      }
      for (const route of ['/settings/server', '/join?code=7K3M-QX9A-2TFH', '/inbox']) {
        await goto(route);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        expect(await findings(), route).toEqual([]);
      }
      await page.evaluate(() => window.stage.sync.set({ phase: 'local', server: null, waiting: 0, attention: 0 }));
      await goto('/settings/server');
      await expect(page.getByRole('button', { name: 'Bring it there' })).toBeVisible();
      expect(await findings(), 'bringing').toEqual([]);
    });

  test('the link of an invitation leads to joining with its code filled in; what is missing or wrong is said in words', async () => {
    await goto('/join?code=7K3M-QX9A-2TFH');
    await page.getByRole('button', { name: /Close Halden Mutual and go on/ }).press('Enter');
    await expect(page.getByLabel('Invitation code')).toHaveValue('7K3M-QX9A-2TFH');
    await page.getByLabel('E-mail').press('Enter');
    await expect(page.getByText('An address begins with https://')).toBeVisible();
    await expect(page.getByText('At least 8 characters.', { exact: true })).toBeVisible();
    await expect(page.getByLabel('Address of the server')).toBeFocused();
    expect(await findings()).toEqual([]);
    await page.getByLabel('Address of the server').fill('127.0.0.1:9');
    await page.getByLabel('E-mail').fill('ravi@example.org');
    await page.getByLabel('New passphrase', { exact: false }).first().fill('four words are enough');
    await page.getByLabel('New passphrase again').fill('four words are enough');
    await page.keyboard.press('Enter');
    await expect(page.getByText('The server does not answer at this address. Check the address and the network.')).toBeVisible();
  });
});
