// `node test/support/complete-lock.mjs`: names in package-lock.json the binaries of other platforms that a registry without them
// left out. `npm ci` refuses a lock that does not name them (DECISIONS.md, 7); lockfile.test.ts says when this is due.
import { readFileSync, writeFileSync } from 'node:fs';

const path = 'package-lock.json';
const systems = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32'];
const processors = ['arm64', 'arm', 'x64', 'ia32', 'ppc64', 'riscv64', 's390x'];

/**
 * @typedef {{ version?: string, dev?: boolean, optional?: boolean, os?: string[], cpu?: string[], libc?: string[], optionalDependencies?: Record<string, string> }} Locked
 */
const lock = /** @type {{ packages: Record<string, Locked> }} */ (JSON.parse(readFileSync(path, 'utf8')));

/** An entry as npm writes it, but for the integrity, which is not known here. `@oxfmt/binding-linux-x64-musl` says it all. */
function entryOf(/** @type {string} */ name, /** @type {string} */ version, /** @type {boolean} */ isDev) {
  const words = name.split(/[/-]/);
  const system = systems.find((one) => words.includes(one));
  const processor = processors.find((one) => words.includes(one));
  if (system === undefined || processor === undefined || !/^\d+\.\d+\.\d+$/.test(version))
    throw new Error(`${name}@${version} is no binary of one platform: look why it is missing.`);
  const libc = words.some((word) => word.startsWith('musl')) ? 'musl' : words.some((word) => word.startsWith('gnu')) ? 'glibc' : undefined;
  return {
    version,
    cpu: [processor],
    ...(isDev ? { dev: true } : {}),
    ...(libc === undefined || system !== 'linux' ? {} : { libc: [libc] }),
    optional: true,
    os: [system],
  };
}

let added = 0;
for (const { optionalDependencies = {}, dev = false } of Object.values(lock.packages))
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const isThere = Object.keys(lock.packages).some((place) => place === `node_modules/${name}` || place.endsWith(`/node_modules/${name}`));
    if (isThere) continue;
    lock.packages[`node_modules/${name}`] = entryOf(name, version, dev);
    added += 1;
  }
lock.packages = Object.fromEntries(Object.entries(lock.packages).toSorted(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} binaries named.`);
