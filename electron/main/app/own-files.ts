import type { AppError, Result } from '../../../shared/result.ts';
import type { FileProblems } from '../files/file-problems.ts';
import type { Logger } from '../logging/logger.ts';
import type { Profiles } from '../profiles/profiles.ts';
import type { Vault } from '../profiles/vault/vault.ts';

/** Files that the app reads of its own at the start: the vault's keys, then the profiles, whose secrets they seal. */
export class OwnFiles {
  /** Problems of the start that the operator must be told of. */
  readonly told: AppError[] = [];

  constructor(
    private readonly vault: Vault,
    private readonly profiles: Profiles,
    private readonly problems: FileProblems,
    private readonly logger: Logger,
  ) {}

  async start(): Promise<void> {
    await this.#readVault();
    await this.#readProfiles();
  }

  /** Reads what the disk refused before, and nothing else: secrets that are in memory only stay. */
  async tryAgain(): Promise<void> {
    if (this.vault.paths.some((path) => this.vault.problemOf(path))) await this.#readVault();
    if (this.profiles.problem) await this.#readProfiles();
  }

  /** Has the operator told of a step of the start that has failed. */
  tell(step: Result<unknown>): void {
    if (step.ok) return;
    this.told.push(step.error);
    this.logger.error('problem while starting', { error: step.error });
  }

  async #readVault(): Promise<void> {
    this.tell(await this.vault.load());
    for (const path of this.vault.paths) {
      this.problems.report(path, this.vault.problemOf(path), this.vault.isUnread());
    }
  }

  async #readProfiles(): Promise<void> {
    this.tell(await this.profiles.load());
    this.problems.report(this.profiles.path, this.profiles.problem, true);
  }
}
