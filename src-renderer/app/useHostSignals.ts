import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { HostSignal } from '#shared/contract/host-event.ts';
import { platform } from '../platform/index.ts';
import { useWorkspace } from '../store/useWorkspace.ts';
import { say } from '../ui/overlay/say.tsx';

interface Openers {
  readonly palette: () => void;
  readonly keys: () => void;
}

/** Does what the host asks for: a link that was opened, a menu entry, a notice that was clicked. */
export function useHostSignals(open: Openers): void {
  const { t } = useTranslation('app');
  const workspace = useWorkspace();
  const navigate = useNavigate();

  const answer = async (signal: HostSignal) => {
    switch (signal.type) {
      case 'route.requested':
        return navigate({ href: signal.data.route });
      case 'link.opened': {
        const definition = workspace.registry.byId(signal.data.record);
        const record = definition ? await workspace.reader.get(signal.data.record) : undefined;
        if (definition && record) return navigate({ to: `/${definition.plural}/${record.id}` });
        return say({ tone: 'risk', text: t('link.notHere', { workspace: workspace.name }), reasons: [t('link.elsewhere')] });
      }
      case 'menu.chosen':
        switch (signal.data.action) {
          case 'palette.open':
          case 'search.open':
          case 'record.create':
            return open.palette();
          case 'keys.open':
            return open.keys();
          case 'data.import':
            return navigate({ to: '/settings/data' });
          case 'data.backup':
            return navigate({ to: '/settings/data' });
          case 'settings.open':
            return navigate({ to: '/settings' });
          case 'about.open':
            return navigate({ to: '/settings/about' });
          case 'view.print':
            return void (await platform.printPdf(document.title));
        }
        return undefined;
      case 'host.stopping':
        return undefined;
    }
  };

  const latest = useRef(answer);
  useEffect(() => {
    latest.current = answer;
  });
  useEffect(() => platform.subscribe((signal) => void latest.current(signal)), []);
}
