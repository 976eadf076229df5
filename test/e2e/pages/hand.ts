import { expect, type Locator, type Page } from '@playwright/test';

/** A person who works with the keyboard alone. Everything is reached by Tab or by the app's own keys; the mouse is never used. */
export interface Hand {
  /** Tabs until the target has the focus, forwards, then fails. */
  reach(target: Locator): Promise<void>;
  /** Reaches a button, a link or a tab and presses Enter. */
  press(target: Locator): Promise<void>;
  type(field: Locator, text: string): Promise<void>;
  /** Opens a list, types a part of the name, takes the option. */
  choose(field: Locator, option: string): Promise<void>;
  /** Goes down an open menu to an item and chooses it. */
  pick(item: Locator): Promise<void>;
  keys(...keys: string[]): Promise<void>;
}

const FAR = 400;

export function handOf(page: Page): Hand {
  const hasFocus = (target: Locator) =>
    target.evaluate((element) => element === document.activeElement || element.contains(document.activeElement));
  const hand: Hand = {
    async reach(target) {
      await target.waitFor({ state: 'attached' });
      for (let tabs = 0; tabs < FAR; tabs++) {
        if (await hasFocus(target)) return;
        await page.keyboard.press('Tab');
      }
      throw new Error(`${String(target)} cannot be reached by Tab`);
    },
    async press(target) {
      await hand.reach(target);
      await page.keyboard.press('Enter');
    },
    async type(field, text) {
      await hand.reach(field);
      await page.keyboard.press('Control+a');
      await page.keyboard.insertText(text);
    },
    async choose(field, option) {
      await hand.reach(field);
      await page.keyboard.press('ArrowDown');
      const options = page.getByRole('option').filter({ hasText: option });
      if (await field.evaluate((element) => !(element as HTMLInputElement).readOnly)) await page.keyboard.insertText(option);
      await expect(options.first()).toBeVisible();
      for (let down = 0; down < 60; down++) {
        const active = await page
          .locator('[role="option"][data-combobox-selected]')
          .first()
          .textContent({ timeout: 500 })
          .catch(() => '');
        if (active?.includes(option)) break;
        await page.keyboard.press('ArrowDown');
      }
      await page.keyboard.press('Enter');
    },
    async pick(item) {
      await expect(item).toBeVisible();
      for (let down = 0; down < 40 && !(await hasFocus(item)); down++) await page.keyboard.press('ArrowDown');
      await expect(item).toBeFocused();
      await page.keyboard.press('Enter');
    },
    async keys(...keys) {
      for (const key of keys) await page.keyboard.press(key);
    },
  };
  return hand;
}

/** Fails the test as soon as a mouse or a finger touches the page. */
export async function forbidMouse(page: Page): Promise<void> {
  await page.addInitScript(() => {
    addEventListener(
      'pointerdown',
      (event) => {
        if (event.isTrusted) throw new Error('The mouse was used');
      },
      { capture: true },
    );
  });
}
