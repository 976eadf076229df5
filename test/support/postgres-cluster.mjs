// A private PostgreSQL for a run of tests: made from the system's binaries in a folder that is thrown away, and stopped when the
// process that wanted it is gone, however it went. `postgres.ts` starts it; it says how it went in `state.json` of its folder.
import { execFileSync, spawn } from 'node:child_process';
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';

const OLDEST = 15;
const INSTALL_MS = 180_000;
const [folder = '', owner = '', isDurable = ''] = process.argv.slice(2);

/** @param {{ url: string } | { why: string }} state */
function report(state) {
  writeFileSync(join(folder, 'state.new'), JSON.stringify(state));
  renameSync(join(folder, 'state.new'), join(folder, 'state.json'));
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The folder of the newest PostgreSQL that is new enough. */
function findBinaries() {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root) ? readdirSync(root).toSorted((a, b) => Number(b) - Number(a)) : [];
  const places = [
    ...versions.filter((version) => Number(version) >= OLDEST).map((version) => join(root, version, 'bin')),
    ...(process.env['PATH'] ?? '').split(delimiter),
    '/opt/homebrew/opt/postgresql/bin',
    '/usr/local/opt/postgresql/bin',
  ];
  return places.find((place) => ['initdb', 'postgres'].every((name) => isExecutable(join(place, name))));
}

/** Once, and only where that is this system's own way and this process may. Answers why it did not work. */
function install() {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version') || !isExecutable('/usr/bin/apt-get')) return '';
  try {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    for (const step of [['update'], ['install', '-y', '--no-install-recommends', 'postgresql']])
      execFileSync('apt-get', step, { env, timeout: INSTALL_MS, stdio: 'ignore' });
    return '';
  } catch (cause) {
    return ` (Installing it did not work: ${cause instanceof Error ? cause.message : String(cause)})`;
  }
}

/** PostgreSQL refuses to run as root: somebody else's ids, then. */
function unprivileged() {
  if (process.getuid?.() !== 0) return undefined;
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const [, , uid, gid] = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody') ?? [];
  return { uid: Number(uid), gid: Number(gid) };
}

/** @returns {Promise<number>} */
const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

function isOwnerAlive() {
  try {
    process.kill(Number(owner), 0);
    return true;
  } catch {
    return false;
  }
}

async function main() {
  const failed = findBinaries() ? '' : install();
  const binaries = findBinaries();
  if (!binaries) {
    report({ why: `There is no PostgreSQL ${OLDEST} or later here: set DATABASE_URL to one, or install the package postgresql.${failed}` });
    return undefined;
  }
  const ids = unprivileged();
  const data = join(folder, 'data');
  mkdirSync(data);
  chmodSync(folder, 0o755);
  if (ids) chownSync(data, ids.uid, ids.gid);
  const options = { ...ids, cwd: '/', timeout: 120_000 };
  execFileSync(join(binaries, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'], {
    ...options,
    stdio: 'ignore',
  });
  const port = await freePort();
  /** @type {Record<string, string>} */
  const settings = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: data,
    max_connections: '200',
    fsync: isDurable === 'durable' ? 'on' : 'off',
    logging_collector: 'off',
  };
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = spawn(join(binaries, 'postgres'), ['-D', data, ...args], {
    ...ids,
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const stop = () => {
    server.kill('SIGQUIT');
    setTimeout(() => server.kill('SIGKILL'), 5_000).unref();
  };
  let said = '';
  let isReady = false;
  server.stderr.on('data', (part) => {
    if (isReady) return;
    said += String(part);
    if (!said.includes('ready to accept connections')) return;
    isReady = true;
    report({ url: `postgresql://postgres@127.0.0.1:${port}/postgres` });
  });
  server.on('exit', () => {
    if (isReady) leave();
    report({ why: `PostgreSQL did not start: ${said.trim().split('\n').at(-1) ?? ''}` });
    end = leave;
  });
  process.on('SIGTERM', stop);
  return stop;
}

/** Nobody reads a state that nothing is behind. */
function leave() {
  rmSync(folder, { recursive: true, force: true });
  process.exit();
}

/** What to do when nobody needs the cluster any more: unless one was started, there is only the folder to remove. */
let end = leave;
try {
  end = (await main()) ?? leave;
} catch (cause) {
  report({ why: `A PostgreSQL could not be made here: ${cause instanceof Error ? cause.message : String(cause)}` });
}
setInterval(() => {
  if (!isOwnerAlive()) end();
}, 500);
