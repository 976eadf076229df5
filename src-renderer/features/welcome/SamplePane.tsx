import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Refusal } from '#shared/kernel/refusal.ts';
import { Button } from '#renderer/ui/controls/Button.tsx';
import { Pane } from '#renderer/ui/shell/Pane.tsx';
import { RecordHead } from '#renderer/ui/shell/RecordHead.tsx';
import { Progress } from '#renderer/ui/text/Progress.tsx';
import { Prose } from '#renderer/ui/text/Prose.tsx';
import { Reasons } from '#renderer/ui/text/Reasons.tsx';
import { Section } from '#renderer/ui/text/Section.tsx';
import { makeSample, SAMPLE_PASSPHRASE, type SampleProgress } from './make-sample.ts';
import classes from './welcome.module.css';

interface SamplePaneProps {
  readonly onOpen: (id: string) => void;
}

/** One believable organization to look around in, built on this device while one waits. */
export function SamplePane({ onOpen }: SamplePaneProps) {
  const { t } = useTranslation('welcome');
  const [progress, setProgress] = useState<SampleProgress | null>(null);
  const [refused, setRefused] = useState<Refusal | null>(null);

  const make = async () => {
    if (progress) return;
    setRefused(null);
    setProgress({ part: 'acts', done: 0, total: 1 });
    const { haldenMutual } = await import('#resources/samples/halden-mutual.ts');
    const made = await makeSample(haldenMutual, setProgress);
    setProgress(null);
    if (made.ok) onOpen(made.value);
    else setRefused(made.error);
  };

  return (
    <Pane label={t('sample.title')} head={<RecordHead title={t('sample.title')} lead={t('sample.lead')} />} padded>
      <p className={classes.buttons}>
        <Button variant="primary" keys="Enter" reasons={progress ? [t('sample.making')] : undefined} onClick={() => void make()}>
          {t('sample.submit')}
        </Button>
      </p>
      {progress && (
        <div className={classes.progress}>
          <Progress value={shareOf(progress)} label={t(`sample.${progress.part}`)} />
        </div>
      )}
      {refused && (
        <Reasons
          title={t('sample.failed')}
          conditions={[refused, ...refused.unmet].map(({ message }) => ({ text: message, met: false }))}
          codes={refused.code}
        />
      )}
      <Section title={t('sample.what')}>
        <Prose>{t('sample.whatText', { passphrase: SAMPLE_PASSPHRASE })}</Prose>
      </Section>
    </Pane>
  );
}

const PARTS = { acts: [0, 0.7], disk: [0.7, 0.9], people: [0.9, 1] } as const;

/** The three parts as one bar, by how long they usually take. */
function shareOf({ part, done, total }: SampleProgress): number {
  const [from, to] = PARTS[part];
  return from + ((to - from) * done) / Math.max(1, total);
}
