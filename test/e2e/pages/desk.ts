import { expect, type Locator, type Page } from '@playwright/test';
import type { App } from '#test/support/app.ts';
import { type Hand, handOf } from './hand.ts';

export interface Person {
  readonly name: string;
  readonly passphrase: string;
}

type Values = { readonly [label: string]: string | readonly string[] };

/** What people do at the workbench, by intent. All of it by keyboard. */
export class Desk {
  readonly hand: Hand;

  constructor(readonly app: App) {
    this.hand = handOf(app.page);
  }

  get page(): Page {
    return this.app.page;
  }

  button(name: string | RegExp, within: Locator | Page = this.page): Locator {
    return within.getByRole('button', { name });
  }

  async found(workspace: string, person: Person): Promise<void> {
    const { page, hand } = this;
    await page.getByText('New workspace').first().waitFor();
    if (!(await page.getByLabel('Name of the workspace').isVisible())) {
      await hand.reach(page.getByRole('listbox').or(page.getByRole('grid')).first());
      await hand.keys('End');
    }
    await hand.type(page.getByLabel('Name of the workspace'), workspace);
    await hand.type(page.getByLabel('Your name'), person.name);
    await hand.type(page.getByLabel('Passphrase', { exact: false }).first(), person.passphrase);
    await hand.type(page.getByLabel('Passphrase again'), person.passphrase);
    await hand.keys('Enter');
    await expect(page.getByRole('heading', { name: 'Inbox' })).toBeVisible({ timeout: 30_000 });
  }

  /** Signs out and another one in, on the same laptop. */
  async switchTo(person: Person): Promise<void> {
    const { page, hand } = this;
    await hand.press(page.locator('nav button[aria-haspopup="menu"]').last());
    await hand.pick(page.getByRole('menuitem', { name: 'Switch person' }));
    await page
      .getByRole('heading', { name: /Sign in/ })
      .or(page.getByText('Choose your name'))
      .first()
      .waitFor();
    await this.signIn(person);
  }

  async signIn(person: Person): Promise<void> {
    const { page, hand } = this;
    const list = page.getByLabel('People who can sign in here').last();
    await hand.reach(list);
    const names = await list.getByRole('option').allTextContents();
    await hand.keys(
      'Home',
      ...names
        .slice(
          0,
          names.findIndex((text) => text.includes(person.name)),
        )
        .map(() => 'ArrowDown'),
    );
    await expect(page.getByRole('heading', { level: 1, name: person.name })).toBeVisible();
    await hand.type(page.getByLabel('Passphrase', { exact: false }).first(), person.passphrase);
    await hand.keys('Enter');
    await expect(page.getByRole('heading', { name: 'Inbox' }).or(page.locator('nav').getByText('Inbox')).first()).toBeVisible({
      timeout: 30_000,
    });
    await expect(page.locator('nav').getByRole('button', { name: new RegExp(person.name) })).toBeVisible();
  }

  async importProduct(product: string, files: readonly string[]): Promise<void> {
    const { page, hand, app } = this;
    await app.goto('/import');
    await hand.choose(
      page
        .getByRole('textbox', { name: 'Product and export' })
        .or(page.getByRole('combobox', { name: 'Product and export' }))
        .first(),
      product,
    );
    await app.openFile(files, async () => hand.press(this.button(/Choose the file/)));
    await hand.press(this.button(/^Import \d/));
    await expect(page.getByText('commands are done and saved on this device')).toBeVisible({ timeout: 60_000 });
  }

  /** Fills controls by their labels: text, choices, references and times alike. */
  async fillIn(values: Values, within: Locator): Promise<void> {
    for (const [label, value] of Object.entries(values)) {
      const field = within.getByLabel(new RegExp(`^${label}( · required)?$`)).first();
      const isList = await field.evaluate(
        (element) => element.getAttribute('aria-haspopup') === 'listbox' || element.getAttribute('role') === 'combobox',
      );
      if ((await field.getAttribute('type')) === 'checkbox') {
        await this.hand.reach(field);
        await this.hand.keys('Space');
      } else if (!isList) await this.hand.type(field, String(value));
      else for (const one of Array.isArray(value) ? value : [value]) await this.hand.choose(field, String(one));
    }
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog').last();
  }

