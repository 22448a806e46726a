import { fail, ok, type Result } from '../../../../shared/result.ts';
import { passphraseProblem, type VaultView } from '../../../../shared/vault.ts';
import type { Vault, VaultErrorCode } from '../../profiles/vault/vault.ts';
import type { Handlers } from '../requests.ts';
import type { Confirm } from './confirm.ts';

type VaultChannel = Extract<keyof Handlers, `vault:${string}`>;

interface VaultHandlerParts {
  vault: Vault;
  /** Lets everything that waited for the seal use it. */
  unseal(): Promise<void>;
  onChanged(view: VaultView): void;
  confirm: Confirm;
}

export function vaultHandlers({
  vault,
  unseal,
  onChanged,
  confirm,
}: VaultHandlerParts): Pick<Handlers, VaultChannel> {
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
    'vault:replace-forgotten': async ({ passphrase }) => {
      const problem = passphraseProblem(passphrase);
      if (problem) return fail('passphrase-weak', { reason: problem });
      if (vault.view().status !== 'passphrase-locked') return fail('passphrase-set');
      const confirmed = await confirm({ kind: 'replace-passphrase' });
      if (!confirmed.ok) return confirmed;
      return opened(await vault.replaceForgotten(passphrase));
    },
  };
}
