import AxeBuilder from '@axe-core/playwright';
import { type Browser, chromium, expect, type Page, test } from '@playwright/test';
import { browserArgs, findBrowser } from '../support/find-browser.mjs';
import { freePort } from '../support/free-port.ts';
import { settled } from '../support/settled.ts';
import { type GalleryServer, serveGallery } from './gallery-server.ts';

/** The design system by itself: every component in its states, by keyboard, in both schemes, without a finding of axe. */
test.describe('gallery', () => {
  // One page for all of them, one after the other.
  test.describe.configure({ mode: 'default' });

  let server: GalleryServer | undefined;
  let browser: Browser | undefined;
  let page: Page;
  const problems: string[] = [];

  test.beforeAll(async ({}, info) => {
    test.skip(info.project.name !== 'browser', 'the gallery has no host');
    server = await serveGallery(await freePort());
    browser = await chromium.launch({ executablePath: findBrowser() ?? '', args: browserArgs });
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    page = await context.newPage();
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.location().url.endsWith('/favicon.ico')) problems.push(message.text());
    });
    page.on('pageerror', (error) => problems.push(error.message));
  });
  test.afterAll(async () => {
    await browser?.close();
    await server?.close();
    expect(problems, 'errors on the console').toEqual([]);
  });

  const open = async (name: string, scheme: 'light' | 'dark' = 'light') => {
    await page.goto(`${server?.url}?scheme=${scheme}#${name}`);
    await page.reload();
    await page.getByRole('main').waitFor();
  };
  // The structure of a page is the same in both schemes.
  const findings = async (scheme: 'light' | 'dark') => {
    await settled(page);
    const axe = new AxeBuilder({ page });
    const { violations } = await (scheme === 'light' ? axe : axe.withRules(['color-contrast', 'link-in-text-block'])).analyze();
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${[...node.any, ...node.all][0]?.message ?? ''}`),
    );
  };

  for (const scheme of ['light', 'dark'] as const) {
    for (const name of ['inbox', 'queue', 'record', 'table', 'board', 'chart', 'form', 'states']) {
      test(`axe finds nothing on ${name} in ${scheme}`, async () => {
        await open(name, scheme);
        // The words of a long wait come after a second.
        if (name === 'states') await page.getByText('62\u00a0000').waitFor();
        expect(await findings(scheme)).toEqual([]);
      });
    }

    test(`axe finds nothing on what lies over the page in ${scheme}`, async () => {
      await open('states', scheme);
      const overlays = [
        { button: 'Actions', shown: page.getByRole('menu') },
        { button: 'Dialog…', shown: page.getByRole('dialog') },
        { button: 'Sheet…', shown: page.getByRole('dialog') },
        { button: 'Keys…', shown: page.getByRole('dialog') },
        { button: 'Palette…', shown: page.getByRole('dialog') },
      ];
      for (const { button, shown } of overlays) {
        await page.getByRole('button', { name: button, exact: true }).click();
        await shown.waitFor();
        expect(await findings(scheme), button).toEqual([]);
        await page.keyboard.press('Escape');
        await shown.waitFor({ state: 'hidden' });
      }
      await page.getByRole('button', { name: 'Say', exact: true }).click();
      await page.getByRole('button', { name: 'Refuse', exact: true }).click();
      await page.getByRole('button', { name: 'Schedule', exact: true }).hover();
      await page.getByRole('tooltip').waitFor();
      expect(await findings(scheme), 'messages and tooltip').toEqual([]);

      await open('table', scheme);
      await page.getByRole('button', { name: 'Filter' }).click();
      await page.getByRole('combobox', { name: 'Field' }).waitFor();
      expect(await findings(scheme), 'filter').toEqual([]);

      await open('form', scheme);
      await page.getByRole('combobox', { name: 'System', exact: true }).click();
      await page.getByRole('option', { name: 'ClaimsHub' }).waitFor();
      expect(await findings(scheme), 'reference').toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Pick a date, Starts' }).click();
      await page.getByRole('button', { name: '29 November 2026' }).waitFor();
      expect(await findings(scheme), 'calendar').toEqual([]);
    });
  }

  test('a table of 100 000 rows renders only what is in view and is driven by keys', async () => {
    await open('table');
    const grid = page.getByRole('grid', { name: 'Things' });
    await expect(grid).toHaveAttribute('aria-rowcount', '100001');
    expect(await grid.getByRole('row').count()).toBeLessThan(60);
    await grid.focus();
    await page.keyboard.press('j');
    await expect(grid.locator('[data-cursor]')).toContainText('AST-10003');
    await page.keyboard.press('End');
    await expect(grid.locator('[data-cursor]')).toContainText('AST-109999');
    expect(await grid.getByRole('row').count()).toBeLessThan(60);
    await page.keyboard.press('Home');
    await page.keyboard.press('Escape');
    await page.keyboard.press('x');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await expect(grid.locator('[aria-selected="true"]')).toHaveCount(3);
    await page.keyboard.press('Enter');
    await expect(page.getByText('opened AST-10002')).toBeVisible();
  });

  test('a block from a spreadsheet lands on the cell under the cursor', async () => {
    await open('table');
    await page.getByRole('grid').focus();
    await page.keyboard.press('ArrowRight');
    await page.evaluate(() => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', 'a\tb\nc\td\n');
      document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    });
    await expect(page.getByText('pasted 2 × 2 at 2 title')).toBeVisible();
  });

  test('columns are resized by keys and hidden by the menu', async () => {
    await open('table');
    const head = page.getByRole('columnheader', { name: 'Owner' });
    const before = await head.evaluate((element) => element.clientWidth);
    await head.getByRole('button').focus();
    await page.keyboard.press('Alt+ArrowRight');
    await expect.poll(() => head.evaluate((element) => element.clientWidth)).toBe(before + 16);
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Owner' }).click();
    await expect(head).toHaveCount(0);
  });

  test('a filter is added by keys alone', async () => {
    await open('table');
    await page.getByRole('grid').focus();
    await page.keyboard.press('f');
    await expect(page.getByRole('combobox', { name: 'Field' })).toBeFocused();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.type('kafka');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: 'Remove Title contains kafka' })).toBeVisible();
  });

  test('a card moves by key and menu, and a refused move says why', async () => {
    await open('board');
    await page.getByRole('button', { name: 'Upgrade Kafka backbone to 4.1', exact: true }).focus();
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('button', { name: 'SAP S/4 Finance, kernel patch 93', exact: true })).toBeFocused();
    await page.keyboard.press('m');
    const refused = page.getByRole('menuitem', { name: 'Closed' });
    await expect(refused).toHaveAttribute('aria-disabled', 'true');
    await expect(refused).toContainText('2 tasks open');
    await page.getByRole('menuitem', { name: 'Authorize' }).press('Enter');
    await expect(page.getByText('moved b to authorize')).toBeVisible();
  });

  test('dragging a card shows on the column why it may not come', async () => {
    await open('board');
    const card = page.getByRole('listitem').filter({ hasText: 'Upgrade Kafka' });
    const closed = page.getByRole('region', { name: /Closed/ });
    const from = await card.boundingBox();
    const to = await closed.boundingBox();
    if (!from || !to) throw new Error('The board is not there.');
    await page.mouse.move(from.x + 40, from.y + 10);
    await page.mouse.down();
    await page.mouse.move(from.x + 60, from.y + 30, { steps: 4 });
    await page.mouse.move(to.x + 40, to.y + 200, { steps: 8 });
    await expect(closed).toContainText('not reviewed yet');
    await page.mouse.up();
    await expect(page.getByText('moved a')).toHaveCount(0);
  });

  test('fields give JSON: an instant in UTC, money in minor units, nothing for what is no date', async () => {
    await open('form');
    const values = page.getByTestId('values');
    await page.getByRole('textbox', { name: 'Starts' }).fill('2026-07-01 9:30');
    await expect(values).toContainText('"instant":"2026-07-01T07:30:00Z"');
    await page.getByRole('textbox', { name: 'Cost' }).fill('19.99');
    await expect(values).toContainText('"money":{"amount":1999,"currency":"EUR"}');
    await page.getByRole('textbox', { name: 'Day' }).fill('2026-02-30');
    await expect(values).toContainText('"date":null');
    await page.getByRole('textbox', { name: 'Day' }).blur();
    await expect(page.getByText('Not a date such as 2026-11-28.')).toBeVisible();
    await page.getByRole('combobox', { name: 'System', exact: true }).fill('claims');
    await page.getByRole('option', { name: 'ClaimsHub' }).click();
    await expect(values).toContainText('"ref":"sys_3"');
  });

  test('a closed button keeps the focus, does nothing and says every reason', async () => {
    await open('record');
    const button = page.getByRole('button', { name: 'Schedule' }).first();
    await button.focus();
    await expect(button).toBeFocused();
    await expect(button).toHaveAttribute('aria-disabled', 'true');
    await expect(button).toHaveAccessibleDescription(/1 of 3 seats open.*overlaps freeze/);
    await expect(page.getByRole('tooltip')).toContainText('overlaps freeze');
  });

  test('under 860 px one pane shows at a time: Enter in, Esc back', async () => {
    await page.setViewportSize({ width: 720, height: 700 });
    await open('inbox');
    await expect(page.getByRole('button', { name: 'Approve' })).toHaveCount(0);
    await page.getByRole('listbox', { name: 'Waiting for you' }).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: 'Approve' })).toBeVisible();
    await page.getByRole('button', { name: 'Back' }).focus();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('listbox', { name: 'Waiting for you' })).toBeVisible();
    await page.setViewportSize({ width: 1440, height: 900 });
  });
});
