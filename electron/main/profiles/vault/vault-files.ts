import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { JsonFile } from '../../files/json-file.ts';
import type { Logger } from '../../logging/logger.ts';
import { keyParametersSchema } from './passphrase-key.ts';

const vaultKeySchema = z.object({
  key: keyParametersSchema,
  /** A known word, sealed: tells a wrong passphrase before anything else is opened with it. */
  verifier: z.string(),
});

const vaultFileSchema = vaultKeySchema.extend({
  version: z.literal(1),
  /** Those of passphrases that were forgotten, newest first. Older files do not have it. */
  earlier: z.array(vaultKeySchema).default([]),
});

/** What a passphrase alone does not tell, and no secret. */
export type VaultKey = z.infer<typeof vaultKeySchema>;
type VaultFile = z.infer<typeof vaultFileSchema>;

export interface VaultKeys {
  /** Newest first; empty where no passphrase was set. */
  keys: VaultKey[];
  /** Where a damaged file was kept of which there is no copy. */
  keptAs: string | null;
}

/** The keys of every passphrase that was set, kept twice: without its salt nothing that one sealed opens again. */
export class VaultFiles {
  private readonly first: JsonFile<VaultFile>;
  private readonly copy: JsonFile<VaultFile>;

  constructor(
    folder: string,
    private readonly logger: Logger,
    now: () => number,
  ) {
    this.first = new JsonFile(join(folder, 'vault.json'), vaultFileSchema, now);
    this.copy = new JsonFile(join(folder, 'vault-copy.json'), vaultFileSchema, now);
  }

  get path(): string {
    return this.first.path;
  }

  /** Every key that either file tells; a file that lacks one, or is damaged or missing, is written anew. */
  async read(): Promise<VaultKeys> {
    const first = await this.first.read();
    const copy = await this.copy.read();
    const told = [first, copy].flatMap((read) => (read.kind === 'read' ? keysOf(read.value) : []));
    const keys = told.filter(
      (key, index) => told.findIndex((other) => isDeepStrictEqual(other, key)) === index,
    );
    const [newest, ...earlier] = keys;
    if (!newest) {
      const damaged = [first, copy].find((read) => read.kind === 'damaged');
      return { keys, keptAs: damaged?.keptAs ?? null };
    }
    const file = fileOf(newest, earlier);
    if (first.kind !== 'read' || !isDeepStrictEqual(first.value, file)) await this.mend(this.first, file);
    if (copy.kind !== 'read' || !isDeepStrictEqual(copy.value, file)) await this.mend(this.copy, file);
    return { keys, keptAs: null };
  }

  /** Throws where the first file cannot be written. A copy that cannot be is made by a later {@link read}. */
  async write(newest: VaultKey, earlier: VaultKey[]): Promise<void> {
    const file = fileOf(newest, earlier);
    await this.first.write(file);
    await this.mend(this.copy, file);
  }

  private async mend(file: JsonFile<VaultFile>, value: VaultFile): Promise<void> {
    try {
      await file.write(value);
      this.logger.info('vault-file-written', { path: file.path });
    } catch (error) {
      this.logger.warn('vault-file-not-written', { path: file.path, error });
    }
  }
}

function keysOf({ key, verifier, earlier }: VaultFile): VaultKey[] {
  return [{ key, verifier }, ...earlier];
}

function fileOf(newest: VaultKey, earlier: VaultKey[]): VaultFile {
  return { version: 1, ...newest, earlier };
}
