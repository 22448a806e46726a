import { passphraseProblem } from '../../../../shared/passphrase.ts';
import type { VaultView } from '../../../../shared/recovery.ts';
import { type AppError, fail, ok, type Result } from '../../../../shared/result.ts';
import type { Sealer } from '../sealer.ts';
import { newKeyParameters, PassphraseKey } from './passphrase-key.ts';
import type { VaultFile, VaultFiles } from './vault-files.ts';

const verifierWord = 'telegram-connector-admin';
const prefixes = { keyring: 'keyring:', passphrase: 'passphrase:' } as const;

/**
 * Seals secrets with the system's keyring or, where there is none, with a passphrase that the operator sets. With
 * neither, nothing can be sealed, and secrets live in memory. Every sealed text says how it was sealed.
 */
export class Vault implements Sealer {
  private file: VaultFile | null = null;
  private key: PassphraseKey | null = null;

  constructor(
    private readonly keyring: Sealer,
    private readonly stored: VaultFiles,
  ) {}

  /** Reads whether a passphrase was set. Where no file tells it any more, the damaged one is kept aside and reported. */
  async load(): Promise<AppError | null> {
    const read = await this.stored.read();
    if (read.kind === 'damaged') return { code: 'vault-unreadable', params: { file: read.keptAs } };
    if (read.kind === 'read') this.file = read.value;
    return null;
  }

  view(): VaultView {
    return { status: this.status(), canUnlock: this.file !== null && this.key === null };
  }

  available(): boolean {
    return this.keyring.available() || this.key !== null;
  }

  seal(secret: string): string {
    if (this.keyring.available()) return prefixes.keyring + this.keyring.seal(secret);
    if (!this.key) throw new Error('sealing needs a keyring or a passphrase');
    return prefixes.passphrase + this.key.seal(secret);
  }

  open(sealed: string): string | null {
    const { keyring, passphrase } = prefixes;
    if (sealed.startsWith(passphrase)) return this.key?.open(sealed.slice(passphrase.length)) ?? null;
    // Without a prefix: sealed before there were two ways.
    return this.keyring.open(sealed.startsWith(keyring) ? sealed.slice(keyring.length) : sealed);
  }

  /** Fails with `passphrase-weak`, `passphrase-set` or `disk-write-failed`; then nothing has changed. */
  async setPassphrase(passphrase: string): Promise<Result<null>> {
    const problem = passphraseProblem(passphrase);
    if (problem) return fail('passphrase-weak', { reason: problem });
    const parameters = newKeyParameters();
    const key = await PassphraseKey.derive(passphrase, parameters);
    // Asked after the wait, and answered for good at once: of two calls the first one wins.
    if (this.status() !== 'memory-only') return fail('passphrase-set');
    this.file = { version: 1, key: parameters, verifier: key.seal(verifierWord) };
    try {
      await this.stored.write(this.file);
    } catch (error) {
      this.file = null;
      const reason = error instanceof Error ? error.message : 'unknown';
      return fail('disk-write-failed', { path: this.stored.path, reason });
    }
    this.key = key;
    return ok(null);
  }

  /** Fails with `passphrase-wrong`, or `passphrase-not-set` where there is nothing to unlock. */
  async unlock(passphrase: string): Promise<Result<null>> {
    if (!this.file) return fail('passphrase-not-set');
    const key = await PassphraseKey.derive(passphrase, this.file.key);
    if (key.open(this.file.verifier) !== verifierWord) return fail('passphrase-wrong');
    this.key = key;
    return ok(null);
  }

  private status(): VaultView['status'] {
    if (this.keyring.available()) return 'keyring';
    if (this.key) return 'passphrase';
    return this.file ? 'passphrase-locked' : 'memory-only';
  }
}
