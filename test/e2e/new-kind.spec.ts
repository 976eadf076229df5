import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Plugin } from 'vite';
import type { App } from '../support/app.ts';
import { launchBrowserApp } from '../support/browser-app.ts';
import { buildProduct } from '../support/build-product.ts';
import { expect, test as base } from './fixtures.ts';
import { vendor } from './fixtures/vendor/vendor.record.ts';
import { Desk } from './pages/desk.ts';
import { ListPage } from './pages/list.ts';

const root = join(import.meta.dirname, '../..');
const run = promisify(execFile);
const dana = { name: 'Dana Whitfield', passphrase: 'four words are enough' };
const csv = [
  'Name,Website,Supply risk,Contract ends,Contact',
  'Nordlicht Hosting,https://nordlicht.example,High,2027-03-31,Dana Whitfield',
  'Kessel & Söhne,,Low,2026-12-31,',
  'Papier Union,,unknown,2027-01-31,',
].join('\n');

/** The one file is fixtures/vendor/vendor.record.ts; this is the one line, in the product's registry. */
const line = `import { vendor } from '${join(import.meta.dirname, 'fixtures/vendor/vendor.record.ts').replaceAll('\\', '/')}';`;
const addVendor = (): Plugin => ({
  name: 'test:new-kind',
  enforce: 'pre',
  transform(code, id) {
    if (!id.replaceAll('\\', '/').endsWith('src-shared/capabilities/registry.ts')) return null;
    const added = code.replace('createRegistry([', "createRegistry([{ name: 'vendors', records: [vendor] }, ");
    if (added === code) this.error('The registry has no list to add a line to.');
    return { code: `${line}\n${added}`, map: null };
  },
});

/** A build of the product with one more kind, made once. It lies below the root, so that libraries are found from it. */
const test = base.extend<{ readonly vendorApp: App }, { readonly build: string }>({
  build: [
    async ({}, use) => {
      const folder = join(root, '.cache', `new-kind-${process.pid}`);
      await mkdir(folder, { recursive: true });
      await buildProduct(folder, addVendor);
      await use(folder);
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  async vendorApp({ build, folder, viewport }, use) {
    const app = await launchBrowserApp({ folder, viewport: viewport ?? { width: 1440, height: 900 }, build });
    await use(app);
    await app.close();
    expect(app.problems).toEqual([]);
  },
});

// One build serves both.
test.describe.configure({ mode: 'default' });

test('a kind that is one file and one line has a list, a form, search, history, import and export', async ({ vendorApp: app, folder }) => {
  const { page } = app;
  const desk = new Desk(app);
  const list = new ListPage(app);
  await desk.found('Northwind IT', dana);

  await test.step('the kinds of the workspace name it, and lead to its empty list', async () => {
    await app.goto('/records');
    await expect(page.getByRole('gridcell', { name: 'Vendors', exact: true })).toBeVisible();
    await desk.hand.reach(page.getByRole('grid'));
    await desk.hand.keys('Home', 'Enter');
    await expect(page.getByRole('heading', { level: 1, name: 'Vendors' })).toBeVisible();
    await expect(page.getByText(vendor.wording.empty ?? '')).toBeVisible();
  });

  await test.step('its form has every field, and says what is missing under the field', async () => {
    await desk.hand.keys('c');
    for (const { label } of Object.values(vendor.fields))
      await expect(desk.dialog.getByLabel(new RegExp(`^${label}`)).first()).toBeVisible();
    await desk.hand.type(desk.dialog.getByLabel(/^Name/), 'Halbleiter AG');
    await desk.hand.keys('Control+Enter');
    await expect(desk.dialog.getByLabel(/^Supply risk/).first()).toHaveAttribute('aria-invalid', 'true');
    const answers = { 'Supply risk': 'High', 'Contract ends': '2027-06-30', Contact: dana.name };
    await desk.fillIn(answers, desk.dialog);
    await desk.hand.keys('Control+Enter');
    await expect(page.getByRole('heading', { level: 1, name: 'Halbleiter AG' })).toBeVisible();
    await expect(page.getByRole('link', { name: dana.name })).toBeVisible();
    await expect(page.locator('main header').first()).toContainText('VEN-1');
  });

  await test.step('it is edited, and its history says so', async () => {
    await desk.edit({ Website: 'https://halbleiter.example' });
    await expect(page.getByRole('region', { name: 'History' })).toContainText('Website: https://halbleiter.example');
  });

  await test.step('the palette finds it', async () => {
    await app.goto('/inbox');
    await desk.open('Halbleiter AG');
  });

  await test.step('a CSV brings in two, and refuses one with its reason', async () => {
    const file = join(folder, 'vendors.csv');
    await writeFile(file, csv);
    await app.goto('/vendors/import');
    await app.openFile(file, () => desk.hand.press(desk.button(/Choose a file/)));
    await expect(
      page
        .getByRole('tab', { name: /^new/ })
        .or(page.getByRole('button', { name: /^new/ }))
        .first(),
    ).toContainText('2');
    await expect(page.getByRole('gridcell', { name: /Supply risk/ })).toBeVisible();
    await desk.hand.press(desk.button('Import 2 rows'));
    await expect(page.getByText('2 commands are done and saved on this device')).toBeVisible();
    await app.goto('/vendors');
    await list.has(['Halbleiter AG', 'Nordlicht Hosting', 'Kessel & Söhne']);
  });

  await test.step('the list is written to a file', async () => {
    const saved = await list.export('CSV');
    expect(await readFile(saved, 'utf8')).toMatch(/Halbleiter AG.*https:\/\/halbleiter\.example/);
  });
});

test('the command line imports, lists and shows a kind that is one file and one line', async ({ build, folder }) => {
  const file = join(folder, 'vendors.csv');
  await writeFile(file, csv);
  const countersign = async (...args: string[]): Promise<{ code: number; said: unknown }> => {
    const all = [join(build, 'out/main/cli.js'), ...args, '--data', join(folder, 'server'), '--json'];
    try {
      const { stdout } = await run(process.execPath, all);
      return { code: 0, said: JSON.parse(stdout) };
    } catch (cause) {
      const { code, stdout } = cause as { code: number; stdout: string };
      return { code, said: JSON.parse(stdout) };
    }
  };
  const imported = await countersign('import', file, '--kind', 'vendor', '--name', dana.name);
  expect(imported.code, 'one row is refused, and the exit code says so').toBe(4);
  expect(imported.said).toMatchObject({ kind: 'vendor', counts: { new: 2, refused: 1 }, applied: { accepted: 2 } });
  const listed = await countersign('list', 'vendors', '--where', 'risk=High');
  expect(JSON.stringify(listed.said)).toContain('Nordlicht Hosting');
  expect(JSON.stringify(listed.said)).not.toContain('Kessel');
  const shown = await countersign('show', 'VEN-1');
  expect(shown.said).toMatchObject({ kind: 'vendor', number: 'VEN-1', fields: { name: 'Nordlicht Hosting', risk: 'high' } });
});
