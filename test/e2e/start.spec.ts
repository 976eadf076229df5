import { expect, test } from './fixtures.ts';

test('the workbench opens, and comes back on the same disk', async ({ app }) => {
  await expect(app.page).toHaveTitle(/Countersign/);
  await expect(app.page.locator('#root')).not.toBeEmpty();
  await app.page.evaluate(() => localStorage.setItem('left', 'here'));
  const again = await app.reopen();
  await expect(again.locator('#root')).not.toBeEmpty();
  expect(await again.evaluate(() => localStorage.getItem('left'))).toBe('here');
});

test('the workbench opens in a second window, and after a power cut', async ({ app }) => {
  const second = await app.openWindow('/');
  await expect(second.locator('#root')).not.toBeEmpty();
  await app.kill();
  const again = await app.reopen();
  await expect(again.locator('#root')).not.toBeEmpty();
});
