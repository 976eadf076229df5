import type { Session } from 'electron';
import { isOurs } from './origin.ts';

/** What a page of ours may use, each with its reason. Everything else is denied. */
export const allowedPermissions: Readonly<Record<string, string>> = {
  'clipboard-sanitized-write': 'copying an id, a link or a table of rows',
  notifications: 'telling an approver that something waits',
  fullscreen: 'the wall view of a workshop',
  'persistent-storage': 'keeping the workspace when the disk runs low',
};

export const isAllowed = (permission: string, origin: string): boolean => Object.hasOwn(allowedPermissions, permission) && isOurs(origin);

/** Both handlers are needed: Electron asks one for requests and the other for silent checks. Devices are never allowed. */
export function guardPermissions(session: Session): void {
  session.setPermissionRequestHandler((_, permission, answer, details) => answer(isAllowed(permission, details.requestingUrl)));
  session.setPermissionCheckHandler((_, permission, origin) => isAllowed(permission, origin));
  session.setDevicePermissionHandler(() => false);
}
