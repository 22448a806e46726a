import { fail, ok, type Result } from '../../../../shared/result.ts';
import { forgottenPhrase, type VaultView } from '../../../../shared/vault.ts';
import type { Vault, VaultErrorCode } from '../../profiles/vault/vault.ts';
import type { Handlers } from '../requests.ts';

type VaultChannel = Extract<keyof Handlers, `vault:${string}`>;

interface VaultHandlerParts {
  vault: Vault;
  /** Lets everything that waited for the seal use it. */
  unseal(): Promise<void>;
  onChanged(view: VaultView): void;
}

export function vaultHandlers({ vault, unseal, onChanged }: VaultHandlerParts): Pick<Handlers, VaultChannel> {
  async function opened(outcome: Result<null, VaultErrorCode>): Promise<Result<VaultView, VaultErrorCode>> {
    if (!outcome.ok) return outcome;
    await unseal();
    onChanged(vault.view());
    return ok(vault.view());
  }

  return {
    'vault:status': async () => ok(vault.view()),
    'vault:set-passphrase': async ({ passphrase }) => opened(await vault.setPassphrase(passphrase)),
    'vault:unlock': async ({ passphrase }) => opened(await vault.unlock(passphrase)),
    'vault:replace-forgotten': async ({ passphrase, confirmation }) => {
      if (confirmation !== forgottenPhrase)
        return fail('confirmation-differs', { expected: forgottenPhrase });
      return opened(await vault.replaceForgotten(passphrase));
    },
  };
}
