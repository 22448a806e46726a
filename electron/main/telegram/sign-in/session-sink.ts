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
  /** No sign-in is under way any more that could have been accepted. */
  abandon(namespace: string): Promise<void>;
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
