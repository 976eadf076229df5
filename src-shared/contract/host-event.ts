import { z } from 'zod';

/** What a menu entry asks the page to do; the page maps it to the same commands as its keys and its palette. */
export const MenuAction = z.enum([
  'record.create',
  'data.import',
  'data.backup',
  'view.print',
  'palette.open',
  'search.open',
  'keys.open',
  'settings.open',
  'about.open',
]);

/** Everything a host tells its windows without being asked. */
export const HostEventSchema = z.discriminatedUnion('type', [
  /** A `countersign://record/<id>` link was opened. Untrusted: the page checks that the record exists and asks before acting. */
  z.strictObject({ type: z.literal('link.opened'), data: z.strictObject({ record: z.string() }) }),
  /** Go there: a notification was clicked, or a menu entry names a place. */
  z.strictObject({ type: z.literal('route.requested'), data: z.strictObject({ route: z.string() }) }),
  z.strictObject({ type: z.literal('menu.chosen'), data: z.strictObject({ action: MenuAction }) }),
  /** The host is about to stop; what waits to be written should be written now. */
  z.strictObject({ type: z.literal('host.stopping'), data: z.strictObject({}) }),
]);

export type HostSignal = z.infer<typeof HostEventSchema>;
export type MenuActionName = z.infer<typeof MenuAction>;
