import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { PGlite } from '@electric-sql/pglite';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundleCli, type Ran, startCli } from './bundled-cli.ts';

/** Processes and databases are slow to start: one data folder for the file, and its tests follow one another. */
let entry: string;
let folder: string;
const at = (name: string) => join(folder, name);
const run = (...args: string[]): Promise<Ran> => startCli(entry, [...args, '--data', at('data')]).ended;
const json = async (...args: string[]): Promise<{ code: number | string; said: Answer }> => {
  const { code, out } = await run(...args, '--json');
  return { code, said: JSON.parse(out) as Answer };
};
interface Answer {
  readonly error?: { readonly reasons: readonly string[] };
}
const file = async (name: string, content: string | Uint8Array): Promise<string> => {
  await writeFile(at(name), content);
  return at(name);
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'countersign-cli-'));
  entry = await bundleCli();
}, 120_000);
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await rm(dirname(entry), { recursive: true, force: true });
});

const SYSTEMS = 'Key,Name,Criticality,Depends on\n1,ERP,High,Database\n2,Database,Critical,\n3,,Low,\n4,Shop,Sometimes,\n';

test('a new folder is begun with an administrator, and only the result goes to stdout', async () => {
  const { code, out, err } = await run('list', 'person', '--name', 'Dana Fischer', '--json');
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ kind: 'person', total: 1, records: [{ name: 'Dana Fischer', active: true }] });
  expect(err).toMatch(/new workspace was made; Dana Fischer administers it/);
  expect((await run('list', 'change')).out).toBe('There are no changes here.\n');
}, 120_000);

describe('import', () => {
  test('[PI3.1] a dry run says what would happen; applying takes good rows and refuses the others with row, field and reason', async () => {
    const path = await file('systems.csv', SYSTEMS);
    const dry = await json('import', path, '--kind', 'system', '--source', 'sheet', '--dry-run');
    expect(dry.code).toBe(4);
    expect(dry.said).toMatchObject({ dryRun: true, counts: { new: 2, refused: 2 }, commands: 2 });
    expect((await json('list', 'system')).said).toMatchObject({ total: 0 });

    const done = await run('import', path, '--kind', 'system', '--source', 'sheet');
    expect(done).toMatchObject({ code: 4, out: 'Records: 2 new, 0 changed, 0 unchanged, 0 conflict, 2 refused.\n2 commands applied.\n' });
    expect(done.err).toMatch(/row 4, Name: Name is missing/);
    expect(done.err).toMatch(/row 5, Criticality “Sometimes”: must be one of Low, Medium, High, Critical/);

    expect((await json('import', path, '--kind', 'system', '--source', 'sheet')).said).toMatchObject({
      counts: { new: 0, unchanged: 2 },
      commands: 0,
    });
    expect((await json('list', 'system', '--where', 'dependsOn=Database')).said).toMatchObject({ total: 1, records: [{ label: 'ERP' }] });
  }, 120_000);

  test('a mapping file says what headers do not', async () => {
    const map = {
      source: 'desk',
      zone: 'Europe/Berlin',
      columns: [
        { column: 'Ref', to: '@externalId' },
        { column: 'Was', to: 'title' },
        { column: 'Wann', to: 'openedAt', format: 'dd.mm.yyyy hh:mm' },
        { column: 'Stand', to: '@state', values: { offen: 'new' } },
      ],
    };
    const done = await json(
      'import',
      await file('desk.csv', 'Ref;Was;Wann;Stand\r\nA1;Drucker;28.02.2026 22:00;offen\r\n'),
      '--kind',
      'incident',
      '--map',
      await file('map.json', JSON.stringify(map)),
    );
    expect(done).toMatchObject({ code: 0, said: { counts: { new: 1 } } });
    expect((await json('show', 'desk:A1')).said).toMatchObject({
      state: 'new',
      fields: { title: 'Drucker', openedAt: '2026-02-28T21:00:00.000Z' },
    });
  }, 120_000);

  test('a list exported to Excel and imported again changes nothing; it is read in a process of its own', async () => {
    expect(await run('export', 'system', '--to', at('systems.xlsx'))).toMatchObject({ code: 0 });
    expect((await json('import', at('systems.xlsx'), '--kind', 'system')).said).toMatchObject({
      counts: { new: 0, changed: 0, unchanged: 2, conflict: 0, refused: 0 },
    });
  }, 120_000);

  test('a file that cannot be read is refused with the reason', async () => {
    const bomb = await file('bomb.xlsx', zipSync({ 'xl/workbook.xml': new Uint8Array(30_000_000) }));
    expect(await json('import', bomb, '--kind', 'system')).toMatchObject({
      code: 4,
      said: { error: { code: 4, reasons: [expect.stringMatching(/times its size/)] } },
    });
    const latin = await run(
      'import',
      await file('latin.csv', Uint8Array.from([0x4e, 0x61, 0x6d, 0x65, 0x0a, 0x4d, 0xfc, 0x0a])),
      '--kind',
      'system',
    );
    expect(latin).toMatchObject({ code: 4, out: '' });
    expect(latin.err).toMatch(/not UTF-8: byte FC in line 2 does not belong/);
  }, 120_000);
});

