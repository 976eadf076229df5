/** The nonce under which the host lets this page add styles. Give it to Mantine's `getStyleNonce` and to `setNonce` of get-nonce. */
export function styleNonce(): string {
  const value = document.querySelector('meta[name="csp-nonce"]')?.getAttribute('content') ?? '';
  return value === '__CSP_NONCE__' ? '' : value;
}
