import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { isEmpty } from '#shared/model/field.ts';
import type { RecordOf } from '#shared/model/record.ts';
import { textIn } from '#shared/model/values.ts';
import type { RefusedItem } from '#shared/sync/replica.ts';
import { useWorkspace } from '#renderer/store/useWorkspace.ts';
import { Link } from '#renderer/ui/controls/Link.tsx';
import { Pane } from '#renderer/ui/shell/Pane.tsx';
import { RecordHead } from '#renderer/ui/shell/RecordHead.tsx';
import { Facts } from '#renderer/ui/text/Facts.tsx';
import type { TimePoint } from '#renderer/ui/text/props.ts';
import { Prose } from '#renderer/ui/text/Prose.tsx';
import { Quote } from '#renderer/ui/text/Quote.tsx';
import { Reasons } from '#renderer/ui/text/Reasons.tsx';
import { Section } from '#renderer/ui/text/Section.tsx';
import { Timeline } from '#renderer/ui/text/Timeline.tsx';
import { useValueContext, valueText } from '#renderer/workbench/FieldValue.tsx';
import { reading } from '#renderer/workbench/format.ts';
import { fieldsOf, verbWords } from '#renderer/workbench/sync/command-words.ts';
import { shortMoment } from '#renderer/workbench/sync/sync-sentence.ts';
import { hrefOf, idsIn, useRefLabels } from '#renderer/workbench/useRefLabels.ts';
import { RefusedChoices } from './RefusedChoices.tsx';
import { RefusedVersions } from './RefusedVersions.tsx';
import type { Telling } from './useTelling.ts';
import { useReview } from './useReview.ts';

interface RefusedDetailProps {
  readonly item: RefusedItem;
  /** As it is now; null where it never came to be, or is out of sight. */
  readonly record: RecordOf | null;
  readonly telling: Telling;
}

/** Something that the server refused: what was wished, why it was refused, what has changed since, and the ways on. */
export function RefusedDetail({ item, record, telling }: RefusedDetailProps): ReactNode {
  const { t } = useTranslation('sync');
  const { registry } = useWorkspace();
  const review = useReview(item);
  const { command, by } = item.pending;
  const definition = registry.byId(item.recordId);
  const then = review ? review.seen : item.then;
  const now = review ? review.subject : (record ?? item.now);
  const labels = useRefLabels(
    useMemo(() => [by, now?.updatedBy ?? '', ...Object.values(command.input).flatMap(idsIn)], [by, now, command]),
  );
  const context = useValueContext(labels);
  if (!definition) return null;

  const about = review?.subject ?? record ?? item.now ?? item.then;
  const aboutKind = about ? registry.of(about.kind) : definition;
  const href = about ? hrefOf(aboutKind.plural, about.id) : undefined;
  const isStale = review !== null && (item.now?.state === 'superseded' || item.refusal.unmet.some(({ code }) => STALE.has(code)));
  const who = telling.who(by, labels);
  const points: TimePoint[] = [
    ...(then ? [{ id: 'saw', at: then.updatedAt, text: t('refused.saw', { who, version: then.version }) }] : []),
    ...(now && then && now.version > then.version
      ? [{ id: 'saved', at: now.updatedAt, text: t('refused.saved', { who: telling.who(now.updatedBy, labels), version: now.version }) }]
      : []),
    { id: 'gave', at: command.at, text: t('refused.gave', { who }), tone: 'provisional' as const },
    { id: 'refused', at: item.at, text: t('refused.arrived'), tone: 'refused' as const },
  ]
    .toSorted((a, b) => (a.at < b.at ? -1 : 1))
    .map(({ at, ...point }) => ({ ...point, time: shortMoment(at, reading()) }));

  const asked = definition.lifecycle?.events[command.name.slice(command.name.lastIndexOf('.') + 1)]?.input ?? {};
  const given = Object.entries(command.input).filter(([name, value]) => name !== 'fields' && !isEmpty(value));
  const speech = given.filter(([name, value]) => typeof value === 'string' && (asked[name] === undefined || asked[name].type === 'prose'));
  const facts = given.filter((one) => !speech.includes(one) && asked[one[0]] !== undefined);

  return (
    <Pane
      label={t('queue.detail')}
      padded
      head={
        <RecordHead
          level={2}
          crumbs={[{ label: telling.about({ ...command, recordId: about?.id ?? command.recordId }, about), href }]}
          crumbsEnd={href && <Link href={href}>{t('queue.openRecord')}</Link>}
          title={
            isStale
              ? t('refused.stale')
              : t('refused.title', { verb: verbWords(command, definition, t), about: about?.number ?? telling.about(command, about) })
          }
          lead={isStale ? t('refused.staleLead') : t('refused.lead', { message: item.refusal.message })}
        >
          <Timeline label={t('refused.timeline')} points={points} />
        </RecordHead>
      }
    >
      {review && review.seen === null ? (
        <Section title={t('refused.versions')}>
          <Prose>{t('refused.sawGone')}</Prose>
        </Section>
      ) : (
        <RefusedVersions definition={aboutKind} then={then} now={now} wished={fieldsOf(command.input)} by={by} telling={telling} />
      )}
      {(facts.length > 0 || speech.length > 0) && (
        <Section title={t('refused.given', { who, ...telling.side(by) })}>
          {facts.length > 0 && (
            <Facts
              items={facts.map(([name, value]) => ({
                id: name,
                label: asked[name]?.label ?? name,
                value: valueText({ ...definition, fields: asked }, name, value, context),
              }))}
            />
          )}
          {speech.map(([name, value]) => (
            <Quote key={name}>{textIn(value)}</Quote>
          ))}
        </Section>
      )}
      <Section title={t('refused.why')} note={t('refused.whyNote')}>
        <Reasons
          title={item.refusal.message}
          conditions={item.refusal.unmet.map(({ message, help }) => ({ text: help ? `${message} ${help}` : message, met: false }))}
          codes={[...new Set([item.refusal.code, ...item.refusal.unmet.map(({ code }) => code)])].join(', ')}
        />
      </Section>
      <RefusedChoices item={item} record={record} telling={telling} review={review} />
    </Pane>
  );
}

/** Conditions of a decision that say its content is not what was seen. */
const STALE = new Set(['approval.sawThis', 'approval.isUnchanged']);
