import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { parse } from 'dotenv';
import type { ImportedProfile, ProfileSecrets } from '../../../shared/profiles.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { reasonOf } from '../files/file-errors.ts';
import { readConnectorVariables } from './read-connector-variables.ts';

const maxFileBytes = 256 * 1024;

/** Imports of the connector's variables. The secrets they hold wait here until their profile is saved. */
export class ProfileImports {
  readonly #pending = new Map<string, ProfileSecrets>();

  constructor(
    private readonly environment: Record<string, string | undefined>,
    private readonly createId: () => string,
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

  /** The secrets of an import, or none. They stay until {@link forget}, so that a refused save can be repeated. */
  secretsOf(importId: string | null): ProfileSecrets {
    return (importId === null ? undefined : this.#pending.get(importId)) ?? {};
  }

  forget(importId: string | null): void {
    if (importId !== null) this.#pending.delete(importId);
  }

  #importVariables(
    variables: Record<string, string | undefined>,
    source: string,
  ): Result<ImportedProfile, 'import-empty'> {
    const { draft, secrets, found, refused } = readConnectorVariables(variables);
    if (found.length === 0) return fail('import-empty', { source });
    const importId = this.createId();
    this.#pending.set(importId, secrets);
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
