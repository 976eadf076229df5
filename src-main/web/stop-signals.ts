const lookEvery = 250;

/**
 * Calls `stop` once, on SIGTERM, on Ctrl+C, or when the npm that started us is gone: npm hands a SIGTERM to its shell, which
 * ends without handing it on. Further signals change nothing: the stop is on its way. Answers the way to stop listening.
 */
export function onStop(stop: () => void, environment: NodeJS.ProcessEnv = process.env): () => void {
  let isStopping = false;
  const once = () => {
    if (isStopping) return;
    isStopping = true;
    stop();
  };
  const parent = process.ppid;
  const look = () => {
    if (process.ppid !== parent) once();
  };
  const timer = environment['npm_lifecycle_event'] === undefined ? undefined : setInterval(look, lookEvery).unref();
  process.on('SIGTERM', once);
  process.on('SIGINT', once);
  return () => {
    clearInterval(timer);
    process.off('SIGTERM', once);
    process.off('SIGINT', once);
  };
}
