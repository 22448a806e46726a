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

/** Shorter ones can be guessed by a machine that has the sealed file, however slow each guess is made. */
export const minimumPassphraseLength = 12;

/** Why a new passphrase may not be used, in words, or null. */
export function passphraseProblem(passphrase: string): string | null {
  const characters = [...passphrase];
  if (characters.length < minimumPassphraseLength) {
    return `Use at least ${minimumPassphraseLength} characters: whoever copies the sealed files can try shorter ones by machine.`;
  }
  if (new Set(characters).size < 5) return 'Use more different characters: repetitions are guessed first.';
  return null;
}
