import './theme/tokens.css';
import './theme/base.css';
import '@mantine/core/styles.layer.css';
import '@mantine/dates/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import { MantineProvider, type MantineColorSchemeManager } from '@mantine/core';
import { DatesProvider } from '@mantine/dates';
import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import { getNonce } from 'get-nonce';
import { type ReactNode, useMemo } from 'react';
import { englishLabels, type UiLabels } from './labels.ts';
import { cssVariablesResolver, makeTheme } from './theme/theme.ts';
import { LabelsContext } from './useLabels.ts';

export interface UiProviderProps {
  /** `auto` follows the system. The caller remembers it; nothing is stored here. */
  readonly scheme: 'light' | 'dark' | 'auto';
  readonly labels?: Partial<UiLabels> | undefined;
  /** 1 is Monday. */
  readonly firstDayOfWeek?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | undefined;
  readonly children: ReactNode;
}

const nothingStored: MantineColorSchemeManager = {
  get: () => 'auto',
  set: () => undefined,
  subscribe: () => undefined,
  unsubscribe: () => undefined,
  clear: () => undefined,
};
const styleNonce = () => getNonce() ?? '';

/**
 * Theme, colour scheme, words, dialogs and messages for everything below. Under a CSP, call `setNonce` of get-nonce
 * before the first render: every style element that the kit adds carries that nonce.
 */
export function UiProvider({ scheme, labels, firstDayOfWeek = 1, children }: UiProviderProps) {
  const words = useMemo(() => ({ ...englishLabels, ...labels }), [labels]);
  const theme = useMemo(() => makeTheme(words), [words]);
  const forced = scheme === 'auto' ? {} : { forceColorScheme: scheme };
  return (
    <LabelsContext value={words}>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariablesResolver}
        colorSchemeManager={nothingStored}
        defaultColorScheme="auto"
        getStyleNonce={styleNonce}
        {...forced}
      >
        <DatesProvider settings={{ firstDayOfWeek }}>
          {/* The kit puts menus, dialogs and messages here, so that they lie in a landmark too. */}
          <div data-mantine-shared-portal-node="true" data-portal="true" role="region" aria-label={words.overThePage} />
          <ModalsProvider labels={{ confirm: words.apply, cancel: words.cancel }}>{children}</ModalsProvider>
          <Notifications position="bottom-right" limit={4} autoClose={8000} transitionDuration={0} containerWidth={420} />
        </DatesProvider>
      </MantineProvider>
    </LabelsContext>
  );
}
