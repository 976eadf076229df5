import { expect } from '@playwright/test';
import type { Device } from '#test/support/device.ts';
import { Desk, type Person } from './desk.ts';

export interface Colleague extends Person {
  readonly email: string;
}

/** What a person does about the server, at a device of their own. */
export class ServerDesk extends Desk {
  constructor(
    readonly device: Device,
    readonly person: Colleague,
  ) {
    super(device);
  }

  /** Founds an empty workspace at the server, from the first screen of a new device. */
  async foundAtServer(code: string): Promise<void> {
    await this.beginJoining('I found the workspace there', { code });
    await this.page.getByLabel('Your name').fill(this.person.name);
    await this.finishJoining('Found and join');
  }

  /** Accepts an invitation, from the first screen of a new device. */
  async join(code: string): Promise<void> {
    await this.beginJoining('I was invited', { code });
    await this.finishJoining('Accept and join');
  }

  private async beginJoining(way: string, { code }: { readonly code: string }): Promise<void> {
    const { page, hand, device } = this;
    const choice = page.getByRole('option', { name: /Join a server/ });
    const how = page.getByLabel('How you come').and(page.locator('input'));
    await expect(choice.or(how).first()).toBeVisible({ timeout: 20_000 });
    if (await choice.isVisible()) await choice.click();
    await hand.choose(how, way);
    const address = page.getByLabel('Address of the server');
    if (device.host !== 'server') await address.fill(device.serverUrl);
    await page.getByLabel('Invitation code').fill(code);
  }

  private async finishJoining(submit: string): Promise<void> {
    const { page, person } = this;
    await page.getByLabel('E-mail').fill(person.email);
    await page.getByLabel('New passphrase', { exact: false }).first().fill(person.passphrase);
    await page.getByLabel('New passphrase again').fill(person.passphrase);
    await page.getByRole('button', { name: submit }).click();
    await expect(page.getByRole('heading', { name: 'Inbox', level: 1 })).toBeVisible({ timeout: 60_000 });
  }

  /** Makes an invitation for somebody in the list of people, and answers its code. */
  async invite(name: string): Promise<string> {
    const { page, device } = this;
    await device.goto('/settings/server');
    await page.getByRole('button', { name: 'Invite a person…' }).click();
    await this.fillIn({ Person: name }, this.dialog);
    await this.dialog.getByRole('button', { name: 'Make the code' }).click();
    const code = this.dialog.getByText(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/);
    await expect(code).toBeVisible();
    const text = (await code.textContent()) ?? '';
    await this.dialog.getByRole('button', { name: 'Done' }).click();
    return text.trim();
  }

  /** Everything of this device is at the server, and everything there is here. */
  async isUpToDate(timeout = 30_000): Promise<void> {
    await expect(this.status).toContainText('Up to date with', { timeout });
    await expect(this.status).not.toContainText(/on its way|on their way/, { timeout });
  }

  async isCutOff(): Promise<void> {
    await expect(this.status).toContainText(/Offline|Cannot reach/, { timeout: 60_000 });
  }

  get status() {
    return this.page.getByRole('contentinfo').or(this.page.locator('footer')).first();
  }

  async goOffline(): Promise<void> {
    this.device.cable.unplug();
    await this.isCutOff();
  }

  async goOnline(): Promise<void> {
    this.device.cable.plug();
    await this.catchUp();
  }

  /** Tries at once, as a person does who does not want to wait for the next try, and waits until nothing is under way. */
  async catchUp(timeout = 90_000): Promise<void> {
    await expect(async () => {
      const now = this.status.getByRole('button', { name: 'Try now' });
      if (await now.isVisible()) await now.click({ timeout: 1_000 });
      await this.isUpToDate(2_000);
    }).toPass({ timeout });
  }
}
