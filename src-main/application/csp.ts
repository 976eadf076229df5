export interface CspOptions {
  /** Fresh for every document; style sheets that the page adds carry it. */
  readonly nonce: string;
}

/**
 * The one content security policy, for every host and every response. No `unsafe-*` word belongs here, and no origin but our own:
 * a page reaches its server below its own origin.
 */
export function csp({ nonce }: CspOptions): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "frame-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types default',
  ].join('; ');
}

/** The headers that every response of either host carries. */
export function securityHeaders(options: CspOptions): Record<string, string> {
  return {
    'content-security-policy': csp(options),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), payment=()',
  };
}
