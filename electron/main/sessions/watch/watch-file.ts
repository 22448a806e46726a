import { z } from 'zod';
import { fail } from '../../../../shared/result.ts';
import { SerialQueue } from '../../async/serial-queue.ts';
import type { FileProblems } from '../../files/file-problems.ts';
import type { JsonFile } from '../../files/json-file.ts';

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
type WatchFile = z.infer<typeof watchFileSchema>;

/** The watches of one profile on the disk, so that they go on after a restart. */
export class WatchList {
  readonly #queue = new SerialQueue();
  /** The file was not read yet: the disk refused it. */
  #unread = true;
  /** Watches that were read too late for this run. They stay on the list, and go on after the next start. */
  #waiting: WatchedSession[] = [];

  constructor(
    private readonly file: JsonFile<WatchFile>,
    private readonly problems: FileProblems,
  ) {}

  read(): Promise<WatchedSession[]> {
    return this.#queue.run(() => this.#readNow());
  }

  /** Resolves when every write has ended. */
  flush(): Promise<void> {
    return this.#queue.run(async () => undefined);
  }

  /** Resolves when the disk has it; a disk that refuses costs no more than a watch after a restart. */
  write(watched: WatchedSession[]): Promise<void> {
    return this.#queue.run(async () => {
      if (this.#unread) this.#waiting = await this.#readNow();
      if (this.#unread) return;
      this.#waiting = this.#waiting.filter(({ namespace }) =>
        watched.every((session) => session.namespace !== namespace),
      );
      const written = await this.file.write({ version: 1, watched: [...watched, ...this.#waiting] });
      const { path } = this.file;
      const refused =
        written.kind === 'failed' ? fail('disk-write-failed', { path, reason: written.reason }) : null;
      this.problems.report(path, refused?.error ?? null);
    });
  }

  async #readNow(): Promise<WatchedSession[]> {
    const read = await this.file.read();
    this.#unread = read.kind === 'unreadable';
    if (read.kind === 'damaged') this.problems.damaged(this.file.path, read.keptAs);
    else this.problems.report(this.file.path, read.kind === 'unreadable' ? read.error : null);
    return read.kind === 'read' ? read.value.watched : [];
  }
}
