import type { Json } from '#shared/kernel/json.ts';
import { isEmpty } from '#shared/model/field.ts';
import { type BaseFacts, guardTable } from '#shared/model/lifecycle.ts';
import type { Reader } from '#shared/model/reader.ts';
import type { RecordOf } from '#shared/model/record.ts';
import { textIn } from '#shared/model/values.ts';
import { isActive } from '../identity/index.ts';

/** What a decision on an asset knows besides the record: the people that the input names, and who a reservation is for. */
export interface AssetFacts extends BaseFacts {
  readonly recipient: RecordOf | undefined;
  readonly verifier: RecordOf | undefined;
  readonly reservedFor: RecordOf | undefined;
}

export async function assetFacts(base: BaseFacts, reader: Reader): Promise<AssetFacts> {
  const named = async (id: Json | undefined) => (typeof id === 'string' ? reader.get(id) : undefined);
  const [recipient, verifier, reservedFor] = await Promise.all([
    named(base.input['owner']),
    named(base.input['verifiedBy']),
    named(base.record.fields['reservedFor']),
  ]);
  return { ...base, recipient, verifier, reservedFor };
}

const has = ({ record }: BaseFacts, field: string) => !isEmpty(record.fields[field]);
const isHere = (person: RecordOf | undefined) => person?.kind === 'person' && isActive(person);
const nameOf = (person: RecordOf | undefined) => textIn(person?.fields['name']);

/** Every condition of an asset's life. A guard over the input holds while nothing was entered yet, so that it greys no button. */
export const assetGuards = guardTable<AssetFacts>()({
  isNotOwnRequest: {
    test: ({ actor, record }) => actor.personId !== record.createdBy,
    unmet: 'You asked for it yourself.',
    help: 'Someone else who may approve asset requests has to.',
  },
  isNotForSelf: {
    test: ({ actor, record }) => actor.personId !== record.fields['owner'],
    unmet: 'It is meant for you.',
    help: 'Someone else who may approve asset requests has to.',
  },
  isJustified: {
    test: (facts) => has(facts, 'justification'),
    unmet: 'The request does not say what it is for.',
    help: 'Fill in “What for”.',
    field: 'justification',
  },
  isIdentified: {
    test: (facts) => has(facts, 'serial') || has(facts, 'tag'),
    unmet: 'It has neither a serial number nor an asset tag.',
    help: 'Without one of them nobody can tell it from the next.',
    field: 'tag',
  },
  isPersonHere: {
    test: ({ input, recipient }) => isEmpty(input['owner']) || isHere(recipient),
    unmet: 'This person is not here, or has left.',
    help: 'Choose someone who is active.',
    field: 'owner',
  },
  isForWhomItIsReserved: {
    test: ({ input, record }) => isEmpty(input['owner']) || input['owner'] === record.fields['reservedFor'],
    unmet: 'It is reserved for {name}.',
    help: 'Cancel the reservation first.',
    field: 'owner',
    params: ({ reservedFor }) => ({ name: nameOf(reservedFor) }),
  },
  isSomeoneElse: {
    test: ({ input, record }) => isEmpty(input['owner']) || input['owner'] !== record.fields['owner'],
    unmet: 'They have it already.',
    field: 'owner',
  },
  hasOwner: { test: (facts) => has(facts, 'owner'), unmet: 'Nobody has it.' },
  isStolen: { test: ({ input }) => input['how'] === 'stolen', unmet: 'It is not said to be stolen.' },
  isOutOfQuarantine: {
    test: ({ record }) => record.state !== 'quarantined',
    unmet: 'It is in quarantine: {reason}',
    help: 'Release it first. That needs the remediation, and who verified it.',
    params: ({ record }) => ({ reason: textIn(record.fields['quarantineReason']) || 'no reason was noted.' }),
  },
  isVerifierHere: {
    test: ({ input, verifier }) => isEmpty(input['verifiedBy']) || isHere(verifier),
    unmet: 'This person is not here, or has left.',
    help: 'Name someone who is active.',
    field: 'verifiedBy',
  },
  isVerifiedByAnother: {
    test: ({ input, record }) => isEmpty(input['verifiedBy']) || input['verifiedBy'] !== record.fields['owner'],
    unmet: 'The person who has it cannot verify it.',
    help: 'Name someone else who checked the remediation.',
    field: 'verifiedBy',
  },
  isNotOnHold: {
    test: (facts) => !has(facts, 'holdReason'),
    unmet: 'It is under legal hold: {reason}',
    help: 'A security officer can lift the hold when the matter is over.',
    field: 'legalHold',
    params: ({ record }) => ({ reason: textIn(record.fields['holdReason']) }),
  },
  isOnHold: { test: (facts) => has(facts, 'holdReason'), unmet: 'It is not under legal hold.' },
  sparesHeldData: {
    test: (facts) => !has(facts, 'holdReason') || !['wiped', 'destroyed'].includes(textIn(facts.input['erasure'])),
    unmet: 'It is under legal hold, so its data must stay: {reason}',
    help: 'Choose “Data kept” for now; erase it when the hold is lifted.',
    field: 'erasure',
    params: ({ record }) => ({ reason: textIn(record.fields['holdReason']) }),
  },
  isAccessRevoked: {
    test: ({ input }) => input['accessRevoked'] !== false,
    unmet: 'It can still get in: accounts, certificates or management agents are not revoked.',
    help: 'Revoke its access, then say so.',
    field: 'accessRevoked',
  },
  isDataGone: {
    test: ({ record }) => record.fields['erasure'] !== 'kept',
    unmet: 'Its data is still on it.',
    help: 'Erase it first.',
    field: 'erasure',
  },
});
