/** Where Electron's binary keeps its fuses: this mark, a version byte, a length byte, then one character a fuse. */
export const fuseMark = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

/** The fuses of version 1 in the order of the wire, and how ours stand. */
export const wantedFuses: readonly (readonly [name: string, isOn: boolean])[] = [
  ['RunAsNode', false],
  ['EnableCookieEncryption', true],
  ['EnableNodeOptionsEnvironmentVariable', false],
  ['EnableNodeCliInspectArguments', false],
  ['EnableEmbeddedAsarIntegrityValidation', true],
  ['OnlyLoadAppFromAsar', true],
  ['LoadBrowserProcessSpecificV8Snapshot', false],
  ['GrantFileProtocolExtraPrivileges', false],
];

/** Which fuses in a built binary do not stand as wanted. A fuse that Electron has removed counts as off. */
export function wrongFuses(binary: Buffer): string[] {
  const at = binary.indexOf(fuseMark);
  if (at < 0) return ['there is no fuse wire'];
  const wire = binary.subarray(at + fuseMark.length + 2);
  return wantedFuses.filter(([, isOn], index) => (wire[index] === '1'.charCodeAt(0)) !== isOn).map(([name]) => name);
}
