// `npm run faults -- --rounds N --database pglite|postgres --seed S [--devices K] [--full-disk device|server] [--port P] [--build DIR]`:
// people at real Chromiums work on a real server while one, the other or both are killed, or the line breaks. See README.md.
import { spawn } from 'node:child_process';

const args = ['--import', './test/support/typescript.mjs', 'test/faults/run-faults.ts', ...process.argv.slice(2)];
const child = spawn(process.execPath, args, { stdio: 'inherit' });
child.on('close', (code) => {
  process.exitCode = code ?? 1;
});
