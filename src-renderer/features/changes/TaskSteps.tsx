import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { RecordOf } from '#shared/model/record.ts';
import { textIn } from '#shared/model/values.ts';
import { optionsQuery } from '#renderer/store/queries.ts';
import { useWorkspace } from '#renderer/store/useWorkspace.ts';
import { StateMark } from '#renderer/ui/controls/StateMark.tsx';
import { TextButton } from '#renderer/ui/controls/TextButton.tsx';
import { useRecordActs } from '#renderer/workbench/record/useRecordActs.tsx';
import { stateMark, useWords } from '#renderer/workbench/words.ts';
import classes from './TaskSteps.module.css';

interface TaskStepsProps {
  readonly task: RecordOf;
}

const GENERIC = new Set(['edit', 'comment', 'archive', 'restore']);

/** A task's state and the ways on that are open to this person, ticked where they stand. */
export function TaskSteps({ task }: TaskStepsProps): ReactNode {
  const workspace = useWorkspace();
  const words = useWords();
  const definition = workspace.registry.of(task.kind);
  const { data: options = [] } = useQuery(optionsQuery(workspace, task.id));
  const { start, dialog } = useRecordActs(definition, task, options, undefined, ['start', 'finish', 'complete']);
  const open = options.filter((option) => option.allowed && !GENERIC.has(option.verb));
  return (
    <span className={classes.steps}>
      <StateMark {...stateMark(words, definition, task.state)} />
      {open.map((option) => (
        <TextButton key={option.verb} aria-label={`${option.label}: ${textIn(task.fields['title'])}`} onClick={() => start(option.verb)}>
          {option.label}
        </TextButton>
      ))}
      {dialog}
    </span>
  );
}
