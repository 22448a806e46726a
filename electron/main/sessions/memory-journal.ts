import type { AppError } from '../../../shared/result.ts';
import { entryOf } from './journal/journal-entry.ts';
import type { AsideFiles, JournalEntry, JournalRecord, SessionJournal } from './session-journal.ts';

/** Lasts as long as the app runs: for the synthetic profile, whose store does not last longer either. */
export class MemoryJournal implements SessionJournal {
  readonly aside: AsideFiles = { list: () => [], discard: async () => ({ code: 'leftover-gone' }) };
  private readonly records = new Map<string, JournalEntry>();

  put(record: JournalRecord): Promise<AppError | null> {
    return this.keep(record, Date.now());
  }

  async add(record: JournalRecord, signedInAt = Date.now()): Promise<AppError | null> {
    const { namespace } = record;
    const there = this.records.get(namespace);
    if (there && there.fingerprint !== entryOf(record, signedInAt)?.fingerprint)
      return { code: 'namespace-unsaved', params: { namespace } };
    return this.keep(record, signedInAt);
  }

  async clear(namespace: string, text: string): Promise<null> {
    if (this.records.get(namespace)?.record?.text === text) this.records.delete(namespace);
    return null;
  }

  async discard(namespace: string, fingerprint: string): Promise<AppError | null> {
    const known = this.records.get(namespace);
    if (known && known.fingerprint !== fingerprint) return { code: 'conflict-changed' };
    this.records.delete(namespace);
    return null;
  }

  async unseal(): Promise<void> {}

  entries(): JournalEntry[] {
    return [...this.records.values()];
  }

  namespaces(): string[] {
    return [...this.records.keys()];
  }

  private async keep(record: JournalRecord, signedInAt: number): Promise<null> {
    const entry = entryOf(record, signedInAt);
    if (entry) this.records.set(record.namespace, entry);
    return null;
  }
}
