import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, isAbsolute, relative, resolve } from 'node:path';
import { securityHeaders } from '#main/application/csp.ts';

export interface RendererResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer>;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
};

const noncePlaceholder = '__CSP_NONCE__';

/**
 * Serves the built renderer, for the custom scheme and for HTTP alike. Only files below `folder`, with a known type, are
 * answered; there is no listing. The page gets a fresh nonce in its policy and in its `csp-nonce` element.
 */
export function rendererFiles(folder: string) {
  const root = resolve(folder);
  return async (method: string, pathname: string): Promise<RendererResponse> => {
    const nonce = randomBytes(18).toString('base64');
    const headers = securityHeaders({ nonce });
    if (method !== 'GET' && method !== 'HEAD') return plain(405, 'Only GET is answered here.', headers);
    const path = fileFor(root, pathname);
    const type = path === null ? undefined : types[extname(path)];
    const content = path === null || type === undefined ? null : await readFile(path).catch(() => null);
    if (content === null || type === undefined) return plain(404, 'There is nothing here.', headers);
    const isPage = extname(pathname) === '' || pathname.endsWith('.html');
    const body = isPage ? Buffer.from(content.toString('utf8').replaceAll(noncePlaceholder, nonce)) : content;
    const cache = pathname.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
    return {
      status: 200,
      headers: { ...headers, 'content-type': type, 'content-length': String(body.byteLength), 'cache-control': cache },
      body: new Uint8Array(body),
    };
  };
}

/** The file that a URL path names, or null where it leaves the folder. `/` is the page. */
export function fileFor(root: string, pathname: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  if (decoded.includes('\0') || decoded.includes('\\')) return null;
  const path = resolve(root, `.${decoded === '/' ? '/index.html' : decoded}`);
  const below = relative(root, path);
  return below === '' || below.startsWith('..') || isAbsolute(below) ? null : path;
}

function plain(status: number, text: string, headers: Record<string, string>): RendererResponse {
  const body = new TextEncoder().encode(text);
  return { status, headers: { ...headers, 'content-type': 'text/plain; charset=utf-8', 'content-length': String(body.byteLength) }, body };
}
