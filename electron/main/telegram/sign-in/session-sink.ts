import type { AppError } from '../../../../shared/result.ts';
import type { Authorization, SignedInAccount } from '../telegram-gateway.ts';

/** How far a session has come that was handed over. */
export type HandoverProgress =
  | { kind: 'storing'; running: 'writing' | 'verifying' | null; error: AppError | null }
  | { kind: 'stored'; uri: string }
  /** It goes on without the sign-in, or not at all: `error` says what became of it. */
  | { kind: 'ended'; error: AppError };

/** Where one sign-in leaves its keys and, once, its session. */
export interface SessionSink {
  /**
   * Keeps the key that Telegram is about to be asked to sign in, so that a crash between Telegram's acceptance and its
   * answer loses nothing.
   */
  offer(key: Authorization): Promise<void>;
  /** The sign-in was left, and Telegram has not accepted it. */
  withdraw(): Promise<void>;
  /**
   * The sign-in was left before Telegram answered, and its connection is closed: the sink finds out whether the key was
   * accepted, and stores its session then.
   */
  leave(): void;
  /**
   * Takes over a session that Telegram has just accepted, before anything else is asked, and resolves with its fingerprint
   * once it is as safe as it can be. It is not stored while the sign-in is connected.
   */
  accept(authorization: Authorization, account: SignedInAccount): Promise<string>;
  /** The connection is closed: stores the session. `account` is the better answer, or null where there is none. */
  release(account: SignedInAccount | null): Promise<void>;
  /** Tries to store the session now. */
  store(): Promise<void>;
  /** Tells how the session fares until it is stored or gone; returns the unsubscribe. */
  onProgress(listener: (progress: HandoverProgress) => void): () => void;
}
