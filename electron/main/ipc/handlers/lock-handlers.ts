import type { ErrorCode } from '../../../../shared/error-codes.ts';
import type { IdleChoice, LockView } from '../../../../shared/lock.ts';
import { ok, type Result } from '../../../../shared/result.ts';
import type { Handlers } from '../requests.ts';

type LockChannel = Extract<keyof Handlers, `lock:${string}`>;
type Outcome = Promise<Result<null, ErrorCode>>;

interface LockHandlerParts {
  lock: {
    view(): LockView;
    lock(): Outcome;
    unlock(passphrase: string, beforeOpening: () => Promise<void>): Outcome;
    setPassphrase(current: string | null, passphrase: string | null): Outcome;
    configure(idleMinutes: IdleChoice | null): Outcome;
  };
  /** Opens the vault too, where the passphrase that opens the lock is the vault's and was not entered yet. */
  openVault(passphrase: string): Promise<void>;
}

export function lockHandlers({ lock, openVault }: LockHandlerParts): Pick<Handlers, LockChannel> {
  async function changed(change: Outcome): Promise<Result<LockView>> {
    const outcome = await change;
    return outcome.ok ? ok(lock.view()) : outcome;
  }

  return {
    'lock:status': async () => ok(lock.view()),
    'lock:lock': () => lock.lock(),
    'lock:unlock': ({ passphrase }) =>
      lock.unlock(passphrase, async () => {
        if (lock.view().opensWith === 'vault-passphrase') await openVault(passphrase);
      }),
    'lock:set-passphrase': ({ current, passphrase }) => changed(lock.setPassphrase(current, passphrase)),
    'lock:configure': ({ idleMinutes }) => changed(lock.configure(idleMinutes)),
  };
}
