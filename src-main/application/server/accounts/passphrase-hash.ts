/** A slow, salted hash, so that a stolen database does not give passphrases away. */
export interface PassphraseHash {
  /** What is kept of a passphrase. */
  hash(passphrase: string): Promise<string>;
  verify(passphrase: string, verifier: string): Promise<boolean>;
}
