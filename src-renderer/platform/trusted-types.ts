interface PolicyRules {
  createHTML(text: string): string | null;
  createScriptURL(url: string): string | null;
}
interface PolicyFactory {
  createPolicy(name: string, rules: PolicyRules): unknown;
}

/**
 * The one default policy under `require-trusted-types-for 'script'`. Libraries may set plain text and style sheets through
 * `innerHTML` (no `<` in it, so it can never become an element) and start workers of our own origin. Nothing else passes.
 */
export const trustedRules: PolicyRules = {
  createHTML: (text) => (text.includes('<') ? null : text),
  createScriptURL: (url) => (new URL(url, document.baseURI).origin === location.origin ? url : null),
};

const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes;
factory?.createPolicy('default', trustedRules);
