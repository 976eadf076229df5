/** With what a server signs its checkpoints. Servers on one database need the same key, or each of them is taken for another. */
export interface SigningKeys {
  /** The key that signs now. */
  readonly keyId: string;
  /** Public keys in hex, by key id: the present one, and any that signed before. */
  readonly keys: { readonly [keyId: string]: string };
  /** Ed25519 over the text's UTF-8, in hex. */
  sign(text: string): string;
}
