import { isSameSession, type ShownSession } from '../../../shared/held-sessions.ts';
import type { QuitView, UnsavedAtQuit } from '../../../shared/quit.ts';
import type { AppError } from '../../../shared/result.ts';
import { within } from '../async/within.ts';

/** Sign-ins and sessions that a quit must wait for. */
export interface QuitWork {
  /** Lets sign-ins that are being answered end, saves what is unsaved and asks about interrupted sign-ins; open ones stay open. */
  settle(): Promise<void>;
  /** Ends the open sign-ins, once the app really ends. */
  closeSignIns(): Promise<void>;
  unsaved(): UnsavedAtQuit[];
  /** Gives exactly these sessions up for good; resolves with those that could not be. */
  discard(sessions: ShownSession[]): Promise<RefusedDiscard[]>;
}

export interface RefusedDiscard extends ShownSession {
  error: AppError;
}

/** `keep` leaves the sealed copies on the disk for the next start; `discard` gives up what was shown and nothing else. */
export type QuitChoice =
  | { choice: 'retry' | 'keep' | 'stay' }
  | { choice: 'discard'; sessions: ShownSession[] };

interface QuitParts {
  work(): QuitWork | null;
  /** Shows how the quit goes; null when it is over. */
  show(view: QuitView | null): void;
  /** Asks the operator what to do about sessions that could not be stored. */
  ask(sessions: UnsavedAtQuit[]): Promise<QuitChoice>;
  quit(): void;
  /** Epoch ms. */
  now: () => number;
  timeoutMs: number;
}

/** Closing a connection takes no time; sign-ins that were accepted have been waited for before. */
const closeTimeoutMs = 2_000;

/**
 * Holds a quit back until every signed-in session is stored. What cannot be stored in time is only given up when
 * the operator says so.
 */
export class QuitSequence {
  #running = false;
  #ending = false;
  #finished = false;

  constructor(private readonly parts: QuitParts) {}

  /** True when the app may end now; otherwise the sequence has begun (or goes on) and quits by itself. */
  mayQuit(): boolean {
    if (this.#finished) return true;
    if (!this.#running && !this.#ending) void this.#run();
    return false;
  }

  /** The system wants the app to end: saves what it can in time, asks nothing, and leaves the rest to custody. */
  async end(): Promise<void> {
    if (this.#ending) return;
    this.#ending = true;
    const work = this.parts.work();
    if (work) {
      await this.#settle(work, this.#deadline());
      await within(work.closeSignIns(), closeTimeoutMs);
    }
    this.#finish();
  }

  async #run(): Promise<void> {
    this.#running = true;
    const choice = await this.#storeOrAskUntilSafe();
    this.#running = false;
    if (this.#ending) return;
    if (choice === 'stay') this.parts.show(null);
    else this.#finish();
  }

  /** A sign-in may be accepted while it is closed: what it leaves is stored or asked about too. */
  async #storeOrAskUntilSafe(): Promise<'quit' | 'stay'> {
    const until = this.#deadline();
    for (;;) {
      if ((await this.#storeOrAsk(until)) === 'stay') return 'stay';
      const work = this.parts.work();
      if (!work) return 'quit';
      await within(work.closeSignIns(), closeTimeoutMs);
      if (work.unsaved().every(({ sealedOnDisk }) => sealedOnDisk)) return 'quit';
    }
  }

  #finish(): void {
    this.#finished = true;
    this.parts.quit();
  }

  async #storeOrAsk(until: number): Promise<'quit' | 'stay'> {
    const work = this.parts.work();
    if (!work) return 'quit';
    await this.#settle(work, until);
    let refused: RefusedDiscard[] = [];
    for (;;) {
      const unsaved = work.unsaved().map((session) => ({ ...session, ...refusalOf(session, refused) }));
      if (unsaved.length === 0) return 'quit';
      const answer = await this.parts.ask(unsaved);
      if (answer.choice === 'stay') return 'stay';
      if (answer.choice === 'keep') return 'quit';
      // What could not be given up, or was not shown, is asked about anew.
      refused = answer.choice === 'discard' ? await work.discard(answer.sessions) : [];
      if (answer.choice === 'retry') await this.#settle(work, this.#deadline());
    }
  }

  /** When a wait that begins now must have ended: before the first question all of them together take no longer. */
  #deadline(): number {
    return this.parts.now() + this.parts.timeoutMs;
  }

  async #settle(work: QuitWork, until: number): Promise<void> {
    const { show, now } = this.parts;
    const sessions = work.unsaved();
    if (sessions.length > 0) show({ phase: 'saving', sessions, until });
    await within(work.settle(), Math.max(until - now(), 0));
  }
}

function refusalOf(session: ShownSession, refused: RefusedDiscard[]): { error?: AppError } {
  const refusal = refused.find((other) => isSameSession(session, other));
  return refusal ? { error: refusal.error } : {};
}
