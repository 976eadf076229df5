import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Configuration } from 'electron-builder';
import { wrongFuses } from './fuse-wire.ts';

/**
 * How the desktop app is packaged: `electron-builder --config src-main/electron/packaging.ts`. Everything the app runs is
 * bundled into `out`, so no `node_modules` goes along.
 */
const packaging: Configuration = {
  appId: 'org.countersign.workbench',
  productName: 'Countersign',
  copyright: 'The Countersign authors, Apache-2.0',
  directories: { output: 'dist', buildResources: 'resources/icons' },
  files: ['out/main/index.js', 'out/main/chunks/**', 'out/preload/**', 'out/renderer/**', 'package.json', 'LICENSE', '!node_modules/**'],
  asar: true,
  npmRebuild: false,
  icon: 'resources/icons/icon.png',
  protocols: [{ name: 'Countersign record', schemes: ['countersign'] }],
  publish: null,
  electronFuses: {
    /** `ELECTRON_RUN_AS_NODE` would turn the signed app into a general Node. */
    runAsNode: false,
    /** Cookies are encrypted with the system's key store. */
    enableCookieEncryption: true,
    /** `NODE_OPTIONS` could load foreign code into main. */
    enableNodeOptionsEnvironmentVariable: false,
    /** `--inspect` would open main to whoever can start it; end-to-end tests drive the unpackaged build. */
    enableNodeCliInspectArguments: false,
    /** A changed archive does not start (macOS, Windows). */
    enableEmbeddedAsarIntegrityValidation: true,
    /** An `app` folder laid beside the archive is not looked at. */
    onlyLoadAppFromAsar: true,
    /** All processes use the one snapshot that is signed. */
    loadBrowserProcessSpecificV8Snapshot: false,
    /** Nothing of ours is served from `file:`. */
    grantFileProtocolExtraPrivileges: false,
  },
  win: { target: ['nsis'] },
  nsis: { oneClick: true, perMachine: false, deleteAppDataOnUninstall: false },
  mac: { target: ['dmg', 'zip'], category: 'public.app-category.business', hardenedRuntime: true },
  linux: { target: ['AppImage', 'deb'], category: 'Office', maintainer: 'The Countersign authors', executableName: 'countersign' },
  /** The fuses are read back out of what was built: a wire that is not as above fails the build. */
  afterAllArtifactBuild({ outDir }) {
    for (const binary of binariesIn(outDir)) {
      const wrong = wrongFuses(readFileSync(binary));
      if (wrong.length > 0) throw new Error(`${binary}: fuses not as configured: ${wrong.join(', ')}`);
    }
    return [];
  },
};

// oxlint-disable-next-line import/no-default-export -- electron-builder reads the default export of its configuration
export default packaging;

/** The files that carry a fuse wire, in every unpacked app below `folder`. */
function binariesIn(folder: string): string[] {
  const names = new Set(['Countersign.exe', 'countersign', 'Electron Framework']);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && names.has(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}
