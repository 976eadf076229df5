import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { stepsOf } from '#shared/capabilities/approvals/index.ts';
import { labelOf } from '#shared/model/definition.ts';
import type { RecordOf } from '#shared/model/record.ts';
import { textIn } from '#shared/model/values.ts';
import { historyQuery } from '#renderer/store/queries.ts';
import { useWorkspace } from '#renderer/store/useWorkspace.ts';
import { Button } from '#renderer/ui/controls/Button.tsx';
import { Link } from '#renderer/ui/controls/Link.tsx';
import { TextField } from '#renderer/ui/form/TextField.tsx';
import { ActionBar } from '#renderer/ui/shell/ActionBar.tsx';
import { DetailBody } from '#renderer/ui/shell/DetailBody.tsx';
import { Pane } from '#renderer/ui/shell/Pane.tsx';
import { RecordHead } from '#renderer/ui/shell/RecordHead.tsx';
import { Facts } from '#renderer/ui/text/Facts.tsx';
import { Section } from '#renderer/ui/text/Section.tsx';
import { sayRefused, reasonsOf, useAct } from '#renderer/workbench/act/useAct.ts';
import { SeatsSection } from '#renderer/workbench/approval/SeatsSection.tsx';
import { DECISIONS, useDecision } from '#renderer/workbench/approval/useDecision.tsx';
import { useProvideCurrent } from '#renderer/workbench/current.ts';
import { clock, day, moment, reading } from '#renderer/workbench/format.ts';
import { useKeys } from '#renderer/workbench/keys.ts';
import { hrefOf, useRefLabels } from '#renderer/workbench/useRefLabels.ts';
import { useWords } from '#renderer/workbench/words.ts';
import { AskedSections } from './AskedSections.tsx';
import { ChangedSection } from './ChangedSection.tsx';
import { useSeen } from './useSeen.ts';

interface InboxDetailProps {
  readonly approval: RecordOf;
  readonly subject: RecordOf;
  readonly onNext: () => void;
}

const COMMENTS = 4;

/** One request in full: what is asked, what changed, the risk, what was said, who must sign; and the decision at the foot. */
export function InboxDetail({ approval, subject, onNext }: InboxDetailProps): ReactNode {
  const workspace = useWorkspace();
  const words = useWords();
  const act = useAct();
  const { t } = useTranslation('approvals');
  const commentId = useId();
  const [comment, setComment] = useState('');
  const definition = workspace.registry.of(subject.kind);
  const decision = useDecision(approval, subject);
  const seen = useSeen(subject);
  const { data: history = [] } = useQuery(historyQuery(workspace, subject.id));
  const said = history.filter((event) => event.type.endsWith('.commented')).slice(-COMMENTS);
  const labels = useRefLabels([textIn(approval.fields['requestedBy']), ...said.map((event) => event.by)]);
  const by = reading();
  const due = textIn(approval.fields['dueAt']);
  const steps = stepsOf(approval);
  const step = Number(approval.fields['step'] ?? 0);
  const asker = labels.get(textIn(approval.fields['requestedBy']))?.label ?? t('someone');

  const decide = async (verb: string) => {
    const option = decision.options.find((one) => one.verb === verb);
    if (!option) return;
    if (!option.allowed) return sayRefused({ code: 'notNow', message: t('notNow', { what: option.label }), unmet: option.unmet });
    if (verb === 'reject' && comment.trim() === '') return document.getElementById(commentId)?.querySelector('input')?.focus();
    const input = comment.trim() === '' ? {} : { comment: comment.trim() };
    await act(
      { name: option.command, recordId: approval.id, input, seen: decision.seen },
      t('decided', { what: option.label, about: subject.number ?? labelOf(definition, subject) }),
    );
    return undefined;
  };
  useProvideCurrent(subject.id, (verb) => void decide(verb));
  useKeys([
    { id: 'inbox.approve', keys: 'A', group: t('title'), label: t('approve'), run: () => void decide('approve') },
    { id: 'inbox.reject', keys: 'R', group: t('title'), label: t('reject'), run: () => void decide('reject') },
    { id: 'inbox.next', keys: 'N', group: t('title'), label: t('next'), run: onNext },
  ]);

  // Abstaining is offered where the step allows it; approving and rejecting always say why they are closed.
  const decisions = DECISIONS.flatMap((verb) => decision.options.filter((one) => one.verb === verb && (one.allowed || verb !== 'abstain')));

  return (
    <Pane
      label={t('detail')}
      scrolls={false}
      head={
        <RecordHead
          level={2}
          crumbs={[
            { label: subject.number ?? words.one(definition), href: hrefOf(definition.plural, subject.id) },
            { label: words.state(definition, subject.state) },
            { label: t('step', { name: steps[step]?.name ?? '', position: step + 1, of: steps.length }) },
            { label: t('version', { version: subject.version }) },
          ]}
          crumbsEnd={<Link href={hrefOf(definition.plural, subject.id)}>{t('openRecord')}</Link>}
          title={labelOf(definition, subject)}
          lead={
            due === ''
              ? t('leadOpen', { asker })
              : t('lead', {
                  asker,
                  when: day(due, by) === day(new Date(by.now).toISOString(), by) ? t('todayAt', { time: clock(due, by) }) : moment(due, by),
                })
          }
        />
      }
      foot={
        <ActionBar label={t('decide')}>
          {decisions.map((option) => (
            <Button
              key={option.verb}
              variant={option.verb === 'approve' ? 'primary' : 'normal'}
              keys={option.verb === 'approve' ? 'A' : option.verb === 'reject' ? 'R' : undefined}
              reasons={option.allowed ? undefined : reasonsOf(option.unmet)}
              onClick={() => void decide(option.verb)}
            >
              {option.label}
            </Button>
          ))}
          <div id={commentId} style={{ flex: 1, minWidth: 200 }}>
            <TextField label={t('comment')} hideLabel placeholder={t('comment')} value={comment} onChange={setComment} maxLength={2000} />
          </div>
          <Button keys="N" onClick={onNext}>
            {t('next')}
          </Button>
        </ActionBar>
      }
    >
      <DetailBody sideLabel={t('side')} side={<SeatsSection approval={approval} />}>
        <AskedSections subject={subject}>
          {seen && <ChangedSection definition={definition} seen={seen} version={subject.version} />}
        </AskedSections>
        {said.length > 0 && (
          <Section title={t('said')} note={String(said.length)}>
            <Facts
              items={said.map((event) => ({
                id: event.id,
                label: labels.get(event.by)?.label ?? t('someone'),
                value: textIn(event.data?.['text']),
                note: moment(event.at, by),
              }))}
            />
          </Section>
        )}
      </DetailBody>
    </Pane>
  );
}
