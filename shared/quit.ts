import type { ShownSession } from './held-sessions.ts';
import type { AppError } from './result.ts';
import { visibleText } from './visible-text.ts';

/** Everything that the window shows while the app wants to quit. */
export type QuitView =
  | { phase: 'saving'; sessions: UnsavedAtQuit[]; until: number }
  | { phase: 'asking'; sessions: UnsavedAtQuit[] };

export interface UnsavedAtQuit extends ShownSession {
  /** `interrupted`: Telegram may have accepted the sign-in, and its key is all there is. */
  kind: 'session' | 'interrupted';
  /** Why it is not stored, or why it could not be given up. */
  error: AppError | null;
  /** A sealed copy is on disk, so that the next start can store it. */
  sealedOnDisk: boolean;
}

/** Said of an `interrupted` sign-in, in the window and outside of it. */
export const interruptedWords = 'Telegram may have accepted this sign-in; its key is only in memory';

/** The phrase that is typed to give sessions up: the namespace's name as it is shown or, for several, how many. */
export function discardPhrase(namespaces: readonly string[]): string {
  const [only] = namespaces;
  return namespaces.length === 1 && only !== undefined
    ? visibleText(only)
    : `discard ${namespaces.length} sessions`;
}
