import './platform/start.ts';
import { createRoot } from 'react-dom/client';
import { registerServiceWorker } from './platform/index.ts';

const root = document.getElementById('root');
if (root) createRoot(root).render(<h1>Countersign</h1>);
void registerServiceWorker();
