import { fail, ok, type Result } from '../../../../shared/result.ts';
import { passphraseProblem, type VaultStatus, type VaultView } from '../../../../shared/vault.ts';
import { SerialQueue } from '../../async/serial-queue.ts';
import type { UnreadableFile } from '../../files/json-file.ts';
import type { Sealer } from '../../files/sealer.ts';
import { newKeyParameters, PassphraseKey } from './passphrase-key.ts';
import { isSame, isTwin, type VaultFiles, type VaultKey, type VaultKeys } from './vault-files.ts';

/** While a file that may tell a key cannot be read, no key is added, and no passphrase is wrong. */
type NotSet = UnreadableFile['code'] | 'passphrase-weak' | 'passphrase-set' | 'disk-write-failed';
type NotUnlocked = UnreadableFile['code'] | 'passphrase-wrong' | 'passphrase-not-set';

export type VaultErrorCode = NotSet | NotUnlocked;

const verifierWord = 'telegram-connector-admin';
const prefixes = { keyring: 'keyring:', passphrase: 'passphrase:' } as const;

/**
 * Seals secrets with the system's keyring or, where there is none, with a passphrase that the operator sets. With
 * neither, nothing can be sealed, and secrets live in memory. Every sealed text says how it was sealed.
 */
export class Vault implements Sealer {
  /** Newest first. Those of forgotten passphrases stay, for the day on which one is remembered. */
  #keys: VaultKey[] = [];
  /** Those whose passphrase was entered since the start. */
  readonly #opened = new Map<VaultKey, PassphraseKey>();
  /** The files that could not be read; they may tell other keys. */
  #unreadable: VaultKeys['unreadable'] = [];
  /** Keys are read, opened and added one after another. */
  readonly #queue = new SerialQueue();

  constructor(
    private readonly keyring: Sealer,
    private readonly files: VaultFiles,
  ) {}

  /**
   * Reads whether a passphrase was set. Where no file tells it any more, the damaged one is kept aside. {@link problemOf}
   * tells of a file that could not be read.
   */
  load(): Promise<Result<null, 'vault-damaged'>> {
    return this.#queue.run(() => this.#read());
  }

  get paths(): string[] {
    return this.files.paths;
  }

  /** Why nothing is known of this one of {@link paths}, at the last try; null where it was read. */
  problemOf(path: string): UnreadableFile | null {
    return this.#unreadable.find((file) => file.path === path)?.error ?? null;
  }

  /** Whether nothing is known of any key, because a file could not be read. */
  isUnread(): boolean {
    return this.#unreadable.length > 0 && this.#keys.length === 0;
  }

  /** Whether a passphrase was ever set, entered or not. */
  hasPassphrase(): boolean {
    return this.#keys.length > 0;
  }

