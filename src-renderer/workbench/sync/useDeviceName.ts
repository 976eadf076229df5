import { useTranslation } from 'react-i18next';
import { platform } from '#renderer/platform/index.ts';
import { systemIn } from './device-name.ts';

/** What this device is called at a server until somebody calls it otherwise. */
export function useDeviceName(): string {
  const { t } = useTranslation('server');
  const system = systemIn(navigator.userAgent) ?? t('device.system');
  return t(platform.kind === 'electron' ? 'device.desktop' : 'device.browser', { system });
}
