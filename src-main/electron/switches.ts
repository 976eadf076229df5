/**
 * Chromium switches, set before the app is ready. The SQLite backend keeps IndexedDB whole when the disk fills up, where the
 * default one loses every row. Never take it away again: stores made with it would be deleted.
 */
export const switches: readonly (readonly [string, string])[] = [['enable-features', 'IdbSqliteOnDiskRollout:stage/UseSqliteForNewStores']];
