import type { JournalEntry, JournalRecord } from '../session-journal.ts';
import { decodeSessionString, fingerprint } from '../session-string/index.ts';

export type ReadableEntry = JournalEntry & { record: JournalRecord };

/** The entry of a record, or null where its text is no session string. */
export function entryOf(record: JournalRecord, journaledAt: number): ReadableEntry | null {
  const decoded = decodeSessionString(record.text);
  if (!decoded.ok) return null;
  const { dcId, authKey } = decoded.session;
  return {
    namespace: record.namespace,
    fingerprint: fingerprint(authKey),
    dcId,
    account: record.account?.info ?? null,
    journaledAt,
    record,
    unprotected: null,
  };
}
