import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordOf } from '#shared/model/record.ts';
import { textIn } from '#shared/model/values.ts';
import { childrenQuery } from '#renderer/store/queries.ts';
import { useWorkspace } from '#renderer/store/useWorkspace.ts';
import { TextButton } from '#renderer/ui/controls/TextButton.tsx';
import { Section } from '#renderer/ui/text/Section.tsx';
import { Table } from '#renderer/ui/text/Table.tsx';
import { CreateSheet } from '#renderer/workbench/form/CreateSheet.tsx';
import { clock, count, day, reading, timeLeft } from '#renderer/workbench/format.ts';
import { hrefOf, useRefLabels } from '#renderer/workbench/useRefLabels.ts';
import { useWords } from '#renderer/workbench/words.ts';
import { TaskSteps } from './TaskSteps.tsx';

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
  const grouped = phases
    .map((phase) => ({ phase, rows: inOrder.filter((task) => task.fields['phase'] === phase.value) }))
    .filter(({ rows }) => rows.length > 0);
  const done = tasks.filter((task) => task.state === 'done').length;
  const start = (task: RecordOf) => {
    const at = textIn(task.fields['startedAt']) || textIn(task.fields['plannedStart']);
    return at === '' ? '' : `${day(at, by)} ${clock(at, by)}`;
  };

  return (
    <Section
      title={words.many(definition)}
      note={tasks.length === 0 ? undefined : t('tasks.done', { done: count(done), of: count(tasks.length) })}
    >
      {grouped.map(({ phase, rows }) => (
        <Table
          key={phase.value}
          label={words.choice(definition, 'phase', phase.value)}
          columns={[
            { id: 'order', label: '#', number: true, width: 28 },
            { id: 'title', label: words.choice(definition, 'phase', phase.value) },
            { id: 'who', label: t('tasks.who'), width: 112 },
            { id: 'start', label: t('tasks.start'), width: 112 },
            { id: 'takes', label: t('tasks.takes'), number: true, width: 72 },
            { id: 'state', label: t('tasks.state'), width: 208 },
          ]}
          rows={rows.map((task, position) => ({
            id: task.id,
            ...(task.fields['isPointOfNoReturn'] === true ? { limit: { text: t('tasks.noReturn'), tone: 'risk' as const } } : {}),
            cells: [
              position + 1,
              <a key="title" href={hrefOf(definition.plural, task.id)}>
                {textIn(task.fields['title'])}
              </a>,
              people.get(textIn(task.fields['assignee']))?.label,
              start(task),
              typeof task.fields['minutes'] === 'number' ? timeLeft(task.fields['minutes'] * 60_000) : '',
              <TaskSteps key="state" task={task} />,
            ],
          }))}
        />
      ))}
      <TextButton onClick={() => setAdding(true)}>{t('tasks.add')}</TextButton>
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
