import type {
  HeadOutcome,
  ListedSession,
  ReadOutcome,
  SessionStore,
  StoreResult,
  WriteCondition,
} from '../store/session-store.ts';
import type { SealedCopies } from './sealed-copies.ts';

type Found = Extract<ReadOutcome, { kind: 'found' }>;

/** A string that this app stored. */
export interface StoredString {
  namespace: string;
  /** The write named an object to replace; it may have been carried out by an earlier run of the app. */
  replaces: boolean;
  /** The string whose place it took; null if there was none or it could not be seen. */
  before: string | null;
  after: string;
  etag: string;
  /** The sealed copy of `after`. */
  copyId: string;
}

interface CopyingStoreParts {
  store: SessionStore;
  copies: SealedCopies;
  onRead: (namespace: string, outcome: ReadOutcome) => void;
  onWritten: (stored: StoredString) => Promise<void>;
}

/** A profile's store, of which a sealed copy is kept of everything that this app writes or replaces. */
export class CopyingStore implements SessionStore {
  /** The string that was read last, in case it is replaced. */
  readonly #lastRead = new Map<string, Found>();
  /** The string that was sent and not yet seen in the bucket, and the one that it replaces. */
  readonly #tried = new Map<string, { text: string; replaces: boolean; before: string | null }>();

  constructor(private readonly parts: CopyingStoreParts) {}

  async read(namespace: string): Promise<StoreResult<ReadOutcome>> {
    const read = await this.parts.store.read(namespace);
    if (!read.ok) return read;
    if (read.value.kind === 'found') await this.#found(namespace, read.value);
    else this.#lastRead.delete(namespace);
    this.parts.onRead(namespace, read.value);
    return read;
  }

  head(namespace: string): Promise<StoreResult<HeadOutcome>> {
    return this.parts.store.head(namespace);
  }

  async write(
    namespace: string,
    text: string,
    condition: WriteCondition,
  ): Promise<StoreResult<{ etag: string }>> {
    const before = 'ifMatch' in condition ? await this.#copyOf(namespace, condition.ifMatch) : null;
    this.#tried.set(namespace, { text, replaces: 'ifMatch' in condition, before });
    return this.parts.store.write(namespace, text, condition);
  }

  list(signal: AbortSignal): AsyncIterable<StoreResult<ListedSession[]>> {
    return this.parts.store.list(signal);
  }

  close(): void {
    this.parts.store.close();
  }

  /** Only reading back tells that a write was carried out: its answer may be lost. */
  async #found(namespace: string, found: Found): Promise<void> {
    this.#lastRead.set(namespace, found);
    const tried = this.#tried.get(namespace);
    if (tried?.text !== found.text) return;
    this.#tried.delete(namespace);
    const { copies, onWritten } = this.parts;
    const { text, etag, lastModified, writer } = found;
    const copyId = await copies.keep(namespace, { text, lastModified, writer });
    const { replaces, before } = tried;
    await onWritten({ namespace, replaces, before, after: text, etag, copyId });
  }

  /** Keeps a copy of what is about to be replaced, and returns its text; null if there is none to keep. */
  async #copyOf(namespace: string, etag: string): Promise<string | null> {
    const found = await this.#knownOrRead(namespace, etag);
    if (!found) return null;
    const { text, lastModified, writer } = found;
    await this.parts.copies.keep(namespace, { text, lastModified, writer });
    return text;
  }

  /** A write after a restart may replace what another run of the app has read. */
  async #knownOrRead(namespace: string, etag: string): Promise<Found | null> {
    const known = this.#lastRead.get(namespace);
    if (known?.etag === etag) return known;
    const read = await this.parts.store.read(namespace);
    return read.ok && read.value.kind === 'found' && read.value.etag === etag ? read.value : null;
  }
}
