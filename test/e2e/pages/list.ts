import { expect, type Locator, type Page } from '@playwright/test';
import type { App } from '#test/support/app.ts';
import { type Hand, handOf } from './hand.ts';

/** A list of records as people use it from the keyboard. */
export class ListPage {
  readonly hand: Hand;

  constructor(readonly app: App) {
    this.hand = handOf(app.page);
  }

  get page(): Page {
    return this.app.page;
  }

  get grid(): Locator {
    return this.page.getByRole('grid');
  }

  /** The row under the cursor. */
  get current(): Locator {
    return this.grid.locator('[role="row"][data-cursor]');
  }

  row(text: string): Locator {
    return this.grid.getByRole('row').filter({ hasText: text });
  }

  get selected(): Locator {
    return this.grid.locator('[role="row"][aria-selected="true"]');
  }

  /** Opens a kind's list and puts the focus into it. */
  async open(route: string): Promise<void> {
    await this.app.goto(route);
    await this.grid.waitFor();
    await this.hand.reach(this.grid);
  }

  async has(texts: readonly string[]): Promise<void> {
    for (const text of texts) await expect(this.row(text).first()).toBeVisible();
  }

  /** Writes what the list shows to a file of this format and answers where it is. */
  async export(format: string): Promise<string> {
    const file = await this.app.saveFile(async () => {
      await this.hand.press(this.page.getByRole('button', { name: 'Export' }));
      await this.hand.pick(this.page.getByRole('menuitem', { name: new RegExp(format) }));
    });
    await expect(this.page.getByText(/ is written: /).last()).toBeVisible();
    return file;
  }
}
