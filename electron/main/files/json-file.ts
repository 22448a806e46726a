import type { ZodError, ZodType } from 'zod';
import { type AppError, fail } from '../../../shared/result.ts';
import { SerialQueue } from '../async/serial-queue.ts';
import { type FileChange, renameFile, writeFileAtomically } from './atomic-file.ts';
import { readTextFile } from './read-text-file.ts';

/** Why nothing is known of a file's content: the disk refused it, or a newer version of the app wrote it. */
export type UnreadableFile = AppError<'file-unreadable' | 'file-newer'>;

type JsonFileRead<T> =
  | { kind: 'read'; value: T }
  | { kind: 'absent' }
  /** It stays as it is, and is not written while that lasts: a later read may succeed. */
  | { kind: 'unreadable'; error: UnreadableFile }
  /** Read whole, and not what the schema asks for. It was moved to `keptAs`, so nothing is lost by writing anew. */
  | { kind: 'damaged'; keptAs: string };

/**
 * One JSON file of the user-data folder, checked by its schema on reading and replaced whole on writing. Whoever owns
 * the file makes the one instance of its path; reads and writes wait for each other.
 */
export class JsonFile<T> {
  readonly #queue = new SerialQueue();
  /** Set while the last read told nothing. */
  #unreadable: UnreadableFile | null = null;

  constructor(
    readonly path: string,
    private readonly schema: ZodType<T>,
    private readonly now: () => number,
  ) {}

  read(): Promise<JsonFileRead<T>> {
    return this.#queue.run(async () => {
      const read = await this.#readNow();
      this.#unreadable = read.kind === 'unreadable' ? read.error : null;
      return read;
    });
  }

  /** Fails where the last read told nothing: what stands there may be all that is left of it. */
  write(value: T): Promise<FileChange> {
    return this.#queue.run(async () => {
      if (this.#unreadable) return { kind: 'failed', reason: refusalOf(this.#unreadable) };
      return writeFileAtomically(this.path, `${JSON.stringify(value, null, 2)}\n`);
    });
  }

  async #readNow(): Promise<JsonFileRead<T>> {
    const file = await readTextFile(this.path);
    if (file.kind === 'absent') return file;
    if (file.kind === 'unreadable') return this.#notRead(file.reason);
    const json = parse(file.text);
    const parsed = this.schema.safeParse(json);
    if (parsed.success) return { kind: 'read', value: parsed.data };
    if (isNewer(json, parsed.error)) {
      return { kind: 'unreadable', error: fail('file-newer', { file: this.path }).error };
    }
    return this.#setAside();
  }

  async #setAside(): Promise<JsonFileRead<T>> {
    const keptAs = `${this.path}.${this.now()}.damaged`;
    const moved = await renameFile(this.path, keptAs);
    if (moved.kind !== 'failed') return { kind: 'damaged', keptAs };
    return this.#notRead(`it is damaged, and could not be moved aside: ${moved.reason}`);
  }

  #notRead(reason: string): JsonFileRead<T> {
    return {
      kind: 'unreadable',
      error: fail('file-unreadable', { file: this.path, reason }).error,
    };
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether its version is greater than those that the schema knows. */
function isNewer(json: unknown, { issues }: ZodError): boolean {
  const version = versionOf(json);
  const issue = issues.find(({ path }) => path.length === 1 && path[0] === 'version');
  if (version === null || issue?.code !== 'invalid_value') return false;
  return issue.values.every((known) => typeof known === 'number' && known < version);
}

/** The version that a file says it is of; null where it says none. */
export function versionOf(json: unknown): number | null {
  if (typeof json !== 'object' || json === null || !('version' in json)) return null;
  return Number.isInteger(json.version) ? Number(json.version) : null;
}

function refusalOf({ code, params }: UnreadableFile): string {
  return code === 'file-newer'
    ? 'a newer version of the app wrote the file'
    : `the file could not be read before (${params?.reason})`;
}
