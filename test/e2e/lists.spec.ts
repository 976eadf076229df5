import { readFile } from 'node:fs/promises';
import { expect, test } from './fixtures.ts';
import { ListPage } from './pages/list.ts';
import { listWhere, openSample, sampleUser } from './pages/sample.ts';
import { openSecondWindow } from './pages/window.ts';

test('a list is walked, selected, sorted, filtered and kept as a view by keyboard; its address is the view', async ({ app, page }) => {
  test.setTimeout(180_000);
  await openSample(app);
  const list = new ListPage(app);
  const { hand } = list;
  const head = (name: string, on = page) => on.getByRole('columnheader').filter({ has: on.getByRole('button', { name, exact: true }) });
  await list.open('/changes');
  const total = Number(await page.locator('main header').first().getByText(/^\d+$/).textContent());

  await test.step('J and K walk; X, Shift and Ctrl A select; Esc lets go', async () => {
    const names = await list.grid.getByRole('row').nth(2).textContent();
    await hand.keys('j');
    await expect(list.current).toHaveText(names ?? '');
    await hand.keys('x');
    await expect(page.getByText('1 selected')).toBeVisible();
    await hand.keys('Shift+ArrowDown', 'Shift+ArrowDown');
    await expect(page.getByText('3 selected')).toBeVisible();
    await hand.keys('k', 'x');
    await expect(page.getByText('2 selected')).toBeVisible();
    await hand.keys('Control+a');
    await expect(page.getByText(`${total} selected`)).toBeVisible();
    await hand.keys('Escape');
    await expect(page.getByText('selected')).toHaveCount(0);
  });

  await test.step('a head sorts, and the address says so', async () => {
    await hand.press(head('Change').getByRole('button'));
    await expect(page).toHaveURL(/sort=label/);
    const labels = await list.grid.locator('[role="gridcell"][aria-colindex="3"]').allTextContents();
    expect(labels.length).toBeGreaterThan(10);
    expect(labels).toEqual(labels.toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true, sensitivity: 'base' })));
  });

  let found = '';
  await test.step('F filters, the chip says by what, and the link reproduces it in another window', async () => {
    await hand.keys('f');
    await hand.choose(page.getByRole('dialog').getByLabel('Value').first(), 'Draft');
    await hand.press(page.getByRole('button', { name: /^Apply/ }));
    await expect(page.getByRole('button', { name: 'State: Draft', exact: true })).toBeVisible();
    found = (await page.getByRole('status').filter({ hasText: 'found' }).textContent()) ?? '';
    const other = await openSecondWindow(app, new URL(page.url()).hash.slice(1), sampleUser);
    await expect(other.getByRole('button', { name: 'State: Draft', exact: true })).toBeVisible({ timeout: 20_000 });
    await expect(other.getByRole('status').filter({ hasText: 'found' })).toHaveText(found);
    await expect(head('Change', other)).toHaveAttribute('aria-sort', 'ascending');
    await other.close();
  });

  await test.step('it is kept as a view with a name, left and chosen again', async () => {
    await hand.press(page.getByRole('button', { name: 'Views' }));
    await hand.pick(page.getByRole('menuitem', { name: 'Save as a view…' }));
    await hand.type(page.getByRole('dialog').getByLabel('Name of the view'), 'My drafts');
    await hand.keys('Enter');
    await expect(page.getByRole('button', { name: 'My drafts' })).toBeVisible();
    await list.open('/changes');
    await expect(page.getByRole('button', { name: 'State: Draft', exact: true })).toHaveCount(0);
    await hand.press(page.getByRole('button', { name: 'Views' }));
    await hand.pick(page.getByRole('menuitem', { name: 'My drafts' }));
    await expect(page.getByRole('status').filter({ hasText: 'found' })).toHaveText(found);
  });

  await test.step('what is selected is put on hold after one confirming list, and Ctrl Z takes all of it back', async () => {
    const onHold = listWhere('changes', 'onHold', true);
    const held = page.getByRole('status').filter({ hasText: 'found' });
    await app.goto(onHold);
    const before = Number.parseInt((await held.textContent()) ?? '', 10);
    await list.open(listWhere('changes', 'state', 'scheduled'));
    await hand.keys('x', 'Shift+ArrowDown');
    await expect(page.getByText('2 selected')).toBeVisible();
    await hand.press(page.getByRole('button', { name: 'Put on hold…' }));
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByRole('row')).toHaveCount(3);
    await expect(dialog.getByText('goes', { exact: true })).toHaveCount(2);
    await hand.type(dialog.getByLabel(/^Reason/), 'The site is closed for the audit.');
    await hand.keys('Control+Enter');
    await expect(page.getByText('Put on hold: 2 of 2 done.')).toBeVisible();
    await expect(dialog).toHaveCount(0);
    await app.goto(onHold);
    await expect(held).toHaveText(`${before + 2} found`);
    await hand.keys('Control+z');
    await expect(held).toHaveText(`${before} found`);
  });
});

