import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PushedCommand } from '#shared/sync/protocol.schema.ts';
import { type Device, serverWorld, TENANT, valueOf } from './server-world.ts';

/** What a device did, as numbers: which of its few dossiers, and what with it. */
const deed = fc.record({
  dossier: fc.nat(3),
  verb: fc.constantFrom('create', 'edit', 'comment', 'archive', 'restore', 'sheet', 'poison'),
  n: fc.nat(2),
});

function commandsOf(device: Device, deeds: readonly { dossier: number; verb: string; n: number }[]): PushedCommand[] {
  const ids = Array.from({ length: 4 }, () => device.newId('dos'));
  const created = new Map<string, PushedCommand>();
  return deeds.map(({ dossier, verb, n }) => {
    const id = ids[dossier] ?? '';
    const maker = created.get(id);
    const dependsOn = maker ? { dependsOn: [maker.command.id] } : {};
    const command =
      verb === 'sheet'
        ? device.command('sheets.create', device.newId('she'), { fields: { text: `${n}`, dossier: id } })
        : verb === 'poison'
          ? device.command('dossiers.edit', id, { fields: { title: '\0' } })
          : device.command(`dossiers.${verb}`, id, verb === 'comment' ? { text: `${n}` } : { fields: { title: `${n}` } });
    const pushed = device.next(command, dependsOn);
    if (verb === 'create' && !maker) created.set(id, pushed);
    return pushed;
  });
}

/** How often the network loses an answer, and how many commands go at once. */
const schedule = fc.array(fc.record({ size: fc.integer({ min: 1, max: 12 }), repeats: fc.nat(2), back: fc.nat(6) }), {
  minLength: 1,
  maxLength: 12,
});

test(
  'however the commands of a device are cut into pushes, and however often these are repeated, the log is the same',
  { timeout: 60_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 1, maxLength: 40 }), schedule, async (deeds, pushes) => {
        const play = async (parts: typeof pushes) => {
          const world = await serverWorld();
          const dana = await world.someone('Dana');
          const commands = commandsOf(dana, deeds);
          const verdicts = new Map<string, string>();
          let turn = 0;
          for (let done = 0; done < commands.length;) {
            const { size, repeats, back } = parts[turn++ % parts.length] ?? { size: 1, repeats: 0, back: 0 };
            // A lost answer: the device begins again some commands earlier.
            const from = Math.max(0, done - back);
            const batch = commands.slice(from, done + size);
            for (let i = 0; i <= repeats; i++) {
              const answer = valueOf(await dana.push(batch, commands[from - 1]?.seq ?? 0));
              expect(answer.verdicts.map(({ id }) => id)).toEqual(batch.map(({ command }) => command.id));
              for (const { isRepeat, ...verdict } of answer.verdicts) {
                const text = JSON.stringify(verdict);
                expect(isRepeat).toBe(verdicts.has(verdict.id));
                expect(verdicts.get(verdict.id) ?? text).toBe(text);
                verdicts.set(verdict.id, text);
              }
            }
            done += size;
          }
          const { memory } = world;
          // Salts are random, and in the order in which they are needed; so is the rest of what is kept.
          return { head: memory.head, lines: memory.lines.map(({ canonical }) => canonical), verdicts, rows: [...memory.rows] };
        };
        const atOnce = await play([{ size: 500, repeats: 0, back: 0 }]);
        expect(await play(pushes)).toEqual(atOnce);
      }),
      { numRuns: 40, seed: 20261120 },
    );
  },
);

test('two devices at once are two queues: each drains, and every command has one verdict', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 1, maxLength: 20 }), fc.array(deed, { minLength: 1, maxLength: 20 }), async (one, two) => {
      const world = await serverWorld();
      const devices = [await world.someone('Dana'), await world.someone('Ravi')];
      const queues = devices.map((device, i) => commandsOf(device, i === 0 ? one : two));
      const push = ({ signedIn }: Device, commands: PushedCommand[]) =>
        [world.server, world.another()].map((server) => server.push(signedIn, { previous: 0, commands }));
      const answers = await Promise.all(devices.flatMap((device, i) => push(device, queues[i] ?? [])));
      expect(answers.every(({ ok }) => ok)).toBe(true);
      const pushed = queues.flat().map(({ command }) => command.id);
      expect(pushed.every((id) => world.memory.verdicts.has(id))).toBe(true);
      const caused = world.memory.lines.flatMap(({ body }) => (body.device === null ? [] : [body.command as string]));
      expect(new Set(caused).size).toBe(caused.length);
      expect(world.store.memory(TENANT).lines.map(({ seq }) => seq)).toEqual(world.memory.lines.map((_, i) => i + 1));
    }),
    { numRuns: 25, seed: 20261121 },
  );
});
