import { expect, test } from './fixtures.ts';
import { expectInbox, founding, foundWorkspace, go, palette, personMenu, signIn } from './start-pages.ts';

test('a new workspace is reached by keyboard alone, and what is missing is said at once', async ({ page }) => {
  await expect(page.getByRole('listbox', { name: 'Countersign' })).toBeFocused();
  const chosen = page.getByRole('listbox', { name: 'Countersign' }).locator('[role=option][aria-selected=true]');
  while ((await chosen.textContent())?.includes('New workspace') !== true) await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Name of the workspace')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText('A workspace needs a name.')).toBeVisible();
  await expect(page.getByText('Your name stands beside everything you do.')).toBeVisible();
  await expect(page.getByText('At least 8 characters.', { exact: true })).toBeVisible();
  await expect(page.getByLabel('Name of the workspace')).toBeFocused();

  await page.keyboard.type(founding.workspace);
  await page.keyboard.press('Tab');
  await page.keyboard.type(founding.name);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.type(founding.passphrase);
  await page.getByLabel('Passphrase again').focus();
  await page.keyboard.type(founding.passphrase);
  await page.keyboard.press('Enter');
  await expectInbox(page);
  await expect(page).toHaveTitle('Inbox · Northwind IT');
  await expect(page.getByRole('navigation', { name: 'Sections' })).toContainText('Northwind IT');
  await expect(page.getByRole('contentinfo').getByText('All changes are saved on this device')).toBeVisible();
});

test('G and a letter goes; the focus and the title follow; the key sheet names every key', async ({ page }) => {
  await foundWorkspace(page);
  await go(page, 'd', 'Records');
  await expect(page).toHaveTitle('Records · Northwind IT');
  await expect(page.getByRole('link', { name: /Records/ })).toHaveAttribute('aria-current', 'page');
  await expect(page.getByRole('grid', { name: 'Records' })).toBeFocused();
  await go(page, 's', 'Settings');
  await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeFocused();

  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Keys' });
  await expect(sheet).toContainText('Search and do anything');
  await expect(sheet).toContainText('Undo');
  await page.keyboard.press('g');
  await page.keyboard.press('i');
  await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeAttached();
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
});

test('single keys can be switched off, and stay off after a reload', async ({ page }) => {
  await foundWorkspace(page);
  await page.evaluate(() => {
    location.hash = '#/settings/keys';
  });
  await page.getByRole('checkbox', { name: /Letters and signs act at once/ }).uncheck();
  await page.getByRole('heading', { name: 'Settings' }).focus();
  await page.keyboard.press('g');
  await page.keyboard.press('i');
  await page.keyboard.press('?');
  await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole('checkbox', { name: /Letters and signs act at once/ })).not.toBeChecked();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog')).toBeVisible();
});

