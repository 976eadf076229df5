import { z } from 'zod';
import { IdSchema, SessionInfoSchema } from '#shared/sync/protocol.schema.ts';
import { endpoint } from './api-endpoint.ts';
import { sampleDevice, samplePerson, sampleSession } from './api-samples.ts';

const group = 'Signing in';
const Email = z.email().max(254);
/** Long enough to hold; the upper end only keeps hashing from being a way to tie the server up. */
const Passphrase = z.string().min(8).max(1_000);
const KnownPassphrase = z.string().max(1_000);
/** As it is typed: dashes and case do not matter. */
const Code = z.string().min(8).max(64);
const instant = z.iso.datetime();

/** The device keeps its id, so that the server knows how far its commands have come. */
const DeviceSchema = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{2,63}$/),
  name: z.string().min(1).max(80),
});

/** `cookie`: for pages; no script sees the token. `token`: for programs, which send it as `Authorization: Bearer`. */
const Keep = z.enum(['cookie', 'token']).optional();

export const SignInSchema = z.strictObject({
  /** Its id or its name; needed where the server has several. */
  tenant: z.string().max(120).optional(),
  email: Email,
  passphrase: KnownPassphrase,
  device: DeviceSchema,
  keep: Keep,
});

export const AcceptSchema = z.strictObject({
  code: Code,
  /** Needed where the invitation names none. */
  email: Email.optional(),
  passphrase: Passphrase,
  device: DeviceSchema,
  keep: Keep,
});

export const FoundSchema = z.strictObject({
  code: Code,
  email: Email,
  passphrase: Passphrase,
  device: DeviceSchema,
  keep: Keep,
  /** A new one begins with the built-in roles and this person; a local workspace brings its people, this one among them. */
  workspace: z.discriminatedUnion('from', [
    z.strictObject({ from: z.literal('nothing'), name: z.string().min(1).max(120) }),
    z.strictObject({ from: z.literal('device'), personId: IdSchema }),
  ]),
});

export const SignedInSchema = SessionInfoSchema.extend({
  /** Only where `keep` is `token`. */
  token: z.string().optional(),
});

export const DeviceInfoSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  personId: z.string(),
  registeredAt: instant,
  seenAt: instant.nullable(),
  revokedAt: instant.nullable(),
  /** It is the one that asks. */
  isThis: z.boolean(),
});

export const InviteSchema = z.strictObject({ personId: IdSchema, email: Email.optional() });
export const InvitationSchema = z.strictObject({ code: z.string(), expiresAt: instant });
export const PassphraseSchema = z.strictObject({ current: KnownPassphrase, next: Passphrase });

const exampleCode = '7K3M-QX9A-2TFH-06PD';

export const apiAccounts = {
  signIn: endpoint({
    method: 'POST',
    path: '/v1/sign-in',
    group,
    summary: 'Begins a session of a person on a device.',
    who: 'anyone',
    isGuessable: true,
    body: SignInSchema,
    answers: { as: 'json', form: SignedInSchema },
    problems: ['signInNeeded', 'forbidden', 'conflict'],
    example: {
      body: { email: 'dana@example.org', passphrase: 'four words in a row', device: sampleDevice, keep: 'token' },
      answer: { ...sampleSession, token: 'kq3vX0c1Zb8m2y7N4tHs9wRfUeDoLpAj5iGxQzMnBkY' },
    },
  }),
  signOut: endpoint({
    method: 'POST',
    path: '/v1/sign-out',
    group,
    summary: 'Ends this session.',
    who: 'signedIn',
    answers: { as: 'nothing' },
    example: {},
  }),
  session: endpoint({
    method: 'GET',
    path: '/v1/session',
    group,
    summary: 'Whom the server takes the caller for, what its log is, and the keys that checkpoints are signed with.',
    who: 'signedIn',
    answers: { as: 'json', form: SessionInfoSchema },
    example: { answer: sampleSession },
  }),
  accept: endpoint({
    method: 'POST',
    path: '/v1/accept',
    group,
    summary: 'Takes an invitation: makes the account of a person who is there already, and signs them in.',
    who: 'anyone',
    isGuessable: true,
    body: AcceptSchema,
    answers: { as: 'json', form: SignedInSchema },
    problems: ['forbidden', 'conflict'],
    example: {
      body: { code: exampleCode, email: 'ravi@example.org', passphrase: 'four words in a row', device: sampleDevice },
      answer: sampleSession,
    },
  }),
  found: endpoint({
    method: 'POST',
    path: '/v1/found',
    group,
    summary: 'Takes the invitation of an empty tenant: founds it, and signs the founder in.',
    who: 'anyone',
    isGuessable: true,
    body: FoundSchema,
    answers: { as: 'json', form: SignedInSchema },
    problems: ['forbidden', 'conflict'],
    example: {
      body: {
        code: exampleCode,
        email: 'dana@example.org',
        passphrase: 'four words in a row',
        device: sampleDevice,
        workspace: { from: 'nothing', name: 'Dana Fischer' },
      },
      answer: sampleSession,
    },
  }),
  founded: endpoint({
    method: 'POST',
    path: '/v1/founded',
    group,
    summary: 'Ends the founding: everything that was done before there was a server has been pushed.',
    who: 'founder',
    answers: { as: 'json', form: SessionInfoSchema },
    problems: ['conflict'],
    example: { answer: sampleSession },
  }),
  passphrase: endpoint({
    method: 'POST',
    path: '/v1/passphrase',
    group,
    summary: 'Changes the own passphrase, and ends the other sessions.',
    who: 'signedIn',
    isGuessable: true,
    body: PassphraseSchema,
    answers: { as: 'nothing' },
    problems: ['conflict'],
    example: { body: { current: 'four words in a row', next: 'four other words in a row' } },
  }),
  devices: endpoint({
    method: 'GET',
    path: '/v1/devices',
    group,
    summary: 'The own devices; for whoever manages people, everyone’s.',
    who: 'signedIn',
    answers: { as: 'json', form: z.strictObject({ devices: z.array(DeviceInfoSchema) }) },
    example: {
      answer: {
        devices: [
          {
            ...sampleDevice,
            personId: samplePerson,
            registeredAt: '2026-11-02T08:00:00.000Z',
            seenAt: null,
            revokedAt: null,
            isThis: true,
          },
        ],
      },
    },
  }),
  revokeDevice: endpoint({
    method: 'DELETE',
    path: '/v1/devices/:id',
    group,
    summary: 'Shuts a device out and ends its sessions.',
    who: 'signedIn',
    params: z.strictObject({ id: DeviceSchema.shape.id }),
    answers: { as: 'nothing' },
    problems: ['notFound'],
    example: { params: { id: sampleDevice.id } },
  }),
  invite: endpoint({
    method: 'POST',
    path: '/v1/invitations',
    group,
    summary: 'Makes a code with which a person gets an account. It is shown once.',
    who: 'signedIn',
    body: InviteSchema,
    answers: { as: 'json', form: InvitationSchema, status: 201 },
    problems: ['notFound', 'conflict'],
    example: {
      body: { personId: samplePerson, email: 'ravi@example.org' },
      answer: { code: exampleCode, expiresAt: '2026-11-09T08:00:00.000Z' },
    },
  }),
} as const;
