import { z } from 'zod';
import { SerialQueue } from '../../async/serial-queue.ts';
import type { JsonFile } from '../../files/json-file.ts';
import type { Logger } from '../../logging/logger.ts';

const watchedSession = z.object({
  namespace: z.string(),
  /** Epoch ms. */
  since: z.number(),
  until: z.number(),
  /** Of the session that should stay there. */
  fingerprint: z.string(),
  /** Its sealed copy. */
  copyId: z.string(),
  /** The object that was last seen to hold it. */
  etag: z.string(),
});

export const watchFileSchema = z.object({ version: z.literal(1), watched: z.array(watchedSession) });

export type WatchedSession = z.infer<typeof watchedSession>;
export type WatchFile = z.infer<typeof watchFileSchema>;

/** The watches of one profile on the disk, so that they go on after a restart. */
export class WatchList {
  private readonly queue = new SerialQueue();

  constructor(
    private readonly file: JsonFile<WatchFile>,
    private readonly logger: Logger,
  ) {}

  async read(): Promise<WatchedSession[]> {
    const read = await this.file.read();
    if (read.kind === 'damaged') this.logger.warn('watches-damaged', { keptAs: read.keptAs });
    return read.kind === 'read' ? read.value.watched : [];
  }

  /** Resolves when every write has ended. */
  flush(): Promise<void> {
    return this.queue.run(async () => undefined);
  }

  /** Resolves when the disk has it; a disk that refuses costs no more than a watch after a restart. */
  write(watched: WatchedSession[]): Promise<void> {
    return this.queue.run(async () => {
      try {
        await this.file.write({ version: 1, watched });
      } catch (error) {
        this.logger.warn('watches-not-written', { error });
      }
    });
  }
}
