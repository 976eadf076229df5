import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { settled } from '#test/support/settled.ts';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** What the other scheme can change: the structure of a page is the same in both. */
const COLOURS = ['color-contrast', 'link-in-text-block'];

/** Runs axe over what is on screen, in light and in dark, and remembers what it finds. */
export class Inspector {
  readonly findings: string[] = [];

  constructor(readonly page: Page) {}

  async look(where: string): Promise<void> {
    await settled(this.page);
    await this.run(
      `${where}, light`,
      this.axe()
        .options({ rules: { 'target-size': { enabled: true } } })
        .withTags(TAGS),
    );
    await this.page.emulateMedia({ colorScheme: 'dark' });
    await settled(this.page);
    await this.run(`${where}, dark`, this.axe().withRules(COLOURS));
    await this.page.emulateMedia({ colorScheme: 'light' });
  }

  /** The app has no frames, so that axe needs no second page to put its results together. */
  private readonly axe = () => new AxeBuilder({ page: this.page }).setLegacyMode(true);

  private async run(where: string, axe: AxeBuilder): Promise<void> {
    const { violations } = await axe.analyze();
    for (const { id, nodes } of violations)
      this.findings.push(
        `${where}: ${id}: ${nodes.map(({ target, failureSummary }) => `${target.join(' ')} ${failureSummary?.split('\n').at(1)?.trim() ?? ''}`).join(' | ')}`,
      );
  }
}
