import { createHmac, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { JsonFile } from '../files/json-file.ts';

export const logSettingsSchema = z.object({
  version: z.literal(1),
  /** Whether the log holds namespaces as they are. */
  writesNames: z.boolean(),
  /** Makes the digests of this computer its own: nobody who reads a log can try names. */
  digestKey: z.string().regex(/^[0-9a-f]{32}$/),
});

type LogSettings = z.infer<typeof logSettingsSchema>;

/**
 * How the log calls a namespace: by a digest that is the same in every line of this computer's logs, and by its name too
 * once the operator wants that, so that the lines from before can be told apart as well.
 */
export class LogNames {
  #settings: LogSettings = { version: 1, writesNames: false, digestKey: randomBytes(16).toString('hex') };

  constructor(private readonly file: JsonFile<LogSettings>) {}

  get writesNames(): boolean {
    return this.#settings.writesNames;
  }

  /** Takes the digests' key and the operator's choice from the file. Where it cannot be read, names stay out. */
  async load(): Promise<void> {
    const read = await this.file.read();
    if (read.kind === 'read') this.#settings = read.value;
    else if (read.kind !== 'unreadable') await this.file.write(this.#settings);
  }

  /** Holds until the app quits even where it could not be written. */
  async setWritesNames(writesNames: boolean): Promise<void> {
    this.#settings = { ...this.#settings, writesNames };
    await this.file.write(this.#settings);
  }

  readonly textOf = (namespace: string): string => {
    const { digestKey, writesNames } = this.#settings;
    const digest = createHmac('sha256', digestKey).update(namespace).digest('hex').slice(0, 8);
    return writesNames ? `${namespace} (ns-${digest})` : `ns-${digest}`;
  };
}
