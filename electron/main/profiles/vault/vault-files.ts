import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { FileChange } from '../../files/atomic-file.ts';
import { JsonFile, type UnreadableFile } from '../../files/json-file.ts';
import type { Logger } from '../../logging/logger.ts';
import { type ProvableKey, provableKeySchema } from './passphrase-key.ts';

const vaultFileSchema = provableKeySchema.extend({
  version: z.literal(1),
  /** Those of passphrases that were forgotten, newest first. Older files do not have it. */
  earlier: z.array(provableKeySchema).default([]),
});

/** The parameters of a key and a text to know it by: all that a passphrase alone does not tell, and no secret. */
export type VaultKey = ProvableKey;
type VaultFile = z.infer<typeof vaultFileSchema>;

export interface VaultKeys {
  /** Newest first; empty where no passphrase was set. Two that are {@link isTwin} are one key and its damage. */
  keys: VaultKey[];
  /** Where a damaged file was kept of which there is no copy. */
  keptAs: string | null;
  /** The files that may tell other keys, and could not be read. */
  unreadable: { path: string; error: UnreadableFile }[];
}

/** The keys of every passphrase that was set, kept twice: without its salt nothing that one sealed opens again. */
export class VaultFiles {
  readonly #first: JsonFile<VaultFile>;
  readonly #copy: JsonFile<VaultFile>;

  constructor(
    folder: string,
    private readonly logger: Logger,
    now: () => number,
  ) {
    this.#first = new JsonFile(join(folder, 'vault.json'), vaultFileSchema, now);
    this.#copy = new JsonFile(join(folder, 'vault-copy.json'), vaultFileSchema, now);
  }

  get path(): string {
    return this.#first.path;
  }

  get paths(): string[] {
    return [this.#first.path, this.#copy.path];
  }

  /**
   * Every key that either file tells. A file that is damaged or missing is written anew. Where the two differ both stay: a
   * changed digit may still look like a key, and only a passphrase tells which one is right.
   */
  async read(): Promise<VaultKeys> {
    const { keys, reads } = await this.#readBoth();
    const unreadable = reads.flatMap(({ file, read }) =>
      read.kind === 'unreadable' ? [{ path: file.path, error: read.error }] : [],
    );
    const damaged = reads.flatMap(({ read }) => (read.kind === 'damaged' ? [read.keptAs] : []));
    for (const { file, read } of reads) {
      if (read.kind === 'absent' || read.kind === 'damaged') await this.#mend(file, keys);
    }
    return { keys, keptAs: keys.length === 0 ? (damaged[0] ?? null) : null, unreadable };
  }

  /**
   * Once passphrases have proved some of these keys: both files tell all of them, and what else is told by a file that could
   * not be read before. Returns what they tell.
   */
  async settle(known: VaultKey[], proved: VaultKey[]): Promise<VaultKey[]> {
    const { keys: told, reads } = await this.#readBoth();
    const isNew = (key: VaultKey) =>
      !known.some((other) => isSame(other, key)) && !proved.some((other) => isTwin(other, key));
    const keys = [...known, ...told.filter(isNew)];
    for (const { file, read } of reads) {
      const its = read.kind === 'read' ? keysOf(read.value) : [];
      if (read.kind !== 'unreadable' && !isDeepStrictEqual(its, keys)) await this.#mend(file, keys);
    }
    return keys;
  }

  /** Answers for the first file. A copy that cannot be written is made by a later {@link read} or {@link settle}. */
  async write(newest: VaultKey, earlier: VaultKey[]): Promise<FileChange> {
    const written = await this.#first.write(fileOf(newest, earlier));
    if (written.kind !== 'failed') await this.#mend(this.#copy, [newest, ...earlier]);
    return written;
  }

  async #readBoth() {
    const reads = [];
    for (const file of [this.#first, this.#copy]) reads.push({ file, read: await file.read() });
    const told = reads.flatMap(({ read }) => (read.kind === 'read' ? keysOf(read.value) : []));
    const keys = told.filter((key, index) => told.findIndex((other) => isSame(other, key)) === index);
    return { keys, reads };
  }

  async #mend(file: JsonFile<VaultFile>, [newest, ...earlier]: VaultKey[]): Promise<void> {
    if (!newest) return;
    const written = await file.write(fileOf(newest, earlier));
    if (written.kind === 'failed')
      this.logger.warn('vault-file-not-written', { path: file.path, reason: written.reason });
    else this.logger.info('vault-file-written', { path: file.path });
  }
}

export function isSame(one: VaultKey, other: VaultKey): boolean {
  return isDeepStrictEqual(one, other);
}

/** Whether two keys are one of which a file tells a damaged form: neither a salt nor a verifier comes twice by chance. */
export function isTwin(one: VaultKey, other: VaultKey): boolean {
  return one.key.salt === other.key.salt || one.verifier === other.verifier;
}

function keysOf({ key, verifier, earlier }: VaultFile): VaultKey[] {
  return [{ key, verifier }, ...earlier];
}

function fileOf(newest: VaultKey, earlier: VaultKey[]): VaultFile {
  return { version: 1, ...newest, earlier };
}
