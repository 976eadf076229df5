import { productSources, type Source } from './source.ts';

/**
 * One line of the table of layers. In its patterns `{X}` is one folder, the same on both sides; `*` is any one; `!`
 * makes an exception. Everything may import its own folder. `may` is then all that it may import; `never` is refused in any case.
 */
export interface Layer {
  readonly from: string;
  readonly may?: readonly string[];
  readonly never?: readonly string[];
  readonly because: string;
}

/** `src-shared/capabilities/{X}` as an expression over paths: a prefix up to a folder's or the path's end. */
const expression = (pattern: string, captured: { readonly [name: string]: string } = {}) =>
  new RegExp(
    `^${pattern
      .replaceAll(/[.+^$()|[\]\\]/g, String.raw`\$&`)
      .replaceAll('*', '[^/]+')
      .replaceAll(/\{(\w+)\}/g, (_, name: string) => captured[name] ?? `(?<${name}>[^/]+)`)}(?=/|$)`,
  );

/** The folder that a layer's file is in, as the table means it, or undefined when the layer is not about this file. */
function folderOf(layer: Layer, path: string): { folder: string; captured: { [name: string]: string } } | undefined {
  const found = expression(layer.from).exec(path);
  // `{X}` stands for a folder, so a file that lies directly beside those folders is not meant.
  return found && found[0] !== path ? { folder: found[0], captured: { ...found.groups } } : undefined;
}

const matches = (patterns: readonly string[], target: string, captured: { readonly [name: string]: string }) =>
  patterns.some((pattern) => !pattern.startsWith('!') && expression(pattern, captured).test(target)) &&
  !patterns.some((pattern) => pattern.startsWith('!') && expression(pattern.slice(1), captured).test(target));

/** Every import that a line of the table refuses, as `file → target`. */
export function refusals(layer: Layer, among: readonly Source[] = productSources): string[] {
  return among.flatMap((source) => {
    const place = folderOf(layer, source.path);
    if (!place) return [];
    return source.imports
      .map(({ path, specifier }) => path ?? specifier)
      .filter((target) => !expression(place.folder).test(target))
      .filter(
        (target) =>
          (layer.never && matches(layer.never, target, place.captured)) || (layer.may && !matches(layer.may, target, place.captured)),
      )
      .map((target) => `${source.path} → ${target}`);
  });
}
