import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type DatabaseKind, type ServerProcess, startServer } from '#test/support/server-process.ts';
import { checkLedger, type Findings, type Shown } from './check-ledger.ts';
import { type FaultDevice, faultDevice } from './fault-device.ts';
import { type Ledger, openLedger } from './ledger.ts';
import { buildPage } from './page-host.ts';
import { readLog, verifyAudit } from './server-log.ts';

export interface StageOptions {
  readonly folder: string;
  readonly database: DatabaseKind;
  readonly devices: number;
  readonly port: number;
  readonly build: string;
  /** Where the server keeps its data, and the first device its profile, if not in the folder. */
  readonly serverFolder?: string;
  readonly profile?: string;
}

/** A server and people at their devices, who have all joined it. */
export interface Stage {
  readonly server: ServerProcess;
  readonly devices: readonly [FaultDevice, ...FaultDevice[]];
  readonly ledger: Ledger;
  /** Lets everything come to its end, has somebody new load it all, stops the server and holds promises against what is there. */
  check(): Promise<Findings & { readonly audit: { readonly code: number; readonly said: string } }>;
  remove(): Promise<void>;
}

const PATIENCE = 240_000;

/** Undefined where there is no PostgreSQL; it was said why. */
export async function setStage(options: StageOptions): Promise<Stage | undefined> {
  const { folder, database, port, build } = options;
  const serverFolder = options.serverFolder ?? join(folder, 'server');
  await mkdir(serverFolder, { recursive: true });
  const server = await startServer({ folder: serverFolder, database, port: port + 19, build });
  if (!server) return undefined;
  const pages = join(folder, 'pages');
  await buildPage(pages);
  const ledger = openLedger();
  // Every second one keeps its data as Electron does, the others as browsers do.
  const enter = (index: number) =>
    faultDevice({
      index,
      folder,
      pages,
      serverUrl: server.url,
      port,
      ledger,
      isElectrons: index % 2 === 0,
      ...(index === 0 && options.profile !== undefined ? { profile: options.profile } : {}),
    });

  const first = await enter(0);
  await first.page.evaluate(([code, person]) => window.faults.found(code, person), [server.foundingCode ?? '', first.person] as const);
  const seat = async (index: number) => {
    const device = await enter(index);
    const code = await first.page.evaluate((person) => window.faults.invite(person), device.person);
    await device.page.evaluate(([given, person]) => window.faults.join(given, person), [code, device.person] as const);
    return device;
  };
  const devices: [FaultDevice, ...FaultDevice[]] = [first];
  for (let index = 1; index < options.devices; index++) devices.push(await seat(index));

  return {
    server,
    devices,
    ledger,
    async check() {
      for (const { page } of devices) await page.evaluate(() => window.faults.quiet());
      for (const device of devices) await device.drain(PATIENCE);
      devices.push(await seat(devices.length));
      const shown = await untilEqual(devices);
      await server.stop();
      const findings = checkLedger(ledger, await readLog(server), shown);
      return { ...findings, audit: await verifyAudit(server, build) };
    },
    async remove() {
      for (const device of devices) await device.close();
      await server.remove();
    },
  };
}

/** What all show once they show the same, or at the end of patience. */
async function untilEqual(devices: readonly FaultDevice[]): Promise<Shown[]> {
  for (let tries = 0; ; tries++) {
    const shown = await Promise.all(devices.map((device) => device.shown()));
    if (new Set(shown.map(({ digest }) => digest)).size === 1 || tries > 60) return shown;
    await setTimeout(500);
  }
}
