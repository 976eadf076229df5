import { expect } from '@playwright/test';
import type { App } from '#test/support/app.ts';
import type { Person } from './desk.ts';

/** Whom the sample opens as. */
export const sampleUser: Person = { name: 'Dana Whitfield', passphrase: 'countersign' };

/** From the first screen to the inbox of the sample workspace, as the person that it opens as. */
export async function openSample({ page }: App): Promise<void> {
  await page.getByRole('option', { name: /Explore a sample/ }).click();
  await page.getByRole('button', { name: 'Open the sample' }).click();
  await expect(page.getByRole('heading', { name: 'Inbox', level: 1 })).toBeVisible({ timeout: 60_000 });
}

/** The address of a list with one condition. */
export const listWhere = (plural: string, column: string, value: string | boolean): string =>
  `/${plural}?where=${encodeURIComponent(JSON.stringify([{ column, op: 'is', value }]))}`;
