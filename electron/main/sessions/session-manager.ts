import { type AppError, fail, ok, type Result } from '../../../shared/result.ts';
import { SerialQueue } from '../async/serial-queue.ts';
import { decidedCondition, type HeldConflict, heldConflict, isSameConflict } from './held-conflict.ts';
import type { JournalRecord, SessionJournal } from './session-journal.ts';
import type { SessionMove } from './session-move.ts';
import type { SignedInAccount } from './session-prober.ts';
import { decodeSessionString, encodeTelethon, type SessionData } from './session-string/index.ts';
import type { ReadOutcome, SessionStore, WriteCondition } from './store/session-store.ts';
import { conditionOf, type StoredSnapshot, snapshotOf } from './store/stored-snapshot.ts';
import { writeSession } from './store/write-session.ts';

export type LoadedState =
  | { kind: 'not-loaded' }
  | { kind: 'loaded'; snapshot: StoredSnapshot }
  | { kind: 'failed'; error: AppError };

/** `condition` is null when nothing could be read before the session came. Never changed, only replaced. */
export type UnsavedSession = Readonly<Omit<JournalRecord, 'namespace'>>;

export interface SessionManagerParts {
  namespace: string;
  store: SessionStore;
  journal: SessionJournal;
}

const nothing = () => {};

/**
 * The life cycle of one namespace's session: load, take over what was signed in, save. Loads and saves run one
 * after the other. A save replaces only what was loaded before the session was taken over; where something else
 * stands there, the conflict is held until the operator decides.
 */
export class SessionManager {
  private loaded: LoadedState = { kind: 'not-loaded' };
  private pending: UnsavedSession | null = null;
  private journaled: UnsavedSession | null = null;
  private exposure: AppError | null = null;
  private failure: AppError | null = null;
  private held: HeldConflict | null = null;
  private readonly queue = new SerialQueue();
  /** What is put into the journal and what is taken out of it, one after the other: nothing given up is put there again. */
  private readonly journaling = new SerialQueue();

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

  get unsavedSession(): UnsavedSession | null {
    return this.pending;
  }

  /** Why the unsaved session would not survive the app, or null where it would. */
  get unprotected(): AppError | null {
    return this.exposure;
  }

  /** Why the last save failed, while `unsaved`. */
  get saveError(): AppError | null {
    return this.failure;
  }

  /** What the operator must decide on before the unsaved session can be stored. */
  get conflict(): HeldConflict | null {
    return this.held;
  }

  /** Reads the object anew. What an unsaved session may replace stays as it was. */
  load(): Promise<Result<StoredSnapshot>> {
    return this.queue.run(() => this.loadNow());
  }

  /**
   * Copies a signed-in authorization through the codec, never keeping a reference to it. `condition` says what the
   * write may replace; by default what was loaded last.
   */
  updateFromClient(
    authorization: SessionData,
    condition = this.loadedCondition(),
    account: SignedInAccount | null = null,
  ): SessionData {
    const text = encodeTelethon(authorization);
    const copy = decodeSessionString(text);
    if (!copy.ok) throw new RangeError(`a signed-in session is ${copy.reason}`);
    this.takeOver({ text, condition, account });
    return copy.session;
  }

  /** Makes this the session to be stored; an earlier unsaved one is given up for it. */
  takeOver(session: UnsavedSession): void {
    const { text, condition } = session;
    const isKnown = this.pending?.text === text && this.pending.condition === condition;
    if (!isKnown) this.pending = session;
    this.failure = null;
    this.held = null;
  }

  /** Journals what is unsaved, without waiting for the store: from here on a crash loses nothing. */
  secure(): Promise<void> {
    return this.journaling.run(async () => {
      const { pending } = this;
      if (!pending || pending === this.journaled) return;
      this.exposure = await this.parts.journal.put({ namespace: this.parts.namespace, ...pending });
      // What could not be written is tried again with the next save.
      if (!this.exposure) this.journaled = pending;
    });
  }

  /**
   * Writes what is unsaved, reads it back and compares. Without anything unsaved it does nothing. Fails with
   * `saving-blocked` while the object that would be replaced could not be read, or with what the store said.
   */
  async save(onWritten: () => void = nothing): Promise<Result<null>> {
    await this.secure();
    return this.queue.run(() => this.saveNow(onWritten));
  }

  /** Stores the session with this text over the object that was shown. Fails with `conflict-changed` where one is another. */
  putOurs(text: string, shownEtag: string | null): Promise<Result<null>> {
    return this.queue.run(async () => {
      const { pending, held } = this;
      if (pending?.text !== text || held?.etag !== shownEtag) return fail('conflict-changed');
      this.takeOver({ ...pending, condition: decidedCondition(held) });
      return this.saveNow(nothing);
    });
  }

  /** Gives the session with this text up for the object that was shown, once it has been seen to be there still. */
  keepTheirs(text: string, shownEtag: string | null): Promise<Result<null>> {
    return this.queue.run(async () => {
      const shown = this.held;
      if (this.pending?.text !== text || shown?.etag !== shownEtag) return fail('conflict-changed');
      const loaded = await this.loadNow();
      if (!loaded.ok) return loaded;
      if (!this.held || !isSameConflict(this.held, shown)) return fail('conflict-changed');
      return this.giveUp(text);
    });
  }