describe('records', () => {
  test('a command is refused with everything that is missing, and nothing happens', async () => {
    const made = await json('do', 'changes.create', '--input', JSON.stringify({ fields: { title: 'Patch the ERP', type: 'normal' } }));
    expect(made).toMatchObject({ code: 0, said: { number: 'CHG-1', state: 'draft' } });
    const refused = await json('do', 'submit', 'CHG-1');
    expect(refused.code).toBe(1);
    expect(refused.said.error?.reasons.length).toBeGreaterThan(3);
    expect((await json('show', 'CHG-1')).said).toMatchObject({ state: 'draft' });
    expect((await run('history', 'CHG-1')).out).toMatch(/created +Dana Fischer/);
    expect((await run('explain', 'CHG-1')).out).toMatch(/cannot submit: [\s\S]*can {4}edit/);
  }, 120_000);

  test('what is done is done by the person who is named, within what they may', async () => {
    await run('do', 'people.create', '--input', JSON.stringify({ fields: { name: 'Kim', email: 'kim@example.org', active: true } }));
    const refused = await run('do', 'edit', 'CHG-1', '--input', '{"fields":{"title":"Mine now"}}', '--as', 'kim@example.org');
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toMatch(/You may not do this/);
    expect(await run('list', 'change', '--as', 'Nobody')).toMatchObject({ code: 3, err: 'There is no person “Nobody” here.\n' });
  }, 120_000);

  test('lists are narrowed, sorted and cut as asked', async () => {
    const { said } = await json('list', 'system', '--sort', 'name:desc', '--limit', '1', '--where', 'criticality=High,critical');
    expect(said).toMatchObject({ total: 2, records: [{ label: 'ERP' }] });
    expect((await run('list', 'system', '--columns', 'name,criticality')).out).toBe(
      'Name      Criticality\n--------  -----------\nERP       High\nDatabase  Critical\n',
    );
  }, 120_000);
});

describe('audit verify', () => {
  test('[AL7.6] proves the log of what was done, and names the first line in which a byte was changed', async () => {
    const proven = await run('audit', 'verify');
    expect(proven).toMatchObject({ code: 0, err: '' });
    expect(proven.out).toMatch(/\d+ lines and \d+ records verified\. The head is [0-9a-f]{64}\./);

    await cp(at('data'), at('tampered'), { recursive: true });
    const database = await PGlite.create(at('tampered/db'));
    await database.exec(
      `set session_replication_role = replica; update lines set canonical = replace(canonical, 'Database', 'Datebase') where canonical like '%Database%'`,
    );
    const { rows } = await database.query<{ seq: number }>(`select min(seq) as seq from lines where canonical like '%Datebase%'`);
    await database.close();
    const { code, out, err } = await startCli(entry, ['audit', 'verify', '--data', at('tampered')]).ended;
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(`line ${rows[0]?.seq} is the first that is wrong`);
  }, 120_000);

  test('a folder without a database is not made one', async () => {
    const { code, err } = await startCli(entry, ['audit', 'verify', '--data', at('nothing')]).ended;
    expect(code).toBe(3);
    expect(err).toMatch(/no database in/);
    await expect(readdir(at('nothing'))).rejects.toThrow(/ENOENT/);
  }, 120_000);
});

test.each([
  [2, ['fly'], /no command “fly”/],
  [2, ['list', 'spaceship'], /no records of the kind/],
  [2, ['list', 'system', '--where', 'colour=red'], /not listed by “colour”/],
  [2, ['list', 'system', '--fast'], /--fast/],
  [2, ['do', 'submit', 'CHG-1', '--input', '{'], /not JSON/],
  [3, ['show', 'CHG-99'], /no record “CHG-99”/],
  [3, ['import', 'nowhere.csv', '--kind', 'system'], /no file nowhere.csv/],
] as const)(
  'exit code %i for %j',
  async (code, args, reason) => {
    const ran = await run(...args);
    expect(ran).toMatchObject({ code, out: '' });
    expect(ran.err).toMatch(reason);
  },
  120_000,
);

test('help and the version need no data folder', async () => {
  expect(await startCli(entry, ['help']).ended).toMatchObject({ code: 0, out: expect.stringMatching(/Exit codes/) as string });
  expect(await startCli(entry, ['--version']).ended).toMatchObject({ code: 0, out: '0.0.0-test\n', err: '' });
}, 60_000);

describe('the data folder', () => {
  const many = `Key,Name\n${Array.from({ length: 6_000 }, (_, i) => `k${i},System ${i}`).join('\n')}\n`;
  const locked = async () => (await readdir(at('data'))).includes('db.lock');
  const until = async (met: () => Promise<boolean>) => {
    while (!(await met())) await setTimeout(20);
  };

  test('is one process’s at a time; a signal stops an import between two chunks, and a later one goes on', async () => {
    const path = await file('many.csv', many);
    const first = startCli(entry, ['import', path, '--kind', 'system', '--source', 'many', '--data', at('data')]);
    await until(locked);
    const second = await run('list', 'system');
    expect(second).toMatchObject({ code: 5, out: '' });
    expect(second.err).toMatch(new RegExp(`in use by the process ${first.child.pid}`));
    first.child.kill('SIGTERM');
    expect(await first.ended).toMatchObject({ code: 143 });
    expect(await locked()).toBe(false);
    expect((await run('list', 'system', '--limit', '1')).code).toBe(0);
  }, 120_000);

  test('that a killed process left locked is taken over, with what was stored', async () => {
    const path = await file('some.csv', 'Key,Name\nx1,Some\n');
    await run('import', path, '--kind', 'system', '--source', 'some');
    const killed = startCli(entry, ['import', at('many.csv'), '--kind', 'system', '--source', 'killed', '--data', at('data')]);
    await until(locked);
    killed.child.kill('SIGKILL');
    await killed.ended;
    expect(await readFile(at('data/db.lock'), 'utf8')).toBe(`${killed.child.pid}\n`);
    expect((await json('show', 'some:x1')).said).toMatchObject({ fields: { name: 'Some' } });
  }, 120_000);
});