test('a card is moved by keyboard, and a closed column says why', async ({ app, page }) => {
  test.setTimeout(120_000);
  await openSample(app);
  const list = new ListPage(app);
  const { hand } = list;
  await app.goto('/changes');
  await list.grid.waitFor();
  await hand.keys('v');
  await expect(page).toHaveURL(/mode=board/);
  const column = (name: string) => page.getByRole('region', { name: new RegExp(`^${name}`) });
  const card = column('Draft').getByRole('button').first();
  const title = (await card.textContent()) ?? '';
  await hand.reach(card);
  await expect(card).toBeFocused();
  await hand.keys('m');
  const closed = page.getByRole('menuitem', { name: /^Assess/ });
  await expect(closed).toHaveAttribute('aria-disabled', 'true');
  await expect(closed).toContainText('missing');
  await expect(page.getByRole('menuitem', { name: /^Review/ })).toContainText('No way leads from Draft to Review.');
  await hand.pick(page.getByRole('menuitem', { name: /^Canceled/ }));
  await hand.type(page.getByRole('dialog').getByLabel(/^Reason/), 'It is not needed any more.');
  await hand.keys('Control+Enter');
  await expect(column('Canceled')).toContainText(title);
  await expect(column('Draft')).not.toContainText(title);
});

test('a block from Excel is pasted into a list, looked at, and imported; what is exported comes back unchanged', async ({ app, page }) => {
  test.setTimeout(180_000);
  await openSample(app);
  const list = new ListPage(app);
  const { hand } = list;
  await app.goto('/settings/account');

  await test.step('pasting is a dry run first', async () => {
    await list.open('/incidents');
    const block =
      'Short description\tPriority\tOpened\nPrinter of the post room\t3 – Moderate\t2026-11-02 09:00\nNobody knows\tnot a priority\t2026-11-02 09:05';
    await page.evaluate((text) => navigator.clipboard.writeText(text), block);
    await hand.keys('Control+v');
    await expect(page.getByRole('heading', { level: 1, name: 'Import Incidents' })).toBeVisible();
    await expect(page.getByRole('gridcell', { name: /Priority/ })).toBeVisible();
  });

  for (const [format, extension] of [
    ['CSV', 'csv'],
    ['Excel', 'xlsx'],
  ] as const)
    await test.step(`${format} round trip`, async () => {
      await list.open('/systems');
      const rows = Number(await page.locator('main header').first().getByText(/^\d+$/).textContent());
      const file = await list.export(format);
      expect(file).toMatch(new RegExp(`\\.${extension}$`));
      expect((await readFile(file)).length).toBeGreaterThan(1000);
      await app.goto('/systems/import');
      await app.openFile(file, () => hand.press(page.getByRole('button', { name: /Choose a file/ })));
      await expect(
        page
          .getByRole('button', { name: /^unchanged/ })
          .or(page.getByRole('tab', { name: /^unchanged/ }))
          .first(),
      ).toContainText(String(rows), { timeout: 30_000 });
      await expect(page.getByRole('button', { name: /^Import 0 rows/ })).toHaveAttribute('aria-disabled', 'true');
    });
});
