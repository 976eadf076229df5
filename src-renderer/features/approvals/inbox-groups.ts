import type { TFunction } from 'i18next';
import { riskOf } from '#shared/capabilities/changes/index.ts';
import type { RecordOf } from '#shared/model/record.ts';
import { textIn } from '#shared/model/values.ts';
import type { ListGroup, ListItem } from '#renderer/ui/table/props.ts';
import { clock, day, reading, timeLeft } from '#renderer/workbench/format.ts';
import type { RefLabel } from '#renderer/workbench/useRefLabels.ts';
import type { InboxItem } from './useInbox.ts';

/** The inbox as groups by deadline: over, today, tomorrow, later, without one. */
export function groupsOf(items: readonly InboxItem[], names: ReadonlyMap<string, RefLabel>, t: TFunction<'approvals'>): ListGroup[] {
  const by = reading();
  const dayOf = (ms: number) => day(new Date(ms).toISOString(), by);
  const groupOf = ({ approval }: InboxItem): string => {
    const due = textIn(approval.fields['dueAt']);
    if (due === '') return 'open';
    if (Date.parse(due) <= by.now) return 'over';
    if (dayOf(Date.parse(due)) === dayOf(by.now)) return 'today';
    return dayOf(Date.parse(due)) === dayOf(by.now + 86_400_000) ? 'tomorrow' : 'later';
  };
  const grouped = Map.groupBy(items, groupOf);
  return ['over', 'today', 'tomorrow', 'later', 'open'].flatMap((id) => {
    const found = grouped.get(id);
    return found ? [{ id, label: t(`group.${id}`), items: found.map((item) => itemOf(item, names, t)) }] : [];
  });
}

function itemOf({ approval, subject }: InboxItem, names: ReadonlyMap<string, RefLabel>, t: TFunction<'approvals'>): ListItem {
  const by = reading();
  const due = textIn(approval.fields['dueAt']);
  const left = Date.parse(due) - by.now;
  const round = Number(approval.fields['round'] ?? 1);
  const asker = names.get(textIn(approval.fields['requestedBy']))?.label;
  const level = subject ? riskWords(subject, t) : undefined;
  const when = due === '' ? '' : left < 86_400_000 ? clock(due, by) : day(due, by);
  return {
    id: approval.id,
    title: subject ? textIn(subject.fields['title']) || approval.id : textIn(approval.fields['title']),
    unread: round > 1,
    ...(due === '' ? {} : { end: left < 0 ? t('overBy', { time: timeLeft(left) }) : timeLeft(left), soon: left < 3_600_000 }),
    second: [subject?.number, asker, level].filter((part) => part !== undefined && part !== null),
    secondEnd: round > 1 ? t('changedDue', { when }) : when,
  };
}

/** The risk in one word, for kinds that have one. */
function riskWords(subject: RecordOf, t: TFunction<'approvals'>): string | undefined {
  if (subject.kind !== 'change') return undefined;
  const risk = riskOf(subject.fields);
  return risk ? t(`risk.${risk.level}`) : undefined;
}
