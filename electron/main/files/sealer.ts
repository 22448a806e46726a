/**
 * Seals text for the disk. `seal` is only called while `available()`; `open` gives null for what it cannot open now (sealed
 * by another user, on another machine, with a passphrase that was not entered).
 */
export interface Sealer {
  available(): boolean;
  seal(text: string): string;
  open(sealed: string): string | null;
}
