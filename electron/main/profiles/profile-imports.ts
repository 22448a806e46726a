import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { parse } from 'dotenv';
import type { ImportedProfile, ProfileDraft, ProfileSecrets } from '../../../shared/profiles.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import type { Timers } from '../async/timers.ts';
import { reasonOf } from '../files/file-errors.ts';
import { secretsThatStay } from './profile-secrets.ts';
import { readConnectorVariables } from './read-connector-variables.ts';

const maxFileBytes = 256 * 1024;

/** Long enough to fill a form in; a secret that nobody saves is not kept for longer. */
const keptMs = 10 * 60 * 1000;

interface PendingImport {
  draft: ImportedProfile['draft'];
  secrets: ProfileSecrets;
  stopTimer(): void;
}

/** Imports of the connector's variables. The secrets they hold wait here, for ten minutes, until their profile is saved. */
export class ProfileImports {
  readonly #pending = new Map<string, PendingImport>();

  constructor(
    private readonly environment: Record<string, string | undefined>,
    private readonly createId: () => string,
    private readonly timers: Pick<Timers, 'after'>,
  ) {}

  fromEnvironment(): Result<ImportedProfile, 'import-empty'> {
    return this.#importVariables(this.environment, 'the environment');
  }

  async fromFile(path: string): Promise<Result<ImportedProfile, 'import-empty' | 'import-unreadable'>> {
    const source = basename(path);
    try {
      const { size } = await stat(path);
      if (size > maxFileBytes)
        return fail('import-unreadable', { reason: `${source} is too large for a .env file.` });
      const bytes = await readFile(path);
      if (bytes.includes(0)) return fail('import-unreadable', { reason: `${source} is not a text file.` });
      return this.#importVariables(parse(bytes), source);
    } catch (error) {
      return fail('import-unreadable', { reason: `${source} could not be read: ${reasonOf(error)}.` });
    }
  }

  /** Whether there is nothing of this import any more. */
  isForgotten(importId: string | null): boolean {
    return importId !== null && !this.#pending.has(importId);
  }

  /**
   * The secrets of an import that may be used for this profile, or none: they were imported for one place. They stay
   * until {@link forget}, so that a refused save can be repeated.
   */
  secretsFor(importId: string | null, draft: ProfileDraft): ProfileSecrets {
    const pending = importId === null ? undefined : this.#pending.get(importId);
    return pending ? secretsThatStay(pending.draft, draft, pending.secrets) : {};
  }

  forget(importId: string | null): void {
    if (importId === null) return;
    this.#pending.get(importId)?.stopTimer();
    this.#pending.delete(importId);
  }

  #importVariables(
    variables: Record<string, string | undefined>,
    source: string,
  ): Result<ImportedProfile, 'import-empty'> {
    const { draft, secrets, found, refused } = readConnectorVariables(variables);
    if (found.length === 0) return fail('import-empty', { source });
    const importId = this.createId();
    const stopTimer = this.timers.after(keptMs, () => this.#pending.delete(importId));
    this.#pending.set(importId, { draft, secrets, stopTimer });
    return ok({
      importId,
      source,
      draft,
      hasSecretAccessKey: secrets.secretAccessKey !== undefined,
      hasApiHash: secrets.apiHash !== undefined,
      found,
      refused,
    });
  }
}
