import { PersonalSettings } from '../workbench/personal.ts';

const keyOf = (personId: string | null) => `countersign.personal.${personId ?? 'device'}`;

/** Null is the device itself: what the sign-in screen looks like, and where a new person starts. */
export function readPersonal(personId: string | null): PersonalSettings {
  return PersonalSettings.parse(read(keyOf(personId)) ?? read(keyOf(null)) ?? {});
}

export function writePersonal(personId: string | null, settings: PersonalSettings): void {
  write(keyOf(personId), settings);
  write(keyOf(null), settings);
}

const RECENT = 8;
const recentKey = (workspaceId: string) => `countersign.recent.${workspaceId}`;

/** The ids of the records that were looked at last in a workspace, newest first. */
export function readRecent(workspaceId: string): readonly string[] {
  const stored = read(recentKey(workspaceId));
  return Array.isArray(stored) ? stored.filter((one) => typeof one === 'string').slice(0, RECENT) : [];
}

export function addRecent(workspaceId: string, id: string): void {
  write(recentKey(workspaceId), [id, ...readRecent(workspaceId).filter((one) => one !== id)].slice(0, RECENT));
}

function read(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null');
  } catch {
    // Not JSON, or storage is blocked: preferences then start from their defaults.
    return null;
  }
}

/** False where storage is blocked or full: preferences then last for this window only, and no work is touched. */
function write(key: string, value: unknown): boolean {
  try {
    localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}
