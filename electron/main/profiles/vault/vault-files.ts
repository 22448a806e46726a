import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { JsonFile, type JsonFileRead } from '../../files/json-file.ts';
import type { Logger } from '../../logging/logger.ts';
import { keyParametersSchema } from './passphrase-key.ts';

const vaultFileSchema = z.object({
  version: z.literal(1),
  key: keyParametersSchema,
  /** A known word, sealed: tells a wrong passphrase before anything else is opened with it. */
  verifier: z.string(),
});

export type VaultFile = z.infer<typeof vaultFileSchema>;

/** What a passphrase alone does not tell, kept twice: without its salt nothing that was sealed with it opens again. */
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

  /** Either file tells all; where one is damaged, missing or older than the first, it is written anew. */
  async read(): Promise<JsonFileRead<VaultFile>> {
    const first = await this.first.read();
    const copy = await this.copy.read();
    const found = first.kind === 'read' ? first : copy;
    if (found.kind !== 'read') return first.kind === 'damaged' ? first : copy;
    if (first.kind !== 'read') await this.mend(this.first, found.value);
    if (copy.kind !== 'read' || !isDeepStrictEqual(copy.value, found.value))
      await this.mend(this.copy, found.value);
    return found;
  }

  /** Throws where the first file cannot be written. A copy that cannot be is made by a later {@link read}. */
  async write(file: VaultFile): Promise<void> {
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
