#!/usr/bin/env node
// What `npm run countersign` runs: builds the command line when its build is absent or older than its sources, then hands over to
// out/main/cli.js. `serve` also serves pages, so it needs all of the build. Nothing but the command's result goes to stdout.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildAll, buildCommandLine, hasTools, isFresh, nodeSources, pageSources, root } from '../fresh-build.mjs';

const output = 'out/main/cli.js';
const isServing = process.argv[2] === 'serve';
const outputs = isServing ? [output, 'out/renderer/index.html'] : [output];
const sources = isServing ? [...nodeSources, ...pageSources] : nodeSources;

if (!isFresh(outputs, sources)) {
  try {
    process.stderr.write('Building Countersign…\n');
    await (isServing ? buildAll() : buildCommandLine());
  } catch (cause) {
    process.stderr.write(
      hasTools() ? `${String(cause)}\n` : 'Countersign is not built yet, and its build tools are not here: run npm ci first.\n',
    );
    process.exit(5);
  }
}
process.argv[1] = join(root, output);
await import(pathToFileURL(join(root, output)).href);
