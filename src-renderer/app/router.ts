import { createHashHistory, createRootRoute, createRoute, createRouter, redirect } from '@tanstack/react-router';
import { ImportScreen } from '../workbench/import/ImportScreen.tsx';
import { RecordListScreen } from '../workbench/list/RecordListScreen.tsx';
import { RecordScreen } from '../workbench/record/RecordScreen.tsx';
import { CrashRoute } from './CrashRoute.tsx';
import { NotFoundScreen } from './NotFoundScreen.tsx';
import { screens } from './screens.ts';
import { Shell } from './Shell.tsx';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFoundScreen });

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    // The router takes a redirect as a thrown value.
    // oxlint-disable-next-line typescript/only-throw-error
    throw redirect({ to: screens.some(({ path }) => path === '/inbox') ? '/inbox' : '/records' });
  },
});

/** Any registered kind has a list and a page; a screen with the same path is more special and goes first. */
const generic = [
  createRoute({ getParentRoute: () => root, path: '/$plural', component: RecordListScreen }),
  createRoute({ getParentRoute: () => root, path: '/$plural/$id', component: RecordScreen }),
  createRoute({ getParentRoute: () => root, path: '/$plural/import', component: ImportScreen }),
];

const special = screens.map(({ path, component }) => createRoute({ getParentRoute: () => root, path, component }));

/** Addresses live behind the `#`, so that the same build works under every host. */
export const createAppRouter = () =>
  createRouter({
    routeTree: root.addChildren([home, ...special, ...generic]),
    history: createHashHistory(),
    defaultErrorComponent: CrashRoute,
    defaultNotFoundComponent: NotFoundScreen,
    defaultPendingMinMs: 0,
  });
