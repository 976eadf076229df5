import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { HostSignal, MenuActionName } from '#shared/contract/host-event.ts';
import { platform } from '../platform/index.ts';
import { useWorkspace } from '../store/useWorkspace.ts';
import { say } from '../ui/overlay/say.tsx';
import { useSession } from '../workbench/session.ts';
import { findElsewhere } from './find-elsewhere.ts';
import { hearHost } from './host-signals.ts';

interface Openers {
  readonly palette: (query?: string) => void;
  readonly keys: () => void;
}

/** Does what the host asks for: a link that was opened, a menu entry, a notice that was clicked. */
export function useHostSignals(open: Openers): void {
  const { t } = useTranslation('app');
  const workspace = useWorkspace();
  const session = useSession();
  const navigate = useNavigate();

  const menu: { readonly [action in MenuActionName]: () => unknown } = {
    'palette.open': () => open.palette(),
    'search.open': () => open.palette(),
    'record.create': () => open.palette(t('palette.newQuery')),
    'keys.open': open.keys,
    'data.import': () => navigate({ to: '/settings/data' }),
    'data.backup': () => navigate({ to: '/settings/data' }),
    'settings.open': () => navigate({ to: '/settings' }),
    'about.open': () => navigate({ to: '/settings/about' }),
    'view.print': () => platform.printPdf(document.title),
  };

  const openLink = async (id: string) => {
    const definition = workspace.registry.byId(id);
    if (!definition) return say({ tone: 'risk', text: t('link.unknown') });
    const route = `/${definition.plural}/${id}`;
    if (await workspace.reader.get(id)) return navigate({ to: route });
    const elsewhere = await findElsewhere(id, workspace.id);
    if (!elsewhere) return say({ tone: 'risk', text: t('link.notHere') });
    return say({
      text: t('link.elsewhere', { workspace: elsewhere.name }),
      stays: true,
      undo: { label: t('link.open', { workspace: elsewhere.name }), onClick: () => void session.open(elsewhere.id, route) },
    });
  };

  const answer = async (signal: HostSignal): Promise<unknown> => {
    switch (signal.type) {
      case 'route.requested':
        return navigate({ href: signal.data.route });
      case 'link.opened':
        return openLink(signal.data.record);
      case 'menu.chosen':
        return menu[signal.data.action]();
      case 'host.stopping':
        // Every write is on the disk before it is said to be saved, so nothing waits here.
        return undefined;
    }
  };

  const latest = useRef(answer);
  useEffect(() => {
    latest.current = answer;
  });
  useEffect(() => hearHost((signal) => void latest.current(signal)), []);
}
