/** Written in by the build from package.json. */
declare const COUNTERSIGN_VERSION: string | undefined;

export const version: string = typeof COUNTERSIGN_VERSION === 'string' ? COUNTERSIGN_VERSION : 'unbuilt';
