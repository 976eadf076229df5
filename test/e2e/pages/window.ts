import type { Page } from '@playwright/test';
import type { App } from '#test/support/app.ts';
import { signIn } from '../start-pages.ts';
import type { Person } from './desk.ts';

/** A second window at this place, with the same person signed in. */
export async function openSecondWindow(app: App, route: string, person: Person): Promise<Page> {
  const page = await app.openWindow(route);
  const passphrase = page.getByLabel('Passphrase', { exact: true });
  await passphrase
    .or(page.getByRole('navigation', { name: 'Sections' }))
    .first()
    .waitFor({ timeout: 30_000 });
  if (await passphrase.isVisible()) await signIn(page, person.name, person.passphrase);
  return page;
}
