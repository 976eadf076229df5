import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordOf } from '#shared/model/record.ts';
import { textIn } from '#shared/model/values.ts';
import { childrenQuery } from '#renderer/store/queries.ts';
import { useWorkspace } from '#renderer/store/useWorkspace.ts';
import { Link } from '#renderer/ui/controls/Link.tsx';
import { TextButton } from '#renderer/ui/controls/TextButton.tsx';
import { Section } from '#renderer/ui/text/Section.tsx';
import { Table } from '#renderer/ui/text/Table.tsx';
import { CreateSheet } from '#renderer/workbench/form/CreateSheet.tsx';
import { clock, count, day, moment, reading, timeLeft, weekday } from '#renderer/workbench/format.ts';
import { ProvisionalMark } from '#renderer/workbench/sync/ProvisionalMark.tsx';
import { hrefOf, useRefLabels } from '#renderer/workbench/useRefLabels.ts';
import { useWords } from '#renderer/workbench/words.ts';
import { TaskSteps } from './TaskSteps.tsx';
import classes from './TasksSection.module.css';

interface TasksSectionProps {
  readonly change: RecordOf;
}

/** The steps of a change by phase, in order, each with what can be done with it now. */
export function TasksSection({ change }: TasksSectionProps): ReactNode {
  const workspace = useWorkspace();
  const words = useWords();
  const { t } = useTranslation('changes');
  const [isAdding, setAdding] = useState(false);
  const definition = workspace.registry.of('task');
  const { data: tasks = [] } = useQuery(childrenQuery(workspace, 'task', 'change', change.id));
  const people = useRefLabels(tasks.map((task) => textIn(task.fields['assignee'])));
  const by = reading();
  const phases = definition.fields['phase']?.options ?? [];
  const inOrder = tasks.toSorted((a, b) => Number(a.fields['order'] ?? 0) - Number(b.fields['order'] ?? 0) || (a.id < b.id ? -1 : 1));
  const parts = phases.map((phase) => inOrder.filter((task) => task.fields['phase'] === phase.value)).filter((part) => part.length > 0);
  const rows = parts.flat();
  const done = tasks.filter((task) => task.state === 'done').length;
  const startOf = (task: RecordOf | undefined) => textIn(task?.fields['startedAt']) || textIn(task?.fields['plannedStart']);
  // The day stands where it changes; below it the time is enough.
  const start = (task: RecordOf, above: RecordOf | undefined) => {
    const at = startOf(task);
    if (at === '') return '';
    const before = startOf(above);
    const isSameDay = before !== '' && day(before, by) === day(at, by);
    return <span title={moment(at, by)}>{isSameDay ? clock(at, by) : `${weekday(at, by)} ${clock(at, by)}`}</span>;
  };

  return (
    <Section
      title={words.many(definition)}
      note={tasks.length === 0 ? undefined : t('tasks.done', { done: count(done), of: count(tasks.length) })}
    >
      {rows.length > 0 && (
        <Table
          label={words.many(definition)}
          columns={[
            { id: 'order', label: '#', number: true, width: 28 },
            { id: 'title', label: words.one(definition) },
            { id: 'who', label: t('tasks.who'), width: 116 },
            { id: 'start', label: t('tasks.start'), number: true, width: 76 },
            { id: 'takes', label: t('tasks.takes'), number: true, width: 80 },
            { id: 'state', label: t('tasks.state'), width: 92 },
          ]}
          rows={rows.map((task, position) => ({
            id: task.id,
            ...(parts.some(([first]) => first === task) ? { part: words.choice(definition, 'phase', task.fields['phase']) } : {}),
            ...(task.fields['isPointOfNoReturn'] === true ? { limit: { text: t('tasks.noReturn'), tone: 'risk' as const } } : {}),
            cells: [
              position + 1,
              <span key="title">
                <Link href={hrefOf(definition.plural, task.id)}>{textIn(task.fields['title'])}</Link> <ProvisionalMark id={task.id} />
              </span>,
              people.get(textIn(task.fields['assignee']))?.label,
              start(task, rows[position - 1]),
              typeof task.fields['minutes'] === 'number' ? timeLeft(task.fields['minutes'] * 60_000) : '',
              <TaskSteps key="state" task={task} />,
            ],
          }))}
        />
      )}
      <p className={classes.add}>
        <TextButton onClick={() => setAdding(true)}>{t('tasks.add')}</TextButton>
      </p>
      {isAdding && (
        <CreateSheet
          definition={definition}
          start={{ change: change.id, order: tasks.length + 1, phase: 'implement' }}
          onClose={() => setAdding(false)}
        />
      )}
    </Section>
  );
}
