import type { Leftover, PendingList, PendingSession } from '../../../../shared/held-sessions.ts';
import { fail, ok, type Result } from '../../../../shared/result.ts';
import { Listeners, type Unsubscribe } from '../../async/listeners.ts';
import { retryDelayMs } from '../../async/retry-delay.ts';
import type { Timers } from '../../async/timers.ts';
import type { JournalEntry, JournalRecord, SessionJournal } from '../session-journal.ts';
import type { SessionManager } from '../session-manager.ts';

/** What is needed of the managers of a profile's namespaces. */
export interface PendingManagers {
  manager(namespace: string): SessionManager;
  /** Gives a journaled session to its manager, as unsaved. */
  restore(record: JournalRecord, journaledAt: number): void;
  save(namespace: string): Promise<Result<null>>;
  discard(namespace: string, text: string): Promise<Result<null>>;
  discardClosed(namespace: string, fingerprint: string): Promise<Result<null>>;
}

export interface PendingSessionsParts {
  profileId: string;
  journal: SessionJournal;
  sessions: PendingManagers;
  /** What the journal keeps besides. */
  leftovers(): Leftover[];
  timers: Timers;
  /** Epoch ms. */
  now: () => number;
}

interface Waiting {
  failures: number;
  running: boolean;
  nextRetryAt: number | null;
  cancel: () => void;
}

/** The sessions of one profile that the store has not confirmed: tried again by themselves until it has. */
export class PendingSessions {
  private readonly waiting = new Map<string, Waiting>();
  private readonly changed = new Listeners<PendingList>();
  private disposed = false;

  constructor(private readonly parts: PendingSessionsParts) {}

  onChanged(listener: (list: PendingList) => void): Unsubscribe {
    return this.changed.add(listener);
  }

  list(): PendingList {
    const { profileId, journal, leftovers } = this.parts;
    const sessions = journal.entries().flatMap((entry) => {
      const waiting = this.waiting.get(entry.namespace);
      return waiting || !entry.record ? [this.view(entry, waiting)] : [];
    });
    return { profileId, sessions, leftovers: leftovers() };
  }

  /** Takes over what the journal holds from an earlier run, and begins to try. */
  restore(): void {
    const { journal, sessions } = this.parts;
    for (const entry of journal.entries()) {
      const { namespace, record, journaledAt } = entry;
      if (!record || sessions.manager(namespace).unsaved) continue;
      if (this.hasMoved(entry)) {
        void journal.clear(namespace, record.text);
        continue;
      }
      this.waitFor(namespace);
      sessions.restore(record, journaledAt);
      void this.attempt(namespace);
    }
    this.emit();
  }

  /** After the vault was unlocked: what was closed can be tried, and what was in memory is sealed. */
  async unseal(): Promise<void> {
    await this.parts.journal.unseal();
    this.restore();
  }

  /** Called whenever something new is known of a namespace: a save elsewhere may have failed or succeeded. */
  observe(namespace: string): void {
    const { unsaved, saveError, conflict } = this.parts.sessions.manager(namespace);
    const waiting = this.waiting.get(namespace);
    if (waiting?.running) return;
    const isScheduled = waiting !== undefined && waiting.nextRetryAt !== null;
    const shallBe = conflict === null;
    if (!unsaved && waiting) this.drop(namespace);
    else if (unsaved && saveError && (!waiting || isScheduled !== shallBe)) this.waitAgain(namespace);
  }

  /** Tries now, and begins anew with short delays. */
  async retry(namespace: string): Promise<Result<null>> {
    const waiting = this.waiting.get(namespace);
    if (!waiting) return this.notWaiting(namespace);
    waiting.failures = 0;
    return this.attempt(namespace);
  }

  /** The session string of the session that was shown, for a place outside the app that the operator chose. */
  textOf(namespace: string, fingerprint: string): Result<string> {
    const entry = this.shown(namespace, fingerprint);
    if (!entry.ok) return entry;
    return entry.value.record ? ok(entry.value.record.text) : fail('pending-unreadable');
  }

