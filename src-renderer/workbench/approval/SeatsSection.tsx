import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { quorumWords, type Seat, type Step, stepsOf, tallyOf, type Vote, votesOf } from '#shared/capabilities/approvals/index.ts';
import type { RecordOf } from '#shared/model/record.ts';
import { useWorkspace } from '#renderer/store/useWorkspace.ts';
import { Quote } from '#renderer/ui/text/Quote.tsx';
import { Seats } from '#renderer/ui/text/Seats.tsx';
import { Section } from '#renderer/ui/text/Section.tsx';
import type { StateWord } from '#renderer/ui/tone.ts';
import { moment, reading } from '../format.ts';
import { useQueuedOf } from '../sync/sync-queries.ts';
import { useRefLabels } from '../useRefLabels.ts';
import { seatsQuery } from './approvals-query.ts';

interface SeatsSectionProps {
  readonly approval: RecordOf;
}

/** Who must sign, step by step: each seat with its state, who decided for whom, and why the step is asked for. */
export function SeatsSection({ approval }: SeatsSectionProps): ReactNode {
  const steps = stepsOf(approval);
  const votes = votesOf(approval);
  const current = typeof approval.fields['step'] === 'number' ? approval.fields['step'] : 0;
  return steps.map((step, position) => (
    <StepSection
      key={step.name}
      approval={approval}
      step={step}
      votes={votes}
      position={position}
      isOpen={approval.state === 'requested' && position === current}
      isLater={position > current}
      of={steps.length}
    />
  ));
}

interface StepSectionProps extends SeatsSectionProps {
  readonly step: Step;
  readonly votes: { readonly [seat: string]: Vote };
  readonly position: number;
  readonly of: number;
  readonly isOpen: boolean;
  readonly isLater: boolean;
}

function StepSection({ approval, step, votes, position, of, isOpen, isLater }: StepSectionProps): ReactNode {
  const workspace = useWorkspace();
  const { t } = useTranslation('workbench');
  const { t: says } = useTranslation('sync');
  const queued = useQueuedOf('approval');
  const { data: seated } = useQuery(seatsQuery(workspace, approval));
  const people = useRefLabels(step.seats.flatMap((seat) => [votes[seat.id]?.by ?? '', votes[seat.id]?.onBehalfOf ?? '']));
  const tally = tallyOf(step, { ...votes });
  const me = workspace.actor?.personId;
  const holders = (seat: Seat) => seated?.holders[seat.id] ?? [];
  const named = (id: string) => (id === me ? t('seats.you') : (people.get(id)?.label ?? seated?.names[id] ?? t('history.someone')));
  const nameOf = (seat: Seat): string => {
    const vote = votes[seat.id];
    if (vote) return vote.onBehalfOf === null ? named(vote.by) : t('history.for', { by: named(vote.by), of: named(vote.onBehalfOf) });
    const [only, ...more] = holders(seat);
    if (only === undefined) return t('seats.nobody');
    return more.length === 0
      ? named(only)
      : holders(seat).includes(me ?? '')
        ? t('seats.youOr', { count: more.length })
        : t('seats.anyOf', { first: named(only), count: more.length });
  };
  // A vote of a decision that the server has not confirmed; everyone else sees none yet.
  const isUnconfirmed = (vote: Vote) =>
    queued.some(({ command, by }) => command.recordId === approval.id && by === vote.by && command.at === vote.at);
  const mine = Object.values(votes).find((vote) => vote.step === position && isUnconfirmed(vote));
  const stateOf = (seat: Seat): StateWord => {
    const vote = votes[seat.id];
    if (vote && isUnconfirmed(vote)) return { tone: 'provisional', word: says(`mark.${vote.verdict}`) };
    const verdict = vote?.verdict;
    if (verdict === 'approve') return { tone: 'approved', word: t('seats.approved') };
    if (verdict === 'reject') return { tone: 'refused', word: t('seats.rejected') };
    if (verdict === 'abstain') return { tone: 'neutral', word: t('seats.abstained') };
    if (isOpen) return { tone: 'waiting', word: t('seats.waiting') };
    return { tone: 'neutral', word: isLater ? t('seats.later') : t('seats.closed') };
  };
  const note = (seat: Seat) => {
    const vote = votes[seat.id];
    if (vote) return moment(vote.at, reading());
    return seat.mandatory ? t('seats.mandatory') : undefined;
  };

  return (
    <Section
      title={of > 1 ? step.name : t('seats.title')}
      note={of > 1 ? t('seats.step', { position: position + 1, of, quorum: quorumWords(step) }) : quorumWords(step)}
    >
      <Seats
        bar={{
          label: t('seats.bar', { done: tally.approved, of: tally.required }),
          done: Math.min(tally.approved, tally.required),
          of: tally.required,
        }}
        seats={step.seats.map((seat) => ({ id: seat.id, name: nameOf(seat), state: stateOf(seat), role: seat.label, note: note(seat) }))}
      />
      {mine && <p className="small dim">{says(`mark.${mine.verdict}Here`)}</p>}
      {step.because !== '' && <Quote>{step.because}</Quote>}
      {step.seats.flatMap((seat) => (votes[seat.id]?.comment ? [<Quote key={seat.id}>{votes[seat.id]?.comment}</Quote>] : []))}
    </Section>
  );
}
