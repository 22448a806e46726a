import { passphraseProblem } from '../../../../shared/passphrase.ts';
import { type AppError, fail, ok, type Result } from '../../../../shared/result.ts';
import type { VaultStatus, VaultView } from '../../../../shared/vault.ts';
import type { Sealer } from '../sealer.ts';
import { newKeyParameters, PassphraseKey } from './passphrase-key.ts';
import type { VaultFiles, VaultKey } from './vault-files.ts';

const verifierWord = 'telegram-connector-admin';
const prefixes = { keyring: 'keyring:', passphrase: 'passphrase:' } as const;

/**
 * Seals secrets with the system's keyring or, where there is none, with a passphrase that the operator sets. With
 * neither, nothing can be sealed, and secrets live in memory. Every sealed text says how it was sealed.
 */
export class Vault implements Sealer {
  /** Newest first. Those of forgotten passphrases stay, for the day on which one is remembered. */
  private keys: VaultKey[] = [];
  /** Those whose passphrase was entered since the start. */
  private readonly opened = new Map<VaultKey, PassphraseKey>();
  private setting = false;

  constructor(
    private readonly keyring: Sealer,
    private readonly files: VaultFiles,
  ) {}

  /** Reads whether a passphrase was set. Where no file tells it any more, the damaged one is kept aside and reported. */
  async load(): Promise<AppError | null> {
    const { keys, keptAs } = await this.files.read();
    this.keys = keys;
    return keptAs === null ? null : { code: 'vault-unreadable', params: { file: keptAs } };
  }

  view(): VaultView {
    return { status: this.status(), canUnlock: this.opened.size < this.keys.length };
  }

  available(): boolean {
    return this.keyring.available() || this.opened.size > 0;
  }

  seal(secret: string): string {
    if (this.keyring.available()) return prefixes.keyring + this.keyring.seal(secret);
    const newest = this.keys.find((key) => this.opened.has(key));
    const key = newest && this.opened.get(newest);
    if (!key) throw new Error('sealing needs a keyring or a passphrase');
    return prefixes.passphrase + key.seal(secret);
  }

  open(sealed: string): string | null {
    const { keyring, passphrase } = prefixes;
    if (sealed.startsWith(passphrase)) return this.openWithPassphrase(sealed.slice(passphrase.length));
    // Without a prefix: sealed before there were two ways.
    return this.keyring.open(sealed.startsWith(keyring) ? sealed.slice(keyring.length) : sealed);
  }

  /** Fails with `passphrase-weak`, `passphrase-set` or `disk-write-failed`; then nothing has changed. */
  setPassphrase(passphrase: string): Promise<Result<null>> {
    return this.addKey(passphrase, 'memory-only');
  }

  /**
   * Sets another passphrase where nobody knows the one that was set. What that one sealed stays as it is: closed, until
   * it is entered after all. Fails as {@link setPassphrase} does.
   */
  replaceForgotten(passphrase: string): Promise<Result<null>> {
    return this.addKey(passphrase, 'passphrase-locked');
  }

  /** Takes any passphrase that was ever set. Fails with `passphrase-wrong`, or `passphrase-not-set` where nothing is closed. */
  async unlock(passphrase: string): Promise<Result<null>> {
    const closed = this.keys.filter((key) => !this.opened.has(key));
    if (closed.length === 0) return fail('passphrase-not-set');
    let fits = false;
    for (const vaultKey of closed) {
      const key = await PassphraseKey.derive(passphrase, vaultKey.key);
      if (key.open(vaultKey.verifier) !== verifierWord) continue;
      this.opened.set(vaultKey, key);
      fits = true;
    }
    return fits ? ok(null) : fail('passphrase-wrong');
  }

  private async addKey(passphrase: string, expected: VaultStatus): Promise<Result<null>> {
    const problem = passphraseProblem(passphrase);
    if (problem) return fail('passphrase-weak', { reason: problem });
    const parameters = newKeyParameters();
    const key = await PassphraseKey.derive(passphrase, parameters);
    // Asked after the wait, and answered for good at once: of two calls the first one wins.
    if (this.setting || this.status() !== expected) return fail('passphrase-set');
    const newest = { key: parameters, verifier: key.seal(verifierWord) };
    const earlier = this.keys;
    this.setting = true;
    try {
      await this.files.write(newest, earlier);
    } catch (error) {
      const reason = error instanceof Error ? error.message : 'unknown';
      return fail('disk-write-failed', { path: this.files.path, reason });
    } finally {
      this.setting = false;
    }
    this.keys = [newest, ...earlier];
    this.opened.set(newest, key);
    return ok(null);
  }

  private openWithPassphrase(sealed: string): string | null {
    for (const key of this.opened.values()) {
      const opened = key.open(sealed);
      if (opened !== null) return opened;
    }
    return null;
  }

  private status(): VaultStatus {
    if (this.keyring.available()) return 'keyring';
    if (this.opened.size > 0) return 'passphrase';
    return this.keys.length > 0 ? 'passphrase-locked' : 'memory-only';
  }
}
