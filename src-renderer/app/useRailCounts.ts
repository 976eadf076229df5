import { railScreens } from './screens.ts';

/** What waits at the screens of the rail, by the id of the screen. */
type Counts = ReadonlyMap<string, { readonly count: number | undefined; readonly alert: string | undefined }>;

const NONE: Counts = new Map();
const useNone = (): Counts => NONE;
const useNoCount = (): number => 0;
const useNoAlert = (): undefined => undefined;

/** The hooks of all screens as one. The list of screens never changes, so neither does the order of their hooks. */
export const useRailCounts = railScreens.reduce<() => Counts>((useBefore, { id, useCount = useNoCount, useAlert = useNoAlert }) => {
  if (useCount === useNoCount && useAlert === useNoAlert) return useBefore;
  return function useWithThis() {
    const before = useBefore();
    const count = useCount();
    const alert = useAlert();
    return new Map([...before, [id, { count: count > 0 ? count : undefined, alert }]]);
  };
}, useNone);
