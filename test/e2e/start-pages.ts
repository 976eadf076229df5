import { expect, type Page } from '@playwright/test';

/** What a person does before and around the screens, by intent. Every step can be done by keyboard and is. */
export interface Founding {
  readonly workspace: string;
  readonly name: string;
  readonly passphrase: string;
}

export const founding: Founding = { workspace: 'Northwind IT', name: 'Dana Whitfield', passphrase: 'four words are enough' };

/** From the first screen to the inbox of a new workspace. */
export async function foundWorkspace(page: Page, { workspace, name, passphrase }: Founding = founding): Promise<void> {
  await page.getByRole('option', { name: /New workspace/ }).click();
  await page.getByLabel('Name of the workspace').fill(workspace);
  await page.getByLabel('Your name').fill(name);
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await page.getByLabel('Passphrase again').fill(passphrase);
  await page.keyboard.press('Enter');
  await expectInbox(page);
}

export const expectInbox = (page: Page) => expect(page.getByRole('heading', { name: 'Inbox', level: 1 })).toBeVisible({ timeout: 20_000 });

/** On the sign-in screen: chooses a person and gives the passphrase. */
export async function signIn(page: Page, name: string, passphrase: string): Promise<void> {
  await page.getByRole('option', { name: new RegExp(name) }).click();
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await page.keyboard.press('Enter');
}

/** The person's menu, wherever the width of the window puts it. */
export async function personMenu(page: Page, entry: string): Promise<void> {
  await page
    .getByRole('button', { name: /switch person, lock, sign out/ })
    .filter({ visible: true })
    .click();
  await page.getByRole('menuitem', { name: entry }).click();
}

/** Goes somewhere with G and a letter, and waits for the heading. */
export async function go(page: Page, letter: string, heading: string): Promise<void> {
  await page.keyboard.press('g');
  await page.keyboard.press(letter);
  await expect(page.getByRole('heading', { name: heading, level: 1 })).toBeVisible();
}

/** Opens the palette and types into it. */
export async function palette(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Search and commands' })).toBeFocused();
  await page.keyboard.type(words);
}
