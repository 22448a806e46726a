import { type AppError, fail, ok, type Result } from '../../../shared/result.ts';
import { SerialQueue } from './serial-queue.ts';
import type { SessionJournal } from './session-journal.ts';
import type { ReadOutcome, SessionStore, WriteCondition } from './session-store.ts';
import { decodeSessionString, encodeTelethon, type SessionData } from './session-string/index.ts';
import { conditionOf, type StoredSnapshot, snapshotOf } from './stored-snapshot.ts';

export type LoadedState =
  | { kind: 'not-loaded' }
  | { kind: 'loaded'; snapshot: StoredSnapshot }
  | { kind: 'failed'; error: AppError };

interface Unsaved {
  text: string;
  /** What the write may replace; null when nothing could be read before the session came. */
  condition: WriteCondition | null;
}

export interface SessionManagerParts {
  namespace: string;
  store: SessionStore;
  journal: SessionJournal;
}

/**
 * The life cycle of one namespace's session: load, take over what was signed in, save. Loads and saves run one
 * after the other. A save replaces only what was loaded before the session was taken over.
 */
export class SessionManager {
  private loaded: LoadedState = { kind: 'not-loaded' };
  private pending: Unsaved | null = null;
  private failure: AppError | null = null;
  private readonly queue = new SerialQueue();

  constructor(private readonly parts: SessionManagerParts) {}

  get state(): LoadedState {
    return this.loaded;
  }

  /** What the store held when it was last asked, or null where it could not be read. */
  get snapshot(): StoredSnapshot | null {
    return this.loaded.kind === 'loaded' ? this.loaded.snapshot : null;
  }

  get unsaved(): boolean {
    return this.pending !== null;
  }

  /** Why the last save failed, while `unsaved`. */
  get saveError(): AppError | null {
    return this.failure;
  }

  /** Reads the object anew. What an unsaved session may replace stays as it was. */
  load(): Promise<Result<StoredSnapshot>> {
    return this.queue.run(async () => {
      const read = await this.parts.store.read(this.parts.namespace);
      if (!read.ok) {
        this.loaded = { kind: 'failed', error: read.error };
        return read;
      }
      return ok(this.keep(read.value));
    });
  }

  /**
   * Copies a signed-in authorization through the codec, never keeping a reference to it. `condition` says what the
   * write may replace; by default what was loaded last.
   */
  updateFromClient(authorization: SessionData, condition = this.loadedCondition()): SessionData {
    const text = encodeTelethon(authorization);
    const copy = decodeSessionString(text);
    if (!copy.ok) throw new RangeError(`a signed-in session is ${copy.reason}`);
    this.pending = { text, condition };
    this.failure = null;
    return copy.session;
  }

  /**
   * Writes what is unsaved, reads it back and compares. Without anything unsaved it does nothing. Fails with
   * `saving-blocked` while the object that would be replaced could not be read, or with what the store said.
   */
  save(onWritten?: () => void): Promise<Result<null>> {
    return this.queue.run(() => this.saveNow(onWritten));
  }

  /**
   * Writes the loaded session anew, as Telethon spells it. The text that it replaces says the same, so a failure
   * leaves nothing unsaved. Fails with `nothing-stored`, `namespace-unsaved` or with what the store said.
   */
  rewrite(): Promise<Result<null>> {
    return this.queue.run(async () => {
      const { namespace } = this.parts;
      if (this.unsaved) return fail('namespace-unsaved', { namespace });
      if (!this.snapshot?.session) return fail('nothing-stored', { namespace });
      const { session, exact } = this.snapshot;
      if (exact) return ok(null);
      const stored = await this.writeAndReadBack(encodeTelethon(session), conditionOf(this.snapshot));
      if (!stored.ok) return stored;
      this.keep(stored.value);
      return ok(null);
    });
  }

  private async saveNow(onWritten?: () => void): Promise<Result<null>> {
    const saving = this.pending;
    if (saving === null) return ok(null);
    const condition = saving.condition ?? this.loadedCondition();
    await this.parts.journal.put(this.parts.namespace, saving.text);
    const stored = condition
      ? await this.writeAndReadBack(saving.text, condition, onWritten)
      : fail('saving-blocked');
    if (!stored.ok) {
      this.failure = stored.error;
      return stored;
    }
    this.keep(stored.value);
    await this.confirm(saving, stored.value.etag);
    return ok(null);
  }

  private async writeAndReadBack(
    text: string,
    condition: WriteCondition,
    onWritten: () => void = () => {},
  ): Promise<Result<Extract<ReadOutcome, { kind: 'found' }>>> {
    const { namespace, store } = this.parts;
    const written = await store.write(namespace, text, condition);
    if (!written.ok) return written;
    onWritten();
    const read = await store.read(namespace);
    if (!read.ok) return read;
    if (read.value.kind !== 'found' || read.value.text !== text) return fail('store-readback-differs');
    return ok(read.value);
  }

  /** A newer session that came while this one was written may replace it. */
  private async confirm(saved: Unsaved, etag: string): Promise<void> {
    if (this.pending !== saved) {
      if (this.pending) this.pending = { ...this.pending, condition: { ifMatch: etag } };
      return;
    }
    this.pending = null;
    this.failure = null;
    await this.parts.journal.clear(this.parts.namespace);
  }

  private keep(outcome: ReadOutcome): StoredSnapshot {
    const snapshot = snapshotOf(outcome);
    this.loaded = { kind: 'loaded', snapshot };
    return snapshot;
  }

  private loadedCondition(): WriteCondition | null {
    return this.snapshot && conditionOf(this.snapshot);
  }
}