  /** Makes a record on its list and answers with the page it has then. */
  async create(plural: string, values: Values): Promise<void> {
    const { page, hand, app } = this;
    await app.goto(`/${plural}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await hand.keys('c');
    await expect(this.dialog).toBeVisible();
    await this.fillIn(values, this.dialog);
    await hand.keys('Control+Enter');
    await expect(this.dialog).toBeHidden();
    await page.waitForURL(new RegExp(`/${plural}/[a-z]+_`));
  }

  /** Edits the record on screen in its form. */
  async edit(values: Values): Promise<void> {
    const { hand } = this;
    await expect(this.button(/^Edit…/)).toBeVisible();
    await hand.keys('e');
    await expect(this.dialog).toBeVisible();
    await this.fillIn(values, this.dialog);
    await hand.keys('Control+Enter');
    await expect(this.dialog).toBeHidden();
  }

  /** Takes a way of the lifecycle of the record on screen, giving what it asks for. */
  async take(way: string, values?: Values): Promise<void> {
    const { page, hand } = this;
    const direct = page
      .locator('header, main')
      .getByRole('button', { name: new RegExp(`^${way}`) })
      .first();
    const isShown = await direct.waitFor({ timeout: 3_000 }).then(
      () => true,
      () => false,
    );
    if (isShown) await hand.press(direct);
    else {
      await hand.press(this.button('More'));
      await hand.pick(page.getByRole('menuitem', { name: new RegExp(`^${way}`) }));
    }
    if (!values) return;
    await expect(this.dialog).toBeVisible();
    await this.fillIn(values, this.dialog);
    await hand.keys('Control+Enter');
    await expect(this.dialog).toBeHidden();
  }

  /** The state that the record on screen is in, as its head says it. */
  async isIn(state: string): Promise<void> {
    await expect(this.page.locator('main header').getByText(state, { exact: true }).first()).toBeVisible();
  }

  /** Finds a record by its name in the palette and opens it. */
  async open(name: string): Promise<void> {
    const { page, hand } = this;
    await hand.keys('Control+k');
    await expect(this.dialog.getByRole('combobox')).toBeFocused();
    await page.keyboard.insertText(name);
    await expect(this.dialog.getByRole('option').filter({ hasText: name }).first()).toBeVisible();
    await hand.keys('Enter');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  }

  async giveAccount(person: Person): Promise<void> {
    const { hand, app } = this;
    await app.goto('/settings/access');
    await hand.press(this.button(/Give a person an account/));
    await this.fillIn({ Person: person.name }, this.dialog);
    await hand.type(this.dialog.getByLabel('Their first passphrase'), person.passphrase);
    await hand.keys('Control+Enter');
    await expect(this.page.getByText(`${person.name} can sign in here now.`).first()).toBeVisible({ timeout: 20_000 });
  }

  /** The way is closed, and its button says each of these reasons. */
  async refused(way: string, reasons: readonly string[]): Promise<void> {
    const { page, hand } = this;
    const closed = this.button(new RegExp(`^${way}`)).first();
    const isShown = await closed.waitFor({ timeout: 3_000 }).then(
      () => true,
      () => false,
    );
    if (!isShown) {
      await hand.press(this.button('More'));
      const item = page.getByRole('menuitem', { name: new RegExp(`^${way}`) });
      await expect(item).toHaveAttribute('aria-disabled', 'true');
      for (const reason of reasons) await expect(item).toContainText(reason);
      return hand.keys('Escape');
    }
    await hand.reach(closed);
    await expect(closed).toHaveAttribute('aria-disabled', 'true');
    await hand.keys('Enter');
    const id = (await closed.getAttribute('aria-describedby')) ?? '';
    for (const reason of reasons) await expect(page.locator(`[id="${id}"]`).or(page.getByRole('tooltip')).first()).toContainText(reason);
  }

  /** Adds a step to the change on screen. */
  async addStep(values: Values): Promise<void> {
    const { hand } = this;
    await hand.press(this.button('Add a step'));
    await expect(this.dialog).toBeVisible();
    await this.fillIn(values, this.dialog);
    await hand.keys('Control+Enter');
    await expect(this.dialog).toBeHidden();
  }

  /** Decides on the request in the inbox that names this. */
  async decide(title: string, verdict: 'Approve' | 'Reject', comment?: string): Promise<void> {
    const { page, hand, app } = this;
    await app.goto('/inbox');
    await expect(page.getByRole('heading', { level: 2, name: new RegExp(title) })).toBeVisible();
    await expect(this.button(new RegExp(`^${verdict}`))).not.toHaveAttribute('aria-disabled', 'true');
    if (comment !== undefined) await hand.type(page.getByRole('textbox', { name: 'Comment, required to reject' }), comment);
    await hand.press(this.button(new RegExp(`^${verdict}`)));
    await expect(page.getByRole('heading', { level: 2, name: new RegExp(title) })).toHaveCount(0);
  }

  /** Ticks a step of the change on screen. */
  async step(way: string, title: string, values?: Values): Promise<void> {
    const { hand } = this;
    const tick = this.button(`${way}: ${title}`);
    await hand.press(tick);
    if (values) {
      await expect(this.dialog).toBeVisible();
      await this.fillIn(values, this.dialog);
      await hand.keys('Control+Enter');
      await expect(this.dialog).toBeHidden();
    }
    await expect(tick).toHaveCount(0);
  }

  /** Backs the workspace up to a file and answers where it is. */
  async backup(): Promise<string> {
    const { hand, app } = this;
    await app.goto('/settings/data');
    return app.saveFile(() => hand.press(this.button(/Back up to a file/)));
  }

  /** Opens a backup from the first screen, and signs in. */
  async restore(file: string, person: Person): Promise<void> {
    const { page, hand, app } = this;
    await page.getByText('Open a backup').first().waitFor();
    await hand.reach(page.getByRole('listbox').or(page.getByRole('grid')).first());
    await hand.keys('Home');
    for (let down = 0; down < 10 && !(await page.getByRole('heading', { name: 'Open a backup' }).isVisible()); down++) {
      await hand.keys('ArrowDown');
      await page.waitForTimeout(150);
    }
    await app.openFile(file, () => hand.press(this.button(/Choose a file/)));
    await expect(page.getByText('Choose your name')).toBeVisible({ timeout: 30_000 });
    await this.signIn(person);
  }
}
