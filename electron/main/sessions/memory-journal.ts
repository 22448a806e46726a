import type { AppError } from '../../../shared/result.ts';
import { entryOf } from './journal/journal-entry.ts';
import type { JournalEntry, JournalRecord, SessionJournal } from './session-journal.ts';

/** Lasts as long as the app runs: for the synthetic profile, whose store does not last longer either. */
export class MemoryJournal implements SessionJournal {
  readonly problems = [];
  private readonly records = new Map<string, JournalEntry>();

  async put(record: JournalRecord): Promise<AppError | null> {
    const entry = entryOf(record, Date.now());
    if (entry) this.records.set(record.namespace, entry);
    return null;
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
}
