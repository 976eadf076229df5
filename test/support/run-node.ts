import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = join(import.meta.dirname, '../..');

export interface RunningNode {
  readonly child: ChildProcess;
  /** What it has written so far. */
  output(): string;
  /** Resolves with the match once its output matches; rejects when it ends before. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;
}

/** Runs one of our TypeScript files in a Node process of its own, as `npm start` or a test of crashes needs it. */
export function runNode(path: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): RunningNode {
  const register = pathToFileURL(join(root, 'test/support/typescript.mjs')).href;
  const child = spawn(process.execPath, ['--import', register, join(root, path), ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  const add = (part: Buffer) => (text += part.toString());
  child.stdout.on('data', add);
  child.stderr.on('data', add);
  const ended = once(child, 'exit').then(([code, signal]) => (code ?? signal) as number | string);
  return {
    child,
    output: () => text,
    says: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = pattern.exec(text);
          if (found) resolve(found);
        };
        child.stdout.on('data', look);
        child.stderr.on('data', look);
        look();
        void ended.then(() => reject(new Error(`It ended without saying ${String(pattern)}:\n${text}`)));
      }),
    ended,
  };
}
