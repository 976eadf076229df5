const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/Windows/, 'Windows'],
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
];

/** The system that a browser says it runs on; undefined where it says none that people know. */
export const systemIn = (userAgent: string): string | undefined => SYSTEMS.find(([pattern]) => pattern.test(userAgent))?.[1];
