import './platform/start.ts';
import { setNonce } from 'get-nonce';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { createDevice } from './app/device.ts';
import { createTexts } from './app/i18n.ts';
import { offerUpdate } from './app/useAppUpdate.ts';
import { registerServiceWorker, styleNonce } from './platform/index.ts';

setNonce(styleNonce());
const root = document.getElementById('root');
if (root) {
  const device = createDevice();
  createRoot(root).render(
    <StrictMode>
      <App device={device} texts={createTexts()} />
    </StrictMode>,
  );
  void device.start();
}
void registerServiceWorker(offerUpdate);
