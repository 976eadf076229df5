import { type ReactNode, useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { platform } from '#renderer/platform/index.ts';
import { useWorkspace } from '#renderer/store/useWorkspace.ts';
import { Button } from '#renderer/ui/controls/Button.tsx';
import { Link } from '#renderer/ui/controls/Link.tsx';
import { say } from '#renderer/ui/overlay/say.tsx';
import { Facts } from '#renderer/ui/text/Facts.tsx';
import { Section } from '#renderer/ui/text/Section.tsx';
import { sayRefused } from '#renderer/workbench/act/useAct.ts';
import { count, moment } from '#renderer/workbench/format.ts';
import { SignInAgainDialog } from '#renderer/workbench/sync/SignInAgainDialog.tsx';
import { syncSentence } from '#renderer/workbench/sync/sync-sentence.ts';
import { useSyncState } from '#renderer/workbench/sync/sync-queries.ts';
import { useReading } from '#renderer/workbench/useReading.ts';
import { serverAccount } from './server-account.ts';
import classes from './server.module.css';

const HALF_MINUTE = 30_000;

/** Which server it is, how far it was followed, what is on the way; signing in and out there. */
export function ServerSection(): ReactNode {
  const { t } = useTranslation('server');
  const { t: words } = useTranslation('sync');
  const workspace = useWorkspace();
  const state = useSyncState();
  const by = useReading(HALF_MINUTE);
  const [isSigningIn, setSigningIn] = useState(false);
  const sentence = syncSentence(state, words, by);

  const signOut = async () => {
    const out = await serverAccount(workspace.id).signOut();
    if (!out.ok) return sayRefused(out.error);
    workspace.sync.poke();
    return say({ id: 'sync', text: t('settings.signedOut') });
  };

  return (
    <Section title={state.server?.name ?? t('settings.server')} note={<Link href="#/queue">{t('settings.queue')}</Link>}>
      <Facts
        labelWidth={120}
        items={[
          { label: t('settings.address'), value: platform.server.isOwn ? t('settings.own') : (state.server?.url ?? '') },
          {
            label: t('settings.state'),
            value: <Trans t={words} i18nKey={`state.${sentence.key}`} values={sentence.values} components={{ queue: <span /> }} />,
          },
          { label: t('settings.received'), value: state.pulledAt === null ? t('settings.never') : moment(state.pulledAt, by) },
          {
            label: t('settings.waiting'),
            value:
              state.waiting === 0
                ? t('settings.nothing')
                : t('settings.changes', { count: state.waiting, formatted: count(state.waiting) }),
          },
          ...(state.attention === 0
            ? []
            : [
                {
                  label: t('settings.needs'),
                  value: t('settings.items', { count: state.attention, formatted: count(state.attention) }),
                },
              ]),
        ]}
      />
      <div className={classes.buttons}>
        {state.phase === 'signedOut' ? (
          <Button variant="primary" icon="key" onClick={() => setSigningIn(true)}>
            {t('settings.signIn')}
          </Button>
        ) : (
          <Button icon="sign-out" onClick={() => void signOut()}>
            {t('settings.signOut')}
          </Button>
        )}
        {state.phase === 'backingOff' && (
          <Button icon="refresh" onClick={() => workspace.sync.poke()}>
            {t('settings.tryNow')}
          </Button>
        )}
      </div>
      {isSigningIn && <SignInAgainDialog onClose={() => setSigningIn(false)} />}
    </Section>
  );
}
