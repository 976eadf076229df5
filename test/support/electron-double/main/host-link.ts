import { createLink } from '../link.ts';

/** The link to the test that started this process. */
export const link = createLink((message) => process.send?.(message));
process.on('message', (message) => link.receive(message));
// Without the test there is nobody left to show a window to.
process.on('disconnect', () => process.exit(0));

/** What the built main did that a test may want to see, read through `state`. */
export const state = {
  switches: {} as Record<string, string>,
  schemes: [] as unknown[],
  isSandboxed: false,
  windows: [] as { id: number; webPreferences: Record<string, unknown> }[],
  external: [] as string[],
  notices: [] as { title: string; body: string }[],
  menu: [] as unknown[],
  linkSchemes: [] as string[],
};

link.on('state', () => ({ ...state }));