  /**
   * Gives the session that was shown up for good. `confirmation` must be the namespace's name. Fails with
   * `conflict-changed` where another session took its place, and with `journal-not-removed` where its sealed copy would
   * bring it back.
   */
  async discard(namespace: string, fingerprint: string, confirmation: string): Promise<Result<null>> {
    const entry = this.shown(namespace, fingerprint);
    if (!entry.ok) return entry;
    if (confirmation !== namespace) return fail('confirmation-differs', { expected: namespace });
    const discarded = await this.giveUp(entry.value);
    if (discarded.ok && !this.parts.sessions.manager(namespace).unsaved) this.drop(namespace);
    return discarded;
  }

  dispose(): void {
    this.disposed = true;
    for (const { cancel } of this.waiting.values()) cancel();
    this.waiting.clear();
  }

  private async giveUp({ namespace, fingerprint, record }: JournalEntry): Promise<Result<null>> {
    const { sessions } = this.parts;
    return record ? sessions.discard(namespace, record.text) : sessions.discardClosed(namespace, fingerprint);
  }

  private async attempt(namespace: string): Promise<Result<null>> {
    const waiting = this.waitFor(namespace);
    waiting.cancel();
    waiting.running = true;
    waiting.nextRetryAt = null;
    this.emit();
    const saved = await this.parts.sessions.save(namespace);
    waiting.running = false;
    if (this.disposed) return saved;
    if (this.parts.sessions.manager(namespace).unsaved) this.waitAgain(namespace);
    else this.drop(namespace);
    return saved;
  }

  /** Waits for the next try, or for the operator where somebody else's object is in the way. */
  private waitAgain(namespace: string): void {
    const { sessions, timers, now } = this.parts;
    const waiting = this.waitFor(namespace);
    waiting.cancel();
    waiting.nextRetryAt = null;
    if (!sessions.manager(namespace).conflict) {
      waiting.failures += 1;
      const delayMs = retryDelayMs(waiting.failures, timers.chance());
      waiting.nextRetryAt = now() + delayMs;
      waiting.cancel = timers.after(delayMs, () => void this.attempt(namespace));
    }
    this.emit();
  }

  private waitFor(namespace: string): Waiting {
    const known = this.waiting.get(namespace);
    if (known) return known;
    const waiting = { failures: 0, running: false, nextRetryAt: null, cancel: () => {} };
    this.waiting.set(namespace, waiting);
    return waiting;
  }

  private drop(namespace: string): void {
    this.waiting.get(namespace)?.cancel();
    this.waiting.delete(namespace);
    this.emit();
  }

  /** The app ended while the session was brought under another name: stored under both, two connectors would end it. */
  private hasMoved({ namespace, record, journaledAt }: JournalEntry): boolean {
    const isNewer = (other: JournalEntry) =>
      other.namespace !== namespace && other.record?.text === record?.text && other.journaledAt > journaledAt;
    return this.parts.journal.entries().some(isNewer);
  }

  private entry(namespace: string): JournalEntry | undefined {
    return this.parts.journal.entries().find((entry) => entry.namespace === namespace);
  }

  /** The entry that the operator decides about, unless another session has taken its place. */
  private shown(namespace: string, fingerprint: string): Result<JournalEntry> {
    const entry = this.entry(namespace);
    if (!entry) return fail('pending-gone', { namespace });
    return entry.fingerprint === fingerprint ? ok(entry) : fail('conflict-changed');
  }

  private notWaiting(namespace: string): Result<null> {
    return this.entry(namespace) ? fail('pending-unreadable') : fail('pending-gone', { namespace });
  }

  private view(entry: JournalEntry, waiting: Waiting | undefined): PendingSession {
    const { namespace, fingerprint, dcId, account, journaledAt, record, unprotected } = entry;
    return {
      namespace,
      fingerprint,
      dcId,
      account,
      journaledAt,
      error: waiting ? this.parts.sessions.manager(namespace).saveError : null,
      nextRetryAt: waiting?.nextRetryAt ?? null,
      trying: waiting?.running ?? false,
      readable: record !== null,
      unprotected,
    };
  }

  /** Tells the list anew: a session or a leftover is not what it was. */
  emit(): void {
    if (!this.disposed) this.changed.emit(this.list());
  }
}