  view(): VaultView {
    return { status: this.#status(), canUnlock: this.#opened.size < this.#keys.length };
  }

  available(): boolean {
    return this.keyring.available() || this.#opened.size > 0;
  }

  seal(secret: string): string {
    if (this.keyring.available()) return prefixes.keyring + this.keyring.seal(secret);
    const newest = this.#keys.find((key) => this.#opened.has(key));
    const key = newest && this.#opened.get(newest);
    if (!key) throw new Error('sealing needs a keyring or a passphrase');
    return prefixes.passphrase + key.seal(secret);
  }

  open(sealed: string): string | null {
    const { keyring, passphrase } = prefixes;
    if (sealed.startsWith(passphrase)) return this.#openWithPassphrase(sealed.slice(passphrase.length));
    // Without a prefix: sealed before there were two ways.
    return this.keyring.open(sealed.startsWith(keyring) ? sealed.slice(keyring.length) : sealed);
  }

  /** Sets the first passphrase. Where it fails nothing has changed. */
  setPassphrase(passphrase: string): Promise<Result<null, NotSet>> {
    return this.#queue.run(() => this.#addKey(passphrase, 'memory-only'));
  }

  /**
   * Sets another passphrase where nobody knows the one that was set. What that one sealed stays as it is: closed, until
   * it is entered after all.
   */
  replaceForgotten(passphrase: string): Promise<Result<null, NotSet>> {
    return this.#queue.run(() => this.#addKey(passphrase, 'passphrase-locked'));
  }

  /** Takes any passphrase that was ever set. */
  unlock(passphrase: string): Promise<Result<null, NotUnlocked>> {
    return this.#queue.run(() => this.#openKeys(passphrase));
  }

  /** Whether this is the passphrase that was set last. It opens nothing. */
  proves(passphrase: string): Promise<Result<null, UnreadableFile['code'] | 'passphrase-wrong'>> {
    return this.#queue.run(async () => {
      if (this.isUnread()) await this.#read();
      const [newest] = this.#keys;
      for (const vaultKey of this.#keys.filter((key) => newest && (key === newest || isTwin(key, newest)))) {
        if (await PassphraseKey.prove(passphrase, vaultKey, verifierWord)) return ok(null);
      }
      const [unread] = this.isUnread() ? this.#unreadable : [];
      return unread ? { ok: false, error: unread.error } : fail('passphrase-wrong');
    });
  }

  async #read(): Promise<Result<null, 'vault-damaged'>> {
    const { keys, keptAs, unreadable } = await this.files.read();
    const known = this.#keys.filter((key) => this.#opened.has(key));
    // A key that is open stays what it is, also where its file can no longer be read.
    const read = keys.map((key) => known.find((open) => isSame(open, key)) ?? key);
    const fresh = read.filter((key) => known.includes(key) || !known.some((open) => isTwin(open, key)));
    this.#keys = [...fresh, ...known.filter((key) => !fresh.includes(key))];
    this.#unreadable = unreadable;
    return keptAs === null ? ok(null) : fail('vault-damaged', { file: keptAs });
  }

  async #openKeys(passphrase: string): Promise<Result<null, NotUnlocked>> {
    if (this.#unreadable.length > 0) await this.#read();
    const closed = this.#keys.filter((key) => !this.#opened.has(key));
    let fits = false;
    for (const vaultKey of closed) {
      // Found to be the damage of another one meanwhile.
      if (!this.#keys.includes(vaultKey)) continue;
      const key = await PassphraseKey.prove(passphrase, vaultKey, verifierWord);
      if (!key) continue;
      this.#prove(vaultKey, key);
      fits = true;
    }
    if (fits) {
      this.#keys = await this.files.settle(this.#keys, [...this.#opened.keys()]);
      return ok(null);
    }
    const [unread] = this.#unreadable;
    if (unread) return { ok: false, error: unread.error };
    return fail(closed.length === 0 ? 'passphrase-not-set' : 'passphrase-wrong');
  }

  /** Takes the key as proved. Another text of the same key is damage, whose place in the order the key takes. */
  #prove(vaultKey: VaultKey, key: PassphraseKey): void {
    this.#opened.set(vaultKey, key);
    const place = this.#keys.findIndex((other) => isTwin(other, vaultKey));
    const others = this.#keys.filter((other) => !isTwin(other, vaultKey));
    this.#keys = [...others.slice(0, place), vaultKey, ...others.slice(place)];
  }

  async #addKey(passphrase: string, expected: VaultStatus): Promise<Result<null, NotSet>> {
    const problem = passphraseProblem(passphrase);
    if (problem) return fail('passphrase-weak', { reason: problem });
    // A file that could not be read may tell keys, which must stay beside the new one.
    if (this.#unreadable.length > 0) await this.#read();
    const [unread] = this.#unreadable;
    if (unread) return { ok: false, error: unread.error };
    if (this.#status() !== expected) return fail('passphrase-set');
    const parameters = newKeyParameters();
    const key = await PassphraseKey.derive(passphrase, parameters);
    const newest = { key: parameters, verifier: key.seal(verifierWord) };
    const written = await this.files.write(newest, this.#keys);
    if (written.kind === 'failed') {
      return fail('disk-write-failed', { path: this.files.path, reason: written.reason });
    }
    this.#keys = [newest, ...this.#keys];
    this.#opened.set(newest, key);
    return ok(null);
  }

  #openWithPassphrase(sealed: string): string | null {
    for (const key of this.#opened.values()) {
      const opened = key.open(sealed);
      if (opened !== null) return opened;
    }
    return null;
  }

  #status(): VaultStatus {
    if (this.keyring.available()) return 'keyring';
    if (this.#opened.size > 0) return 'passphrase';
    return this.#keys.length > 0 ? 'passphrase-locked' : 'memory-only';
  }
}
