/** Written in by the build from package.json. */
declare const __COUNTERSIGN_VERSION__: string | undefined;

export const version: string = typeof __COUNTERSIGN_VERSION__ === 'string' ? __COUNTERSIGN_VERSION__ : 'unbuilt';
