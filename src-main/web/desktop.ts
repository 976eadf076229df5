import { spawn } from 'node:child_process';
import { onStop } from './stop-signals.ts';

const tooEarly = 8000;

/** Why a desktop window cannot be shown on this machine at all, or null. */
export function whyNoWindow(platform = process.platform, environment = process.env, user = process.getuid?.()): string | null {
  if (platform !== 'linux') return null;
  if (!environment['DISPLAY'] && !environment['WAYLAND_DISPLAY']) return 'this machine has no display';
  return user === 0 ? 'its sandbox does not run as root' : null;
}

/**
 * Runs the desktop app until it ends. Answers its exit code, or why it could not open (it failed within its first seconds).
 * Signals go to it, so that it stops as cleanly as the browser host does.
 */
export function runDesktop(binary: string, root: string, data: string | null): Promise<{ code: number } | { failed: string }> {
  const begun = Date.now();
  return new Promise((resolve) => {
    const child = spawn(binary, [root, ...(data === null ? [] : [`--data=${data}`])], { stdio: 'inherit' });
    let isStopping = false;
    const listenNoMore = onStop(() => {
      isStopping = true;
      child.kill('SIGTERM');
    });
    const finish = (answer: { code: number } | { failed: string }) => {
      listenNoMore();
      resolve(answer);
    };
    child.once('error', (cause) => finish({ failed: cause.message }));
    child.once('exit', (code) => {
      if (isStopping) return finish({ code: 0 });
      if (code !== 0 && Date.now() - begun < tooEarly) return finish({ failed: `it ended at once with ${code ?? 'a signal'}` });
      finish({ code: code ?? 1 });
    });
  });
}
