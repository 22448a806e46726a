import { type IdleChoice, type LockView, productionIdleMinutes } from '../../../../shared/lock.ts';
import { type AppError, fail, ok, type Result } from '../../../../shared/result.ts';
import { passphraseProblem } from '../../../../shared/vault.ts';
import { SerialQueue } from '../../async/serial-queue.ts';
import type { JsonFile, UnreadableFile } from '../../files/json-file.ts';
import type { Logger } from '../../logging/logger.ts';
import { newKeyParameters } from '../../profiles/vault/passphrase-key.ts';
import { noWrongAttempts, waitUntil } from './attempt-delay.ts';
import { digestOf, isDigestOf, type LockFile } from './lock-file.ts';

type UnlockErrorCode = UnreadableFile['code'] | 'lock-passphrase-wrong' | 'lock-wait';
type ChangeErrorCode = UnlockErrorCode | 'disk-write-failed' | 'lock-uses-vault' | 'passphrase-weak';

/** The passphrase that the vault may have. */
export interface VaultPassphrase {
  hasPassphrase(): boolean;
  /** Whether a file that may tell one could not be read. */
  isUnread(): boolean;
  proves(passphrase: string): Promise<Result<null, UnreadableFile['code'] | 'passphrase-wrong'>>;
}

interface AppLockParts {
  file: JsonFile<LockFile>;
  vault: VaultPassphrase;
  /** Whether the selected profile is marked as production. */
  isProduction(): boolean;
  /** Epoch ms. */
  now: () => number;
  logger: Logger;
  onChanged(locked: boolean): void;
}

const unlocked: LockFile = {
  version: 1,
  locked: false,
  idleMinutes: null,
  passphrase: null,
  wrongAttempts: noWrongAttempts,
};

/**
 * Keeps an unattended screen from being used. It opens with the vault's passphrase where one was set, else with one of its
 * own. It hides what the app shows and seals nothing: whoever can write to the disk can remove its file.
 */
export class AppLock {
  #state: LockFile = unlocked;
  /** Set while the file tells nothing; the app stays locked then. */
  #unread: UnreadableFile | null = null;
  readonly #queue = new SerialQueue();

  constructor(private readonly parts: AppLockParts) {}

  /** Reads whether the app was locked when it ended. A damaged file is kept aside, and nothing is locked. */
  load(): Promise<Result<null, 'lock-damaged'>> {
    return this.#queue.run(() => this.#read());
  }

