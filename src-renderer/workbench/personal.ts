import { createContext, useContext } from 'react';
import { z } from 'zod';

/** What one person prefers on this device. It is no record: nobody else sees it and no server gets it. */
export const PersonalSettings = z.object({
  theme: z.enum(['auto', 'light', 'dark']).catch('auto'),
  /** For the projector: everything an eighth larger. */
  largeType: z.boolean().catch(false),
  /** Keys without Ctrl or Alt (WCAG 2.1.4). */
  singleKeys: z.boolean().catch(true),
  language: z.string().catch('en'),
  /** Minutes without a key or a click until the screen locks; 0 for never. */
  lockAfter: z.int().min(0).max(480).catch(15),
});
export type PersonalSettings = z.infer<typeof PersonalSettings>;

export interface Personal {
  readonly settings: PersonalSettings;
  change(settings: Partial<PersonalSettings>): void;
}

export const PersonalContext = createContext<Personal>({ settings: PersonalSettings.parse({}), change: () => undefined });
export const usePersonal = (): Personal => useContext(PersonalContext);
