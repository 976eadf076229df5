import type { Page } from '@playwright/test';
import type { App } from '../support/app.ts';
import { expect, test } from './fixtures.ts';
import { Inspector } from './pages/inspector.ts';
import { listWhere, openSample } from './pages/sample.ts';
import { personMenu } from './start-pages.ts';

// A dozen rows of a list say as much as forty, and axe looks at every cell.
test.use({ viewport: { width: 1280, height: 480 } });

const firstRow = (page: Page) => page.getByRole('grid').getByRole('row').nth(1);
const history = (page: Page) => page.getByRole('region', { name: 'History' });

/** Opens the first record of a list. */
async function openFirst(app: App, route: string): Promise<void> {
  await app.goto(route);
  await expect(firstRow(app.page)).toBeVisible();
  // Enter opens nothing while the rows of the list before are being replaced.
  await expect(async () => {
    if (await app.page.getByRole('grid').isVisible()) {
      await app.page.getByRole('grid').focus();
      await app.page.keyboard.press('Enter');
    }
    await expect(history(app.page)).toBeVisible({ timeout: 3_000 });
  }).toPass({ timeout: 30_000 });
  await expect(app.page.getByRole('button', { name: /^Edit…/ })).toBeVisible();
}

test('axe finds nothing on lists, boards and records, in light and dark', async ({ app, page }) => {
  test.setTimeout(600_000);
  await openSample(app);
  const inspector = new Inspector(page);
  const see = async (where: string, route: string, shown = firstRow(page)) => {
    await app.goto(route);
    await expect(shown).toBeVisible();
    await inspector.look(where);
  };

  await test.step('lists', async () => {
    await inspector.look('inbox');
    for (const plural of ['changes', 'assets', 'systems', 'incidents', 'people', 'delegations', 'approvals', 'changeTemplates'])
      await see(plural, `/${plural}`);
    await see('records', '/records');
    await see('nothing matches', listWhere('systems', 'name', 'no such system'), page.getByText('No systems match'));
    await see('an unknown kind', '/unicorns', page.getByText('There are no “unicorns” here'));
    await see('an unknown record', '/changes/chg_00000000000000000000000000000000', page.getByText('not on this device').first());
  });

  await test.step('boards', async () => {
    for (const plural of ['changes', 'assets', 'incidents'])
      await see(`${plural}, board`, `/${plural}?mode=board`, page.getByRole('heading', { level: 2 }).first());
  });

  await test.step('records', async () => {
    const records = [
      ...['draft', 'authorize', 'implement', 'closed'].map((state) => ['changes', state] as const),
      ...['requested', 'inUse', 'quarantined', 'disposed'].map((state) => ['assets', state] as const),
      ...['requested', 'rejected'].map((state) => ['approvals', state] as const),
    ];
    for (const [plural, state] of records) {
      await openFirst(app, listWhere(plural, 'state', state));
      await inspector.look(`${plural}, ${state}`);
    }
    for (const plural of ['systems', 'incidents', 'people', 'teams', 'roles', 'delegations', 'tasks']) {
      await openFirst(app, `/${plural}`);
      await inspector.look(`one of ${plural}`);
    }
  });
  expect(inspector.findings).toEqual([]);
});

test('axe finds nothing on the way in, in sheets, dialogs, menus, import and settings, in light and dark', async ({ app, page }) => {
  test.setTimeout(600_000);
  const inspector = new Inspector(page);
  const dialog = page.getByRole('dialog');
  const over = async (where: string, open: () => Promise<void>) => {
    await open();
    await expect(dialog.or(page.getByRole('menu')).last()).toBeVisible();
    await inspector.look(where);
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
  };
  const press = (name: string | RegExp) => () => page.getByRole('button', { name }).click();
  const toGrid = async (route: string) => {
    await app.goto(route);
    await expect(firstRow(page)).toBeVisible();
    await page.getByRole('grid').focus();
  };

  await test.step('the way in', async () => {
    for (const way of ['Explore a sample', 'New workspace', 'Open a backup']) {
      await page.getByRole('option', { name: new RegExp(way) }).click();
      await inspector.look(`welcome, ${way}`);
    }
    await openSample(app);
  });

  await test.step('sheets, dialogs and menus', async () => {
    await toGrid(listWhere('changes', 'state', 'scheduled'));
    await over('a filter', () => page.keyboard.press('f'));
    await over('views', press('Views'));
    await over('columns', press('Columns'));
    await over('create a change, refused', async () => {
      await page.keyboard.press('c');
      await expect(dialog).toBeVisible();
      await page.keyboard.press('Control+Enter');
      await expect(dialog.locator('[aria-invalid="true"]').first()).toBeVisible();
    });
    await page.getByRole('grid').focus();
    for (const key of ['x', 'j', 'x']) await page.keyboard.press(key);
    await inspector.look('two selected');
    await over('a bulk command', press('Put on hold…'));
    await openFirst(app, listWhere('changes', 'state', 'draft'));
    await over('edit a change', () => page.keyboard.press('e'));
    await over('a dialog of the lifecycle', press('Cancel change…'));
    await over('what else can be done', press('More'));
    await over('the palette', () => page.keyboard.press('Control+k'));
    await over('the keys', () => page.keyboard.press('?'));
  });

  await test.step('import and settings', async () => {
    for (const route of ['/import', '/systems/import', '/nowhere/at/all']) {
      await app.goto(route);
      await inspector.look(route);
    }
    await toGrid('/systems');
    await page.evaluate(() => navigator.clipboard.writeText('Name\tCriticality\nNew thing\tHigh\nBad thing\tenormous'));
    await page.keyboard.press('Control+v');
    await expect(page.getByRole('button', { name: /^Import \d/ })).toBeVisible();
    await inspector.look('a dry run');
    for (const section of ['account', 'access', 'appearance', 'keys', 'language', 'data', 'about']) {
      await app.goto(`/settings/${section}`);
      await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
      await inspector.look(section);
    }
  });

  await test.step('signing in', async () => {
    await page.keyboard.press('Control+Alt+l');
    await expect(page.getByRole('dialog', { name: 'Locked' })).toBeVisible();
    await inspector.look('locked');
    await page.getByLabel('Passphrase', { exact: true }).fill('countersign');
    await page.keyboard.press('Enter');
    await expect(dialog).toHaveCount(0);
    await personMenu(page, 'Switch person');
    await expect(page.getByLabel('Passphrase', { exact: true })).toBeVisible();
    await inspector.look('sign in');
    await page.getByLabel('Passphrase', { exact: true }).fill('wrong');
    await page.keyboard.press('Enter');
    await expect(page.getByText(/passphrase is not right/)).toBeVisible();
    await inspector.look('sign in, refused');
  });
  expect(inspector.findings).toEqual([]);
});
