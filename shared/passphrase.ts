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
