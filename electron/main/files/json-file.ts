import { readFile, rename } from 'node:fs/promises';
import type { ZodType } from 'zod';
import { writeFileAtomically } from './atomic-file.ts';

export type JsonFileRead<T> =
  | { kind: 'read'; value: T }
  | { kind: 'absent' }
  /** The text was not what the schema asks for; it was moved to `keptAs`, so nothing is lost by writing anew. */
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
      throw error;
    }
    const parsed = this.schema.safeParse(parse(text));
    if (parsed.success) return { kind: 'read', value: parsed.data };
    const keptAs = `${this.path}.${this.now()}.damaged`;
    await rename(this.path, keptAs);
    return { kind: 'damaged', keptAs };
  }

  async write(value: T): Promise<void> {
    await writeFileAtomically(this.path, `${JSON.stringify(value, null, 2)}\n`);
  }
}