test('the palette finds records, places and commands, and says why one is closed', async ({ page }) => {
  await foundWorkspace(page);
  await page.keyboard.press('Control+k');
  const find = page.getByRole('combobox', { name: 'Search and commands' });
  await expect(find).toBeFocused();
  await page.keyboard.type('dana');
  await expect(page.getByRole('option', { name: /Dana Whitfield/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Dana Whitfield', level: 1 })).toBeVisible();

  await page.keyboard.press('Control+k');
  await expect(page.getByRole('group', { name: 'This record' })).toContainText('Edit');
  await expect(page.getByRole('option', { name: /Archive/ })).toHaveAttribute('aria-disabled', 'true');
  await expect(page.getByRole('option', { name: /Archive/ })).toContainText('An active person is not archived.');
  await page.keyboard.type('new system');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/systems\?create=true/);
  await expect(page.getByRole('dialog', { name: 'Create a system' })).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  // The sheet gives the focus back a moment after it has gone; nobody types faster than that.
  await page.waitForTimeout(200);

  await palette(page, 'zzzz');
  await expect(page.getByText('Nothing matches “zzzz”.')).toBeVisible();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('group', { name: 'Seen lately' })).toContainText('Dana Whitfield');
});

test('the theme is kept for the person and follows after a reload', async ({ page }) => {
  await foundWorkspace(page);
  await palette(page, 'dark');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await page.reload();
  await expectInbox(page);
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
});

test('nobody gets in without the passphrase; too many wrong ones have to wait', async ({ page }) => {
  await foundWorkspace(page);
  await personMenu(page, 'Switch person');
  await expect(page.getByRole('heading', { name: founding.name, level: 1 })).toBeVisible();
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('Enter the passphrase first.')).toBeVisible();
  const waits = page.getByText(/Too many attempts/).first();
  for (let wrong = 0; wrong < 8 && !(await waits.isVisible()); wrong++) {
    await page.getByLabel('Passphrase', { exact: true }).fill('not this one');
    await page.keyboard.press('Enter');
    await expect(page.getByText(/The passphrase is not right|Too many attempts/).first()).toBeVisible();
    await expect(page.getByRole('button', { name: /Checking/ })).toHaveCount(0);
  }
  await expect(waits).toBeVisible();
  await expect(page.getByText(/Too many attempts/)).toHaveCount(0, { timeout: 20_000 });
  await signIn(page, founding.name, founding.passphrase);
  await expectInbox(page);
});

test('the lock covers what was being done, and gives it back to the same person', async ({ page }) => {
  await foundWorkspace(page);
  await page.evaluate(() => {
    location.hash = '#/settings/account';
  });
  await page.getByLabel('Current passphrase').fill('half typed');
  await page.keyboard.press('Control+Alt+l');
  const cover = page.getByRole('dialog', { name: 'Locked' });
  await expect(cover).toBeVisible();
  await expect(cover.getByLabel('Passphrase', { exact: true })).toBeFocused();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(cover).toBeVisible();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Search and commands' })).toHaveCount(0);
  await cover.getByLabel('Passphrase', { exact: true }).fill(founding.passphrase);
  await page.keyboard.press('Enter');
  await expect(cover).toBeHidden({ timeout: 20_000 });
  await expect(page.getByLabel('Current passphrase')).toHaveValue('half typed');

  await page.keyboard.press('Control+Alt+l');
  await page.reload();
  await expect(page.getByLabel('Passphrase', { exact: true })).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Sections' })).toHaveCount(0);
});

test('an administrator gives a second person an account, who then signs in', async ({ app, page }) => {
  await foundWorkspace(page);
  await app.goto('/people?create=true');
  await page.getByLabel('Name', { exact: false }).first().fill('Ravi Menon');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { name: 'Ravi Menon', level: 1 })).toBeVisible();

  await app.goto('/settings/access');
  await page.getByRole('button', { name: 'Give a person an account…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: /Person/ }).fill('Ravi');
  await page.getByRole('option', { name: /Ravi Menon/ }).click();
  await dialog.getByLabel(/first passphrase/).fill('another four words');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Ravi Menon can sign in here now.')).toBeVisible();

  await personMenu(page, 'Switch person');
  await signIn(page, 'Ravi Menon', 'another four words');
  await expectInbox(page);
  await app.goto('/settings/access');
  await expect(page.getByRole('button', { name: 'Give a person an account…' })).toHaveAttribute('aria-disabled', 'true');
});

test('Ctrl+S says that everything is saved; undo says when there is nothing to undo', async ({ page }) => {
  await foundWorkspace(page);
  await page.keyboard.press('Control+s');
  await expect(page.getByText('Already saved on this device.')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(page.getByText('Nothing to undo.')).toBeVisible();
});

test('an address that leads nowhere says so and leads back', async ({ app, page }) => {
  await foundWorkspace(page);
  await app.goto('/nowhere/at/all');
  await expect(page.getByRole('heading', { name: 'There is nothing at this address' })).toBeVisible();
  await page.getByRole('link', { name: 'Go to the start' }).click();
  await expectInbox(page);
});
