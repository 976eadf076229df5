import { isJsonObject, type JsonObject } from '#shared/kernel/json.ts';
import { digestOfFields } from '#shared/model/definition.ts';
import type { BaseFacts } from '#shared/model/lifecycle.ts';
import type { Reader } from '#shared/model/reader.ts';
import type { RecordOf } from '#shared/model/record.ts';
import { textIn, textsIn } from '#shared/model/values.ts';
import { votesOf } from '#shared/capabilities/approvals/index.ts';
import { MATERIAL_FIELDS } from './change.schema.ts';
import { type Route, routeOf } from './route.ts';

/** What a decision on a change knows. */
export interface ChangeFacts extends BaseFacts {
  /** The fields as they would be after the command. */
  readonly fields: JsonObject;
  readonly digest: string;
  readonly tasks: readonly RecordOf[];
  readonly approvals: readonly RecordOf[];
  readonly systems: readonly RecordOf[];
  readonly incident: RecordOf | undefined;
  readonly template: RecordOf | undefined;
  readonly route: Route;
  readonly names: { readonly [personId: string]: string };
}

const ROUTED: ReadonlySet<string | null> = new Set(['draft', 'assess', 'authorize', 'scheduled']);
const NO_ROUTE: Route = { steps: [], unfillable: [] };

export async function changeFacts(base: BaseFacts, reader: Reader): Promise<ChangeFacts> {
  const { record, input } = base;
  const given = input['fields'];
  const fields = isJsonObject(given) ? { ...record.fields, ...given } : record.fields;
  const isNew = record.version === 0;
  const [tasks, approvals, systems, linked, people] = await Promise.all([
    isNew ? [] : reader.related('task', 'change', record.id),
    isNew ? [] : reader.related('approval', 'subject', record.id),
    reader.many(textsIn(fields['systems'])),
    reader.many([fields['incident'], fields['template']].filter((id) => typeof id === 'string')),
    reader.many([fields['requester'], fields['assignee']].filter((id) => typeof id === 'string')),
  ]);
  const route = ROUTED.has(record.state)
    ? await routeOf({ fields, systems, parties: partiesOf({ ...record, fields }, tasks) }, reader)
    : NO_ROUTE;
  return {
    ...base,
    fields,
    digest: digestOfFields(record, MATERIAL_FIELDS),
    tasks,
    approvals,
    systems,
    incident: linked.find((one) => one.kind === 'incident'),
    template: linked.find((one) => one.kind === 'changeTemplate'),
    route,
    names: Object.fromEntries(people.map((person) => [person.id, textIn(person.fields['name'])])),
  };
}

/** Those who may not decide on a change: who wrote it, raised it, carries it out or does one of its steps. */
export function partiesOf(change: RecordOf, tasks: readonly RecordOf[]): string[] {
  const named = [change.createdBy, change.fields['requester'], change.fields['assignee'], ...tasks.map((task) => task.fields['assignee'])];
  return [...new Set(named.filter((one) => typeof one === 'string'))];
}

/** Approvals that still count or may come to count. */
export const liveApprovals = (approvals: readonly RecordOf[]): RecordOf[] =>
  approvals.filter((approval) => approval.state === 'requested' || approval.state === 'approved');

/** Those who approved in a live request, and those in whose name it was done. */
export function approversOf(approvals: readonly RecordOf[]): Set<string> {
  const votes = liveApprovals(approvals).flatMap((approval) => Object.values(votesOf(approval)));
  return new Set(
    votes.filter(({ verdict }) => verdict === 'approve').flatMap(({ by, onBehalfOf }) => [by, ...(onBehalfOf ? [onBehalfOf] : [])]),
  );
}

/** The change has been approved, for exactly the content that it has. */
export const isApproved = ({ approvals, digest }: Pick<ChangeFacts, 'approvals' | 'digest'>): boolean =>
  approvals.some((approval) => approval.state === 'approved' && approval.fields['digest'] === digest);
