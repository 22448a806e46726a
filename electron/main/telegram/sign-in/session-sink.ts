import type { Result } from '../../../../shared/result.ts';
import type { Authorization, SignedInAccount } from '../telegram-gateway.ts';

export interface StoredSession {
  fingerprint: string;
  uri: string;
}

/** Where a finished sign-in goes. */
export interface SessionSink {
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
