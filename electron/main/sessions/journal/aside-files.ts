import type { AppError } from '../../../../shared/result.ts';
import type { SerialQueue } from '../../async/serial-queue.ts';
import type { Logger } from '../../logging/logger.ts';
import type { Sealer } from '../sealer.ts';
import type { AsideFile, AsideFiles } from '../session-journal.ts';
import { openEntry } from './journal-file.ts';
import type { FoundAside, JournalFolder } from './journal-folder.ts';

export interface FolderAsideParts {
  folder: JournalFolder;
  /** The journal's own: what is discarded must not be a file that is being written under the same name. */
  queue: SerialQueue;
  sealer: Sealer;
  logger: Logger;
}

/** The files of one journal's folder that are not in use. */
export class FolderAside implements AsideFiles {
  private readonly found = new Map<string, FoundAside>();

  constructor(private readonly parts: FolderAsideParts) {}

  list(): AsideFile[] {
    const { sealer } = this.parts;
    return [...this.found.values()].map(({ file, ...facts }) => ({
      ...facts,
      entry: file && openEntry(file, sealer),
    }));
  }

  add(aside: FoundAside): void {
    const { name, kind, failure } = aside;
    this.found.set(name, aside);
    this.parts.logger.warn('journal-file-aside', { name, kind, failure });
  }

  /** Its name is that of another file now. */
  drop(name: string): void {
    this.found.delete(name);
  }

  discard(name: string, fingerprint: string | null): Promise<AppError | null> {
    const { folder, queue } = this.parts;
    return queue.run(async () => {
      if (!this.found.has(name)) return { code: 'leftover-gone' };
      const now = await folder.lookAside(name);
      if (now && (now.file?.fingerprint ?? null) !== fingerprint) return { code: 'conflict-changed' };
      const failure = await folder.remove(name);
      if (!failure) this.found.delete(name);
      return failure;
    });
  }
}
