// Module hook of the process that runs the built main: `electron` is the double.
const double = new URL('main/electron.ts', import.meta.url).href;

/**
 * @param {string} specifier
 * @param {unknown} context
 * @param {(specifier: string, context: unknown) => Promise<unknown>} next
 */
export function resolve(specifier, context, next) {
  return specifier === 'electron' ? { url: double, format: 'module', shortCircuit: true } : next(specifier, context);
}
