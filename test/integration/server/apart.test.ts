import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { registry } from '#shared/capabilities/registry.ts';
import type { Id } from '#shared/kernel/id.ts';
import type { JsonObject } from '#shared/kernel/json.ts';
import type { Draft } from '#shared/model/record.ts';
import type { Manifest, PushAnswer } from '#shared/sync/protocol.schema.ts';
import { testPostgres } from '#test/support/postgres.ts';
import { type Member, newId, type Started, startServer } from './started.ts';

/** Not a word of anybody else's. */
const SECRET = 'Zanzibarium';

const postgres = await testPostgres();
const databases = ['PGlite', ...(postgres ? ['PostgreSQL'] : [])];

describe.each(databases)('on %s', (database) => {
  let server: Started;
  /** Of another tenant. */
  let stranger: Member;
  /** Of the same tenant: in the team that the records are restricted to, and in none. */
  let insider: Member;
  let outsider: Member;
  /** One record of every kind in the insider's tenant. */
  const everyKind = new Map<string, Id>();
  /** Those that are restricted to the insider's team, or seen through one of them. */
  const restricted = new Map<string, Id>();

  beforeAll(async () => {
    server = await startServer({}, database === 'PostgreSQL' ? postgres : undefined);
    const founder = await server.tenant('Mine');
    stranger = await server.tenant('Theirs');
    const tenant = founder.session.tenant.id;
    const teamId = newId('tea');
    await founder.push(['teams.create', teamId, { fields: { name: `${SECRET} team` } }]);
    insider = await founder.colleague(`${SECRET} Mia`, 'administrator', { team: teamId });
    outsider = await founder.colleague('Otto Outside', 'administrator');

    const drafts: Draft[] = [];
    const make = (kind: string, fields: JsonObject): Id => {
      const { prefix, plural, visibility } = registry.of(kind);
      const recordId = newId(prefix);
      everyKind.set(kind, recordId);
      if (visibility) restricted.set(kind, recordId);
      drafts.push({ name: `${plural}.create`, recordId, input: { fields } });
      return recordId;
    };
    const text = `${SECRET} ${'x'.repeat(20)}`;
    const day = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString();
    const change = make('change', { title: text, type: 'normal', plan: text, restrictedTo: teamId });
    make('task', { change, title: text, phase: 'implement' });
    make('approval', {
      title: text,
      subject: change,
      subjectKind: 'change',
      steps: [
        {
          name: 'Step',
          because: text,
          seats: [{ id: 'seat', kind: 'person', ref: insider.session.personId, label: 'Mia', mandatory: false }],
          quorum: { kind: 'all', value: 1 },
        },
      ],
      digest: '5a'.repeat(32),
      content: ['title'],
    });
    make('asset', { name: text, class: 'laptop', restrictedTo: teamId });
    make('incident', { title: text, restrictedTo: teamId });
    make('changeTemplate', { title: text });
    make('system', { name: text });
    make('role', { name: text, key: 'zanzibar', grants: [] });
    make('delegation', { from: insider.session.personId, to: outsider.session.personId, startsAt: day(1), endsAt: day(2), reason: text });
    const given = await server.sync.giveAsSystem(tenant, drafts);
    if (!given.ok) throw new Error(JSON.stringify(given.error));
    everyKind.set('team', teamId);
    everyKind.set('person', insider.session.personId as Id);
  }, 120_000);

  test('there is something to be kept apart: a record of every kind, and all restrictable kinds restricted', async () => {
    expect([...everyKind.keys()].toSorted()).toEqual(registry.kinds.map(({ kind }) => kind).toSorted());
    expect([...restricted.keys()].toSorted()).toEqual(
      registry.kinds
        .filter(({ visibility }) => visibility)
        .map(({ kind }) => kind)
        .toSorted(),
    );
    for (const id of everyKind.values()) expect((await insider.fetch(`/v1/records/${id}`)).status).toBe(200);
  });

  /** What must be the same for a record that is out of sight and for one that never was. */
  const bodyOf = async (response: Response) => ({ status: response.status, body: await response.text() });

  interface Case {
    readonly name: string;
    who(): Member;
    hidden(): ReadonlyMap<string, Id>;
  }
  const cases: readonly Case[] = [
    { name: 'another tenant’s', who: () => stranger, hidden: () => everyKind },
    { name: 'another scope’s', who: () => outsider, hidden: () => restricted },
  ];

  describe.each(cases)('$name data', ({ who, hidden }) => {
    test('cannot be read, nor its history: it is as though it never was', async () => {
      for (const [kind, id] of hidden()) {
        const never = newId(registry.of(kind).prefix);
        for (const path of ['', '/history'])
          expect(await bodyOf(await who().fetch(`/v1/records/${id}${path}`))).toEqual(
            await bodyOf(await who().fetch(`/v1/records/${never}${path}`)),
          );
        expect((await who().fetch(`/v1/records/${id}`)).status).toBe(404);
      }
    });

    test('cannot be listed, searched, sorted out or counted', async () => {
      for (const [kind, id] of hidden()) {
        const column = registry.of(kind).label;
        const questions: JsonObject[] = [
          {},
          { limit: 0 },
          { archived: 'with' },
          { text: SECRET },
          { where: [{ column: 'id', op: 'is', value: id }] },
          { where: [{ column, op: 'contains', value: SECRET }] },
          { sort: [{ column }], limit: 1 },
          { where: [{ column: 'id', op: 'is', value: id }], offset: 0, limit: 0 },
        ];
        for (const question of questions) {
          const answer = await who().json<{ heads: { id: string; label: string }[]; total: number }>('/v1/query', {
            json: { kind, ...question },
          });
          expect(JSON.stringify(answer)).not.toContain(id);
          // Somebody with the secret in their own name may see themselves; nobody else's is here.
          const isAboutIt = 'text' in question || 'where' in question;
          expect(isAboutIt ? answer.total : answer.heads.filter(({ label }) => label.includes(SECRET)).length).toBe(0);
        }
      }
    });

    test('is in no pull and on no page; what was sealed or cut for others is not handed out either', async () => {
      const ids = [...hidden().values()];
      const { epoch, scope } = await who().json<{ epoch: string; scope: string }>('/v1/session');
      const pulled = await (await who().fetch(`/v1/pull?after=0&epoch=${epoch}&scope=${scope}`)).text();
      expect(ids.filter((id) => pulled.includes(id))).toEqual([]);
      const manifest = await who().json<Manifest>('/v1/pages');
      const own = new Set(manifest.pages.map(({ digest }) => digest));
      for (const { digest } of manifest.pages) {
        const bytes = new Uint8Array(await (await who().fetch(`/v1/pages/${digest}`)).arrayBuffer());
        const text = gunzipSync(bytes).toString();
        expect(ids.filter((id) => text.includes(id))).toEqual([]);
      }
      const theirs = await insider.json<Manifest>('/v1/pages');
      const others = theirs.pages.filter(({ digest }) => !own.has(digest));
      expect(others.length).toBeGreaterThan(0);
      for (const { digest } of others) expect((await who().fetch(`/v1/pages/${digest}`)).status).toBe(404);
      expect(JSON.stringify(manifest)).not.toContain(ids[0]);
    });

    test('cannot be written, and trying tells nothing', async () => {
      const before = await Promise.all([...hidden().values()].map((id) => insider.json(`/v1/records/${id}`)));
      for (const [kind, id] of hidden()) {
        const { plural, prefix, label } = registry.of(kind);
        const never = newId(prefix);
        const tries = (at: string): (readonly [string, string, JsonObject])[] => [
          [`${plural}.edit`, at, { fields: { [label]: 'mine now' } }],
          [`${plural}.archive`, at, {}],
          [`${plural}.comment`, at, { text: 'was here' }],
          ['changes.submit', at, {}],
          ['approvals.approve', at, { seat: 'seat' }],
          ['systems.create', newId('sys'), { fields: { name: 'Points at it', dependsOn: [at], owner: at } }],
        ];
        const told = async (at: string) => plain(await who().push(...tries(at)), at);
        expect(await told(id)).toEqual(await told(never));
      }
      const after = await Promise.all([...hidden().values()].map((id) => insider.json(`/v1/records/${id}`)));
      expect(after).toEqual(before);
    });
  });

  /** Verdicts without what differs from try to try. */
  const plain = ({ verdicts }: PushAnswer, id: string) =>
    verdicts.map(({ outcome, refusal }) => ({ outcome, refusal: JSON.stringify(refusal ?? null).replaceAll(id, 'ID') }));

  test('another tenant’s sessions, devices, people, epochs and codes are nobody’s business', async () => {
    const session = await stranger.json<{ epoch: string; scope: string }>('/v1/session');
    const mine = await insider.json<{ epoch: string; scope: string }>('/v1/session');
    expect(session.epoch).not.toBe(mine.epoch);
    expect((await stranger.fetch(`/v1/pull?after=0&epoch=${mine.epoch}&scope=${mine.scope}`)).status).toBe(410);
    expect(await (await stranger.fetch('/v1/devices')).text()).not.toContain(insider.session.device);
    expect((await stranger.fetch(`/v1/devices/${insider.session.device}`, { method: 'DELETE' })).status).toBe(404);
    expect((await stranger.fetch('/v1/invitations', { json: { personId: insider.session.personId } })).status).toBe(404);
    expect((await insider.fetch('/v1/session')).status).toBe(200);
    // A device of the same name is another one in another tenant: what one pushes does not move the other's place.
    const sameName = await fetch(`${server.url}/v1/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        tenant: 'theirs',
        email: stranger.email,
        passphrase: 'four words in a row',
        device: { id: insider.session.device, name: 'x' },
        keep: 'token',
      }),
    });
    expect(sameName.status).toBe(200);
    expect((await insider.push(['systems.create', newId('sys'), { fields: { name: 'Still in order' } }])).verdicts[0]?.outcome).toBe(
      'accepted',
    );
    expect(server.errors).toEqual([]);
  });
});
