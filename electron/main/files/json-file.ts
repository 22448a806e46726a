import { readFile, rename } from 'node:fs/promises';
import type { ZodType } from 'zod';
import { writeFileAtomically } from './atomic-file.ts';

export type JsonFileRead<T> =
  | { kind: 'read'; value: T }
  | { kind: 'absent' }
  /**
   * The file cannot be read or is not what the schema asks for. It was moved to `keptAs`, so nothing is lost by writing
   * anew; where even that is refused it stays, and every write is refused too.
   */
  | { kind: 'damaged'; keptAs: string };

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** One JSON file of the user-data folder, checked by its schema on reading and replaced whole on writing. */
export class JsonFile<T> {
  private mayReplace = true;

  constructor(
    readonly path: string,
    private readonly schema: ZodType<T>,
    private readonly now: () => number,
  ) {}

  async read(): Promise<JsonFileRead<T>> {
    let text: string;
    try {
      text = await readFile(this.path, 'utf8');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { kind: 'absent' };
      return this.setAside();
    }
    const parsed = this.schema.safeParse(parse(text));
    return parsed.success ? { kind: 'read', value: parsed.data } : this.setAside();
  }

  async write(value: T): Promise<void> {
    if (!this.mayReplace) throw new Error('the file could neither be read nor set aside');
    const written = await writeFileAtomically(this.path, `${JSON.stringify(value, null, 2)}\n`);
    if (written.kind === 'failed') throw new Error(written.reason);
  }

  private async setAside(): Promise<JsonFileRead<T>> {
    const keptAs = `${this.path}.${this.now()}.damaged`;
    try {
      await rename(this.path, keptAs);
      return { kind: 'damaged', keptAs };
    } catch {
      this.mayReplace = false;
      return { kind: 'damaged', keptAs: this.path };
    }
  }
}
