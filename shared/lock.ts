import type { AppError } from './result.ts';

/** Choices of how long the app may lie unused before it locks; 0 is never. */
export const idleChoices = [0, 1, 5, 15, 30, 60] as const;

export type IdleChoice = (typeof idleChoices)[number];

/** Where nothing was chosen, an app whose profile is marked as production locks after this many minutes. */
export const productionIdleMinutes = 15;

export interface LockSettings {
  /** Null where the selected profile decides: {@link productionIdleMinutes} or never. */
  chosenMinutes: IdleChoice | null;
  /** The minutes that this comes to now; null is never. */
  idleMinutes: number | null;
}

/** All that main tells of the lock. It is also all that main tells while the app is locked, without `settings` then. */
export interface LockView {
  locked: boolean;
  /** The passphrase that opens it: the vault's, one of its own, or none yet. */
  opensWith: 'vault-passphrase' | 'own-passphrase' | null;
  /** Epoch ms before which no passphrase is tried, after wrong ones; null where one may be tried now. */
  waitUntil: number | null;
  /** Why the lock's file tells nothing. */
  problem: AppError | null;
  settings: LockSettings | null;
}
