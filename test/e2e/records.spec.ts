import { expect, test } from './fixtures.ts';
import { Desk } from './pages/desk.ts';
import { openSecondWindow } from './pages/window.ts';

const dana = { name: 'Dana Whitfield', passphrase: 'four words are enough' };

test('a record is made, edited in place, undone and redone, talked about, linked to, and followed by another window', async ({
  app,
  page,
}) => {
  test.setTimeout(180_000);
  const desk = new Desk(app);
  const { hand } = desk;
  await desk.found('Northwind IT', dana);
  const history = page.getByRole('region', { name: 'History' });
  const fact = (label: string) => page.getByRole('button', { name: `Edit ${label}`, exact: true }).locator('..');

  await test.step('the form keeps what is typed while it says what is missing', async () => {
    await app.goto('/systems');
    await expect(page.getByText('No systems yet')).toBeVisible();
    await hand.keys('c');
    await desk.fillIn({ Criticality: 'High' }, desk.dialog);
    await hand.keys('Control+Enter');
    await expect(desk.dialog.getByLabel(/^Name/)).toHaveAttribute('aria-invalid', 'true');
    await hand.type(desk.dialog.getByLabel(/^Name/), 'Payments Gateway');
    await hand.keys('Control+Enter');
    await expect(page.getByRole('heading', { level: 1, name: 'Payments Gateway' })).toBeVisible();
    await expect(fact('Criticality')).toContainText('High');
  });

  await test.step('a field is edited where it stands: Enter saves, Esc gives up', async () => {
    await hand.press(page.getByRole('button', { name: 'Edit Vendor', exact: true }));
    await page.keyboard.insertText('Kong');
    await hand.keys('Enter');
    await expect(fact('Vendor')).toContainText('Kong');
    await expect(history).toContainText('Vendor');
    await hand.press(page.getByRole('button', { name: 'Edit Location', exact: true }));
    await page.keyboard.insertText('Leeds');
    await hand.keys('Escape');
    await expect(fact('Location')).toContainText('none');
  });

  await test.step('Ctrl Z takes it back, Ctrl Shift Z does it again, and the history keeps all of it', async () => {
    await hand.keys('Control+z');
    await expect(fact('Vendor')).toContainText('none');
    await hand.keys('Control+Shift+z');
    await expect(fact('Vendor')).toContainText('Kong');
    await expect(history.getByRole('listitem').filter({ hasText: 'Vendor' })).toHaveCount(3);
  });

  await test.step('a comment stands in the history with its author', async () => {
    await hand.keys('m');
    await page.keyboard.insertText('The contract ends in March.');
    await hand.keys('Control+Enter');
    await expect(history.getByRole('listitem').filter({ hasText: 'The contract ends in March.' })).toContainText(`${dana.name} commented`);
    await expect(history.getByRole('textbox')).toHaveValue('');
  });

  await test.step('its link is copied', async () => {
    await hand.reach(page.getByRole('button', { name: 'More' }));
    await hand.keys('Control+Shift+c');
    await expect(page.getByText('The link is copied.')).toBeVisible();
    // The desktop lets no page read the clipboard: writing is all that is permitted there.
    if (app.host === 'browser') expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^countersign:\/\/record\/sys_/);
  });

  await test.step('another window sees each edit, and its own comes back', async () => {
    const route = new URL(page.url()).hash.slice(1);
    const other = await openSecondWindow(app, route, dana);
    await expect(other.getByRole('heading', { level: 1, name: 'Payments Gateway' })).toBeVisible({ timeout: 20_000 });
    await hand.press(page.getByRole('button', { name: 'Edit Version', exact: true }));
    await page.keyboard.insertText('4.1');
    await hand.keys('Enter');
    await expect(other.getByRole('button', { name: 'Edit Version', exact: true }).locator('..')).toContainText('4.1');
    await other.getByRole('button', { name: 'Edit Location', exact: true }).focus();
    await other.keyboard.press('Enter');
    await other.keyboard.insertText('Warsaw');
    await other.keyboard.press('Enter');
    await expect(fact('Location')).toContainText('Warsaw');
    await other.close();
  });

  await test.step('it is archived, says so, and is restored', async () => {
    await desk.take('Archive');
    await expect(page.locator('main header').first()).toContainText('archived');
    await desk.refused('Edit', ['archived']);
    await desk.take('Restore');
    await expect(page.locator('main header').first()).not.toContainText('archived');
  });
});
