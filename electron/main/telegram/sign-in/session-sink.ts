import type { Result } from '../../../../shared/result.ts';
import type { Authorization, SignedInAccount } from '../telegram-gateway.ts';

export interface StoredSession {
  fingerprint: string;
  uri: string;
}

/** Where a finished sign-in goes. */
export interface SessionSink {
  /**
   * Keeps the key that Telegram is about to be asked to sign in, so that a crash between Telegram's acceptance and its
   * answer loses nothing.
   */
  anticipate(namespace: string, key: Authorization): Promise<void>;
  /** The sign-in was left, and Telegram has not accepted it. */
  abandon(namespace: string): Promise<void>;
  /**
   * The sign-in was left before Telegram answered, and its connection is closed: the sink finds out whether the key was
   * accepted, and stores its session then. Resolves at once.
   */
  resolve(namespace: string): Promise<void>;
  /**
   * Brings a session that Telegram has just accepted to safety on this computer, before anything else is asked. A
   * failure is the sink's to report: the sign-in goes on.
   */
  secure(namespace: string, authorization: Authorization, account: SignedInAccount): Promise<void>;
  /**
   * Takes the session over and stores it. Where storing fails the sink keeps it as unsaved; calling again with the
   * same session tries again. `onWritten` is called between the write and the reading back.
   */
  store(
    namespace: string,
    authorization: Authorization,
    account: SignedInAccount,
    onWritten: () => void,
  ): Promise<Result<StoredSession>>;
}
