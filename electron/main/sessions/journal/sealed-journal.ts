import type { AppError } from '../../../../shared/result.ts';
import { removeFile } from '../../files/atomic-file.ts';
import type { Logger } from '../../logging/logger.ts';
import type { Sealer } from '../sealer.ts';
import { SerialQueue } from '../serial-queue.ts';
import type { JournalEntry, JournalRecord, SessionJournal } from '../session-journal.ts';
import { entryOf, type ReadableEntry } from './journal-entry.ts';
import { type JournalFile, openEntry, sealEntry } from './journal-file.ts';
import { JournalFolder } from './journal-folder.ts';

export interface SealedJournalParts {
  directory: string;
  profileId: string;
  sealer: Sealer;
  logger: Logger;
  /** Epoch ms. */
  now: () => number;
}

/**
 * The journal of one profile: one sealed file per namespace, written and removed so that neither a crash nor a loss of
 * power leaves a half. What cannot be written is kept in memory and says so.
 */
export class SealedJournal implements SessionJournal {
  private readonly known = new Map<string, JournalEntry>();
  /** Files whose seal could not be opened yet. */
  private readonly closed = new Map<string, JournalFile>();
  /** Namespaces whose file was written or opened here. Any other file may hold a session that nobody has seen. */
  private readonly own = new Set<string>();
  private readonly folder: JournalFolder;
  private readonly queue = new SerialQueue();
  readonly problems: AppError[] = [];

  private constructor(private readonly parts: SealedJournalParts) {
    this.folder = new JournalFolder(parts.directory, parts.profileId);
  }

  static async open(parts: SealedJournalParts): Promise<SealedJournal> {
    const journal = new SealedJournal(parts);
    const { files, problems } = await journal.folder.read();
    for (const file of files) journal.take(file);
    journal.problems.push(...problems);
    for (const problem of problems) parts.logger.error('journal-entry-damaged', { problem });
    return journal;
  }

  put(record: JournalRecord): Promise<AppError | null> {
    return this.queue.run(async () => {
      const entry = entryOf(record, this.parts.now());
      if (!entry) throw new RangeError('only session strings are journaled');
      const unprotected = await this.write(entry);
      this.known.set(record.namespace, { ...entry, unprotected });
      return unprotected;
    });
  }

  clear(namespace: string, text: string): Promise<AppError | null> {
    return this.queue.run(async () => {
      if (this.known.get(namespace)?.record?.text !== text) return null;
      const failure = this.own.has(namespace) ? await this.removeFile(namespace) : null;
      if (failure) return failure;
      this.forget(namespace);
      const older = this.closed.get(namespace);
      if (older) this.take(older);
      return null;
    });
  }

  discard(namespace: string, fingerprint: string): Promise<AppError | null> {
    return this.queue.run(async () => {
      const known = this.known.get(namespace);
      if (!known) return null;
      if (known.fingerprint !== fingerprint) return { code: 'conflict-changed' };
      const failure = await this.removeFile(namespace);
      if (failure) return failure;
      this.closed.delete(namespace);
      this.forget(namespace);
      return null;
    });
  }

  entries(): JournalEntry[] {
    return [...this.known.values()];
  }

  unseal(): Promise<void> {
    return this.queue.run(async () => {
      for (const file of [...this.closed.values()]) this.take(file);
      for (const entry of this.entries()) {
        const { record, unprotected } = entry;
        if (!record || !unprotected) continue;
        this.known.set(entry.namespace, { ...entry, unprotected: await this.write({ ...entry, record }) });
      }
    });
  }

  private take(file: JournalFile): void {
    const { namespace } = file;
    const entry = openEntry(file, this.parts.sealer);
    // A session that came while the older one was closed is the one to store.
    const newer = this.known.get(namespace);
    if (newer?.record) return;
    if (entry.record) {
      this.closed.delete(namespace);
      this.own.add(namespace);
    } else this.closed.set(namespace, file);
    this.known.set(namespace, entry);
  }

  /** Why the entry is not on the disk, or null. */
  private async write(entry: ReadableEntry): Promise<AppError | null> {
    const { profileId, sealer, logger } = this.parts;
    const { namespace, fingerprint } = entry;
    if (!sealer.available()) return { code: 'journal-not-sealed' };
    try {
      if (!this.own.has(namespace)) await this.keepAside(namespace);
      await this.folder.write(sealEntry(entry, profileId, sealer));
      this.own.add(namespace);
      logger.info('session-journaled', { namespace, fingerprint });
      return null;
    } catch (error) {
      logger.error('session-not-journaled', { namespace, fingerprint, error });
      const reason = error instanceof Error ? error.message : 'unknown';
      return { code: 'journal-not-written', params: { path: this.parts.directory, reason } };
    }
  }

  private async keepAside(namespace: string): Promise<void> {
    const problem = await this.folder.keepAside(namespace);
    this.closed.delete(namespace);
    if (!problem) return;
    this.problems.push(problem);
    this.parts.logger.warn('journal-entry-kept-aside', { problem });
  }

  private forget(namespace: string): void {
    this.known.delete(namespace);
    this.own.delete(namespace);
  }

  /** Why the file is still there, or null. */
  private async removeFile(namespace: string): Promise<AppError | null> {
    const file = this.folder.path(namespace);
    try {
      await removeFile(file);
      return null;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      this.parts.logger.warn('journal-entry-not-removed', { namespace, error });
      const reason = error instanceof Error ? error.message : 'unknown';
      return { code: 'journal-not-removed', params: { file, reason } };
    }
  }
}
