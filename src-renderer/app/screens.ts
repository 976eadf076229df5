import { accounts } from '../features/accounts/index.ts';
import { approvals } from '../features/approvals/index.ts';
import { assets } from '../features/assets/index.ts';
import { changes } from '../features/changes/index.ts';
import { directory } from '../features/directory/index.ts';
import { identity } from '../features/identity/index.ts';
import { incidents } from '../features/incidents/index.ts';
import { reconciliation } from '../features/reconciliation/index.ts';
import { settings } from '../features/settings/index.ts';
import { sync } from '../features/sync/index.ts';
import { systems } from '../features/systems/index.ts';
import type { Screen } from '../workbench/screen.ts';

/** Every screen of the product, one line a feature. Route, rail, palette and key follow from each. */
export const screens: readonly Screen[] = [
  ...approvals,
  ...changes,
  ...assets,
  ...systems,
  ...incidents,
  ...identity,
  ...directory,
  ...reconciliation,
  ...sync,
  ...settings,
  ...accounts,
];

type RailScreen = Screen & { readonly rail: NonNullable<Screen['rail']> };

/** The screens that have a place in the rail, in its order. */
export const railScreens: readonly RailScreen[] = screens
  .filter((screen): screen is RailScreen => screen.rail !== undefined)
  .toSorted((a, b) => a.rail.order - b.rail.order);
