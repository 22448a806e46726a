import type { StoreErrorCode } from '../../../shared/error-words/store.ts';
import { type AppError, fail, ok, type Result } from '../../../shared/result.ts';
import { Listeners } from '../async/listeners.ts';
import { SerialQueue } from '../async/serial-queue.ts';
import { encodeTelethon } from './session-string/index.ts';
import type { ReadOutcome, SessionStore, StoreResult } from './store/session-store.ts';
import { conditionOf, type StoredSnapshot, snapshotOf } from './store/stored-snapshot.ts';
import { type SessionWrite, type WriteOutcome, writeSession } from './store/write-session.ts';

export type LoadedState =
  | { kind: 'not-loaded' }
  | { kind: 'loaded'; found: ReadOutcome; snapshot: StoredSnapshot }
  | { kind: 'failed'; error: AppError };

type WriteOrder = Omit<SessionWrite, 'store' | 'namespace'>;
export type WriteObject = (order: WriteOrder) => Promise<WriteOutcome>;

/**
 * The object of one namespace: loads it, stores a session over it, and knows what was there last. One thing at a time, so
 * that what was read last is what is there as far as this app knows. What is not stored yet is in custody.
 */
export class SessionManager {
  #state: LoadedState = { kind: 'not-loaded' };
  readonly #queue = new SerialQueue();

  constructor(
    private readonly namespace: string,
    private readonly sessionStore: SessionStore,
    private readonly onLooked: () => void,
  ) {}

  get state(): LoadedState {
    return this.#state;
  }

  /** Everything that the last reading told, or null where the object could not be read. */
  get snapshot(): StoredSnapshot | null {
    return this.#state.kind === 'loaded' ? this.#state.snapshot : null;
  }

  /** Reads the object anew. */
  load(): Promise<StoreResult<StoredSnapshot>> {
    return this.#queue.run(async () => {
      const read = await this.sessionStore.read(this.namespace);
      return read.ok ? ok(this.#keep(read.value)) : this.#fail(read.error);
    });
  }

  /**
   * Runs work that is alone with the object. Its write replaces the object where the condition holds, and believes only
   * what it reads afterwards.
   */
  alone<T>(work: (write: WriteObject) => Promise<T>): Promise<T> {
    return this.#queue.run(() => work((order) => this.#write(order)));
  }

  /**
   * Writes the loaded session anew, as Telethon spells it. The text that it replaces says the same, so a failure
   * leaves nothing unsaved.
   */
  rewrite(): Promise<Result<null, StoreErrorCode | 'nothing-stored'>> {
    return this.#queue.run(async () => {
      const { namespace, snapshot } = this;
      if (!snapshot?.session) return fail('nothing-stored', { namespace });
      if (snapshot.exact) return ok(null);
      const outcome = await this.#write({
        text: encodeTelethon(snapshot.session),
        condition: conditionOf(snapshot),
        onWritten: () => {},
        isMeant: () => true,
      });
      return outcome.kind === 'stored' ? ok(null) : { ok: false, error: outcome.error };
    });
  }

  async #write(order: WriteOrder): Promise<WriteOutcome> {
    const { namespace, sessionStore: store } = this;
    const outcome = await writeSession({ store, namespace, ...order });
    if (outcome.kind === 'stored') this.#keep(outcome.found);
    if (outcome.kind === 'conflict') this.#keep(outcome.theirs);
    return outcome;
  }

  #keep(found: ReadOutcome): StoredSnapshot {
    const snapshot = snapshotOf(found);
    this.#state = { kind: 'loaded', found, snapshot };
    this.onLooked();
    return snapshot;
  }

  #fail(error: AppError<StoreErrorCode>): StoreResult<StoredSnapshot> {
    this.#state = { kind: 'failed', error };
    this.onLooked();
    return { ok: false, error };
  }
}

/** One SessionManager for each namespace that was opened, checked or signed in. */
export class SessionManagers {
  /** Told with its namespace whenever a manager knows something new of its object. */
  readonly looked = new Listeners<string>();
  readonly #managers = new Map<string, SessionManager>();

  constructor(private readonly store: SessionStore) {}

  of(namespace: string): SessionManager {
    const known = this.#managers.get(namespace);
    if (known) return known;
    const manager = new SessionManager(namespace, this.store, () => this.looked.emit(namespace));
    this.#managers.set(namespace, manager);
    return manager;
  }
}
