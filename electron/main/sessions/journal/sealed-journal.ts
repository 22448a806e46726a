import type { AppError } from '../../../../shared/result.ts';
import { SerialQueue } from '../../async/serial-queue.ts';
import type { Logger } from '../../logging/logger.ts';
import type { Sealer } from '../sealer.ts';
import type { JournalEntry, JournalRecord, SessionJournal } from '../session-journal.ts';
import { FolderAside } from './aside-files.ts';
import { entryOf, type ReadableEntry } from './journal-entry.ts';
import { type JournalFile, journalFileName, openEntry, sealEntry } from './journal-file.ts';
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
  readonly aside: FolderAside;

  private constructor(private readonly parts: SealedJournalParts) {
    const { directory, profileId, sealer, logger } = parts;
    this.folder = new JournalFolder(directory, profileId);
    this.aside = new FolderAside({ folder: this.folder, queue: this.queue, sealer, logger });
  }

  static async open(parts: SealedJournalParts): Promise<SealedJournal> {
    const journal = new SealedJournal(parts);
    const { files, aside } = await journal.folder.read();
    for (const file of files) journal.take(file);
    for (const file of aside) journal.aside.add(file);
    return journal;
  }

  put(record: JournalRecord): Promise<AppError | null> {
    return this.queue.run(() => this.keep(record, this.parts.now()));
  }

  add(record: JournalRecord, signedInAt = this.parts.now()): Promise<AppError | null> {
    const { namespace } = record;
    return this.queue.run(async () => {
      const there = this.known.get(namespace);
      if (there && there.fingerprint !== entryOf(record, signedInAt)?.fingerprint)
        return { code: 'namespace-unsaved', params: { namespace } };
      return this.keep(record, signedInAt);
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

  private async keep(record: JournalRecord, signedInAt: number): Promise<AppError | null> {
    const entry = entryOf(record, signedInAt);
    if (!entry) throw new RangeError('only session strings are journaled');
    const unprotected = await this.write(entry);
    this.known.set(record.namespace, { ...entry, unprotected });
    return unprotected;
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
    const kept = await this.folder.keepAside(namespace);
    this.closed.delete(namespace);
    if (!kept) return;
    this.aside.drop(journalFileName(namespace));
    this.aside.add(kept);
  }

  private forget(namespace: string): void {
    this.known.delete(namespace);
    this.own.delete(namespace);
  }

  /** Why the file is still there, or null. */
  private async removeFile(namespace: string): Promise<AppError | null> {
    const failure = await this.folder.remove(journalFileName(namespace));
    if (failure) this.parts.logger.warn('journal-entry-not-removed', { namespace, error: failure });
    return failure;
  }
}
