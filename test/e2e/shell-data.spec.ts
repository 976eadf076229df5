import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './fixtures.ts';
import { expectInbox, founding, foundWorkspace, personMenu, signIn } from './start-pages.ts';

test('a workspace is backed up, deleted with its name typed, and restored with its people and history', async ({ app, page }) => {
  await foundWorkspace(page);
  await app.goto('/systems?create=true');
  await page.getByLabel('Name', { exact: false }).first().fill('Payments Gateway');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { name: 'Payments Gateway', level: 1 })).toBeVisible();

  await app.goto('/settings/data');
  const file = await app.saveFile(() => page.getByRole('button', { name: 'Back up to a file…' }).click());
  await expect(page.getByText(/Backed up to/)).toBeVisible();

  await personMenu(page, 'Close the workspace');
  await page.getByRole('button', { name: 'Delete from this device…' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('button', { name: /Delete for good/ })).toHaveAttribute('aria-disabled', 'true');
  await dialog.getByRole('textbox').fill(founding.workspace);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('option', { name: /Northwind IT/ })).toHaveCount(0);

  await page.getByRole('option', { name: /Open a backup/ }).click();
  await app.openFile(file, () => page.getByRole('button', { name: 'Choose a file…' }).click());
  await expect(page.getByRole('heading', { name: founding.name, level: 1 })).toBeVisible({ timeout: 20_000 });
  await signIn(page, founding.name, founding.passphrase);
  await expectInbox(page);
  await app.goto('/systems');
  await expect(page.getByRole('gridcell', { name: 'Payments Gateway' })).toBeVisible();
});

test('a backup of a workspace that is here is not put in its place unasked', async ({ app, page }) => {
  await foundWorkspace(page);
  await app.goto('/settings/data');
  const file = await app.saveFile(() => page.getByRole('button', { name: 'Back up to a file…' }).click());
  await page.getByRole('button', { name: 'Restore from a file…' }).click();
  await app.openFile(file, () => page.getByRole('button', { name: 'Choose a file…' }).click());
  await expect(page.getByText('“Northwind IT” is on this device already.')).toBeVisible();
  await page.getByRole('button', { name: 'Put the backup in its place' }).click();
  await signIn(page, founding.name, founding.passphrase);
  await expectInbox(page);
});

test('a file that is no backup is refused with its reason, and nothing is made', async ({ app, page, folder }) => {
  const file = join(folder, 'not-a-backup.csbackup');
  await writeFile(file, 'this is text');
  await page.getByRole('option', { name: /Open a backup/ }).click();
  await app.openFile(file, () => page.getByRole('button', { name: 'Choose a file…' }).click());
  await expect(page.getByText('This file cannot be restored, so nothing was changed.')).toBeVisible();
  await expect(page.getByText('On this device', { exact: true })).toHaveCount(0);
});

test('another window sees what this one does, and the title of a reloaded window stays', async ({ app, page }) => {
  await foundWorkspace(page);
  await app.goto('/systems');
  const other = await app.openWindow('/systems');
  if (
    (await other.getByLabel('Passphrase', { exact: true }).count()) > 0 ||
    !(await other.getByRole('heading', { name: 'Systems' }).isVisible())
  )
    await signIn(other, founding.name, founding.passphrase);
  await expect(other.getByRole('heading', { name: 'Systems', level: 1 })).toBeVisible({ timeout: 20_000 });
  await app.goto('/systems?create=true');
  await page.getByLabel('Name', { exact: false }).first().fill('PolicyCore');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { name: 'PolicyCore', level: 1 })).toBeVisible();
  await expect(other.getByRole('gridcell', { name: 'PolicyCore' })).toBeVisible();
  await page.reload();
  await expect(page).toHaveTitle('PolicyCore · Northwind IT');
});