  /**
   * Gives the unsaved session up, if it still is the one with this text. Fails with `conflict-changed`, or with
   * `journal-not-removed` where it would come back at the next start.
   */
  discard(text: string): Promise<Result<null>> {
    return this.queue.run(() => this.giveUp(text));
  }

  /**
   * Lets the session with this text be kept elsewhere. Nothing is saved here meanwhile, and the journal has it in one place
   * before anything is written. Fails with `conflict-changed`, `journal-not-removed` or as the move does.
   */
  moveAway(text: string, move: SessionMove): Promise<Result<null>> {
    return this.queue.run(async () => {
      const { pending, exposure } = this;
      const { journal, namespace } = this.parts;
      if (pending?.text !== text) return fail('conflict-changed');
      const taken = await move.take();
      if (!taken.ok) return taken;
      const kept = await this.journaling.run(() => journal.clear(namespace, text));
      if (kept) {
        await move.giveBack();
        return { ok: false, error: kept };
      }
      const { isThere, result } = await move.store();
      if (!isThere) await this.secureAnew();
      // Sealed elsewhere it is safer than in memory here.
      const isHere = !isThere && (exposure !== null || this.exposure === null);
      if (isHere) await move.giveBack();
      else await this.giveUp(text);
      return result;
    });
  }

  /**
   * Writes the loaded session anew, as Telethon spells it. The text that it replaces says the same, so a failure
   * leaves nothing unsaved. Fails with `nothing-stored`, `namespace-unsaved` or with what the store said.
   */
  rewrite(): Promise<Result<null>> {
    return this.queue.run(async () => {
      const { namespace, store } = this.parts;
      if (this.unsaved) return fail('namespace-unsaved', { namespace });
      if (!this.snapshot?.session) return fail('nothing-stored', { namespace });
      const { session, exact } = this.snapshot;
      if (exact) return ok(null);
      const text = encodeTelethon(session);
      const condition = conditionOf(this.snapshot);
      const outcome = await writeSession({ store, namespace, text, condition, onWritten: nothing });
      if (outcome.kind === 'stored') this.keep(outcome.found);
      if (outcome.kind === 'conflict') this.keep(outcome.theirs);
      return outcome.kind === 'stored' ? ok(null) : { ok: false, error: outcome.error };
    });
  }

  /** After the journal's entry was taken out. */
  private secureAnew(): Promise<void> {
    this.journaled = null;
    return this.secure();
  }

  private async loadNow(): Promise<Result<StoredSnapshot>> {
    const read = await this.parts.store.read(this.parts.namespace);
    if (!read.ok) {
      this.loaded = { kind: 'failed', error: read.error };
      return read;
    }
    if (this.held && this.pending) this.renewConflict(this.pending, read.value);
    return ok(this.keep(read.value));
  }

  private async saveNow(onWritten: () => void): Promise<Result<null>> {
    if (!this.pending) return ok(null);
    const condition = this.pending.condition ?? this.loadedCondition();
    // What this write may replace must not be learned anew from what a refusal shows.
    if (condition !== this.pending.condition) this.pending = { ...this.pending, condition };
    const saving = this.pending;
    await this.secure();
    return condition ? this.write(saving, condition, onWritten) : this.refuse({ code: 'saving-blocked' });
  }

  private async write(
    saving: UnsavedSession,
    condition: WriteCondition,
    onWritten: () => void,
  ): Promise<Result<null>> {
    const { namespace, store } = this.parts;
    const outcome = await writeSession({ store, namespace, text: saving.text, condition, onWritten });
    if (outcome.kind === 'stored') {
      this.keep(outcome.found);
      await this.confirm(saving, outcome.found.etag);
      return ok(null);
    }
    if (outcome.kind === 'conflict') {
      this.keep(outcome.theirs);
      // A newer session that came meanwhile meets the object by itself.
      if (this.pending === saving) this.held = heldConflict(condition, outcome.theirs);
    }
    return this.refuse(outcome.error);
  }

  private refuse(error: AppError): Result<null> {
    this.failure = error;
    return { ok: false, error };
  }

  /** A newer session that came while this one was written may replace it. */
  private confirm(saved: UnsavedSession, etag: string): Promise<void> {
    return this.journaling.run(async () => {
      await this.parts.journal.clear(this.parts.namespace, saved.text);
      if (this.pending === saved) this.forget();
      else if (this.pending) this.pending = { ...this.pending, condition: { ifMatch: etag } };
    });
  }

  private giveUp(text: string): Promise<Result<null>> {
    return this.journaling.run(async () => {
      if (this.pending?.text !== text) return fail('conflict-changed');
      const error = await this.parts.journal.clear(this.parts.namespace, text);
      if (error) return { ok: false, error };
      // A newer session that came meanwhile was not given up.
      if (this.pending.text === text) this.forget();
      return ok(null);
    });
  }

  private forget(): void {
    this.pending = null;
    this.failure = null;
    this.held = null;
    this.exposure = null;
  }

  private renewConflict({ text, condition }: UnsavedSession, found: ReadOutcome): void {
    const isOurs = found.kind === 'found' && found.text === text;
    this.held = isOurs || !condition ? null : heldConflict(condition, found);
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
