import type { ReactNode } from 'react';
import type { RecordOf } from '#shared/model/record.ts';
import { Button } from '#renderer/ui/controls/Button.tsx';
import { reasonsOf } from '../act/useAct.ts';
import { useKeys } from '../keys.ts';
import { useDecision } from './useDecision.tsx';

interface DecisionButtonsProps {
  readonly approval: RecordOf;
  readonly subject: RecordOf;
}

/** Approve and reject, on the page of what is to be approved. Shown to whom a seat is open; to others the seats say who it is. */
export function DecisionButtons({ approval, subject }: DecisionButtonsProps): ReactNode {
  const { options, start, dialog } = useDecision(approval, subject);
  const mine = options.filter((option) => option.allowed && option.verb !== 'abstain');
  useKeys(
    mine.map((option) => ({
      id: `decide.${option.verb}`,
      keys: option.verb === 'approve' ? 'A' : 'R',
      group: option.label,
      label: option.label,
      run: () => start(option.verb),
    })),
  );
  return (
    <>
      {mine.map((option) => (
        <Button
          key={option.verb}
          variant={option.verb === 'approve' ? 'primary' : 'normal'}
          keys={option.verb === 'approve' ? 'A' : 'R'}
          reasons={option.allowed ? undefined : reasonsOf(option.unmet)}
          onClick={() => start(option.verb)}
        >
          {option.verb === 'approve' ? option.label : `${option.label}…`}
        </Button>
      ))}
      {dialog}
    </>
  );
}
