/**
 * Seals secrets for the disk with the system's keyring. `seal` may only be called while `available()`.
 * `open` gives null for what this keyring cannot open (another user, another machine, a new keyring).
 */
export interface Sealer {
  available(): boolean;
  seal(secret: string): string;
  open(sealed: string): string | null;
}