  /** Once the vault is known: nothing stays locked that no passphrase opens. */
  settle(): Promise<void> {
    return this.#queue.run(async () => {
      if (this.isLocked() && !this.#unread && this.#opensWith() === null && !this.parts.vault.isUnread())
        await this.#open();
    });
  }

  isLocked(): boolean {
    return this.#state.locked || this.#unread !== null;
  }

  view(): LockView {
    const locked = this.isLocked();
    return {
      locked,
      opensWith: this.#opensWith(),
      waitUntil: waitUntil(this.#state.wrongAttempts, this.parts.now()),
      problem: this.#unread,
      settings: locked
        ? null
        : { chosenMinutes: this.#state.idleMinutes, idleMinutes: this.#chosenMinutes() },
    };
  }

  /** After how many minutes without use the app locks; null while it does not, or could not be opened again. */
  idleMinutes(): number | null {
    return this.#opensWith() === null ? null : this.#chosenMinutes();
  }

  lock(): Promise<Result<null, 'lock-passphrase-missing'>> {
    return this.#queue.run(async () => {
      if (this.isLocked()) return ok(null);
      if (this.#opensWith() === null) return fail('lock-passphrase-missing');
      this.#state = { ...this.#state, locked: true };
      // First for whoever is looking; a disk that refuses only means that the next start is not locked.
      this.parts.onChanged(true);
      await this.#write();
      return ok(null);
    });
  }

  /** `beforeOpening` is done, with the passphrase proved, before the window is drawn again. */
  unlock(passphrase: string, beforeOpening: () => Promise<void>): Promise<Result<null, UnlockErrorCode>> {
    return this.#queue.run(async () => {
      const wasUnread = this.#unread !== null;
      if (wasUnread) await this.#read();
      if (this.#unread) return { ok: false, error: this.#unread };
      if (!this.isLocked()) {
        if (wasUnread) this.parts.onChanged(false);
        return ok(null);
      }
      const proved = await this.#prove(passphrase);
      if (!proved.ok) return proved;
      await beforeOpening();
      await this.#open();
      return proved;
    });
  }

  /** Sets, changes or (null) removes the lock's own passphrase; `current` is the one that is set, if any. */
  setPassphrase(current: string | null, passphrase: string | null): Promise<Result<null, ChangeErrorCode>> {
    return this.#queue.run(async () => {
      const problem = passphrase === null ? null : passphraseProblem(passphrase);
      if (problem) return fail('passphrase-weak', { reason: problem });
      const opensWith = this.#opensWith();
      if (opensWith === 'vault-passphrase') return fail('lock-uses-vault');
      if (opensWith === 'own-passphrase') {
        const proved = await this.#prove(current ?? '');
        if (!proved.ok) return proved;
      }
      const digest = passphrase === null ? null : await digestOf(passphrase, newKeyParameters());
      return this.#change({ passphrase: digest, wrongAttempts: noWrongAttempts });
    });
  }

  /** Chooses after how many idle minutes the app locks; null leaves it to the profile. */
  configure(idleMinutes: IdleChoice | null): Promise<Result<null, 'disk-write-failed'>> {
    return this.#queue.run(() => this.#change({ idleMinutes }));
  }

  async #read(): Promise<Result<null, 'lock-damaged'>> {
    const read = await this.parts.file.read();
    this.#unread = read.kind === 'unreadable' ? read.error : null;
    if (read.kind === 'read') this.#state = read.value;
    return read.kind === 'damaged' ? fail('lock-damaged', { file: read.keptAs }) : ok(null);
  }

  #chosenMinutes(): number | null {
    const { idleMinutes } = this.#state;
    if (idleMinutes === null) return this.parts.isProduction() ? productionIdleMinutes : null;
    return idleMinutes === 0 ? null : idleMinutes;
  }

  #opensWith(): LockView['opensWith'] {
    if (this.#state.passphrase) return 'own-passphrase';
    return this.parts.vault.hasPassphrase() ? 'vault-passphrase' : null;
  }

  /** Counts a wrong passphrase before it is told, so that ending the app does not win another try. */
  async #prove(passphrase: string): Promise<Result<null, UnlockErrorCode>> {
    const { now, vault } = this.parts;
    const until = waitUntil(this.#state.wrongAttempts, now());
    if (until !== null) return fail('lock-wait', {}, Math.ceil((until - now()) / 1_000));
    const { passphrase: digest, wrongAttempts } = this.#state;
    if (digest) {
      if (await isDigestOf(digest, passphrase)) return ok(null);
    } else {
      const proved = await vault.proves(passphrase);
      if (proved.ok) return proved;
      if (proved.error.code !== 'passphrase-wrong') return fail(proved.error.code, proved.error.params);
    }
    this.#state = { ...this.#state, wrongAttempts: { count: wrongAttempts.count + 1, lastAt: now() } };
    await this.#write();
    return fail('lock-passphrase-wrong');
  }

  async #open(): Promise<void> {
    this.#state = { ...this.#state, locked: false, wrongAttempts: noWrongAttempts };
    await this.#write();
    this.parts.onChanged(false);
  }

  async #change(change: Partial<LockFile>): Promise<Result<null, 'disk-write-failed'>> {
    const before = this.#state;
    this.#state = { ...before, ...change };
    const error = await this.#write();
    if (!error) return ok(null);
    this.#state = before;
    return { ok: false, error };
  }

  async #write(): Promise<AppError<'disk-write-failed'> | null> {
    const { file, logger } = this.parts;
    const written = await file.write(this.#state);
    if (written.kind !== 'failed') return null;
    logger.warn('lock-file-not-written', { path: file.path, reason: written.reason });
    return fail('disk-write-failed', { path: file.path, reason: written.reason }).error;
  }
}
