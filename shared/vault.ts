/** How secrets are sealed on this computer. */
export type VaultStatus = 'keyring' | 'passphrase' | 'passphrase-locked' | 'memory-only';

export interface VaultView {
  status: VaultStatus;
  /**
   * A passphrase was set and not entered since the start: the one that seals, one that was forgotten and replaced, or one
   * that older texts need although there is a keyring now.
   */
  canUnlock: boolean;
}

/** The phrase that is typed to replace a passphrase that nobody knows. */
export const forgottenPhrase = 'I forgot it';
