import { createHash } from 'node:crypto';
import { z } from 'zod';
import { accountSchema } from '../catalogue/catalogue-file.ts';
import type { Sealer } from '../sealer.ts';
import type { JournalEntry } from '../session-journal.ts';
import { entryOf, type ReadableEntry } from './journal-entry.ts';

/** One entry on the disk: everything but the session and the phone number can be read without the seal. */
const journalFileSchema = z.object({
  version: z.literal(1),
  profileId: z.string(),
  namespace: z.string(),
  fingerprint: z.string(),
  dcId: z.number(),
  account: accountSchema.nullable(),
  /** Epoch ms. */
  journaledAt: z.number(),
  condition: z
    .union([z.object({ ifMatch: z.string() }), z.object({ ifNoneMatch: z.literal('*') })])
    .nullable(),
  sealed: z.string(),
  sealedPhone: z.string().nullable(),
});

export type JournalFile = z.infer<typeof journalFileSchema>;

/** A namespace may hold characters that no file name can, so files are named by its SHA-256. */
export function journalFileName(namespace: string): string {
  return `${createHash('sha256').update(namespace).digest('hex')}.json`;
}

/** Null for a text that is no entry. */
export function parseJournalFile(text: string): JournalFile | null {
  try {
    return journalFileSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

export function sealEntry(entry: ReadableEntry, profileId: string, sealer: Sealer): JournalFile {
  const { namespace, fingerprint, dcId, account, journaledAt, record } = entry;
  const phoneNumber = record.account?.phoneNumber ?? null;
  return {
    version: 1,
    profileId,
    namespace,
    fingerprint,
    dcId,
    account,
    journaledAt,
    condition: record.condition,
    sealed: sealer.seal(record.text),
    sealedPhone: phoneNumber === null ? null : sealer.seal(phoneNumber),
  };
}

/** The entry, without its record where the seal cannot be opened now. */
export function openEntry(file: JournalFile, sealer: Sealer): JournalEntry {
  const { namespace, fingerprint, dcId, account, journaledAt, condition, sealed, sealedPhone } = file;
  const closed = { namespace, fingerprint, dcId, account, journaledAt, record: null, unprotected: null };
  const text = sealer.open(sealed);
  if (text === null) return closed;
  const phoneNumber = sealedPhone === null ? null : sealer.open(sealedPhone);
  const record = { namespace, text, condition, account: account && { info: account, phoneNumber } };
  const opened = entryOf(record, journaledAt);
  return opened?.fingerprint === fingerprint ? opened : closed;
}
