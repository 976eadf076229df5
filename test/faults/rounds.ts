import { setTimeout } from 'node:timers/promises';
import type { FaultDevice } from './fault-device.ts';
import { between, oneOf, type Random } from './random.ts';
import type { Stage } from './stage.ts';

export interface Kills {
  server: number;
  device: number;
  both: number;
  cable: number;
}

const MOST = ['server', 'server', 'device', 'device', 'both', 'cable'] as const;

/** Lets people work and takes something from them at a moment nobody chose, so often. */
export async function playRounds(
  { server, devices, ledger }: Stage,
  { rounds, random, say }: { readonly rounds: number; readonly random: Random; readonly say: (line: string) => void },
): Promise<Kills> {
  const kills: Kills = { server: 0, device: 0, both: 0, cable: 0 };
  const seed = () => between(random, 1, 1e9);
  for (const device of devices) await device.work(seed());

  const killServer = async () => {
    await server.stop('SIGKILL');
    await setTimeout(between(random, 0, 400));
    await server.restart();
  };
  const killDevice = async (device: FaultDevice, next: number) => {
    await device.kill();
    const why = await device.reopen();
    if (why !== null) throw new Error(`${device.name} cannot go on: ${why}`);
    await device.work(next);
  };
  const breakCable = async ({ cable }: FaultDevice) => {
    cable.breakAfter(between(random, 1, 4_000));
    await setTimeout(between(random, 100, 600));
    cable.unplug();
    await setTimeout(between(random, 0, 400));
    cable.breakAfter(undefined);
    cable.plug();
  };

  for (let round = 1; round <= rounds; round++) {
    // Something got through since the last time, so that what breaks is under way again.
    const before = ledger.acknowledged.size;
    for (let waited = 0; ledger.acknowledged.size === before && waited < 10_000; waited += 50) await setTimeout(50);
    await setTimeout(between(random, 0, 1_000));
    const device = oneOf(random, devices);
    const what = oneOf(random, MOST);
    kills[what]++;
    if (what === 'server') await killServer();
    else if (what === 'device') await killDevice(device, seed());
    else if (what === 'cable') await breakCable(device);
    else await Promise.all([killServer(), killDevice(device, seed())]);
    for (const one of devices) await one.tend();
    if (round % 10 === 0 || rounds <= 20)
      say(`round ${round}: ${what}; ${ledger.saved.size} commands saved, ${ledger.acknowledged.size} acknowledged`);
  }
  return kills;
}
