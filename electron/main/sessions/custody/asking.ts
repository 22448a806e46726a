import type { ErrorCode } from '../../../../shared/error-codes.ts';
import type { StoreErrorCode } from '../../../../shared/error-words/store.ts';
import type { InterruptedOutcome } from '../../../../shared/held-sessions.ts';
import { type AppError, type Failure, fail, ok, type Result } from '../../../../shared/result.ts';
import { Limit } from '../../async/limit.ts';
import type { Logger } from '../../logging/logger.ts';
import type { SessionManagers } from '../session-manager.ts';
import type { ProbeErrorCode, SessionProber } from '../session-prober.ts';
import { decodeSessionString } from '../session-string/index.ts';
import { storeFaults } from '../store/store-faults.ts';
import type { Custody } from './custody.ts';
import {
  foundAccepted,
  type HeldSession,
  isOpen,
  type OpenSession,
  type Question,
  questioned,
} from './held-session.ts';
import type { Retries } from './retries.ts';
import type { Storing } from './storing.ts';

/** Tries in one run of the app; what is still open then waits for the next start, or for the operator. */
const maxTries = 8;

/** Each question is a connection to Telegram. */
const mostAtOnce = 4;

/** Why Telegram's answer about a key is not known, or nothing could be made of it. */
export type AskErrorCode =
  | StoreErrorCode
  | ProbeErrorCode
  | 'leftover-gone'
  | 'pending-unreadable'
  | 'pending-gone'
  | 'namespace-unsaved'
  | 'sign-in-interrupted'
  | 'held-not-removed';

interface AskingParts {
  custody: Custody;
  managers: SessionManagers;
  storing: Storing;
  prober: SessionProber;
  retries: Retries;
  logger: Logger;
}

/**
 * Closes the gap between Telegram's acceptance and its answer. The auth key exists before the sign-in is asked for, so it
 * is held from then on; where the answer never came, Telegram itself is asked whether it accepted the key.
 */
export class Asking {
  readonly #running = new Map<
    string,
    { stop: AbortController; answer: Promise<Result<InterruptedOutcome, AskErrorCode>> }
  >();
  readonly #limit = new Limit(mostAtOnce);
  #stopped = false;

  constructor(private readonly parts: AskingParts) {}

  /** Asks about all that earlier sign-ins left behind. */
  resume(): void {
    for (const session of this.parts.custody.list()) {
      const question = openQuestion(session);
      if (isOpen(session) && question?.asking === false && question.nextAskAt === null)
        void this.ask(session.id);
    }
  }

  /** Asks at once. */
  ask(id: string, mayStillLand?: boolean): Promise<Result<InterruptedOutcome, AskErrorCode>> {
    const running = this.#running.get(id);
    if (running) return running.answer;
    const session = this.parts.custody.get(id);
    const question = session && openQuestion(session);
    if (!question || this.#stopped) return Promise.resolve(fail('leftover-gone'));
    if (!isOpen(session)) return Promise.resolve(fail('pending-unreadable'));
    const stop = new AbortController();
    const answer = this.#ask(session, mayStillLand ?? question.mayStillLand, stop.signal).finally(() =>
      this.#running.delete(id),
    );
    this.#running.set(id, { stop, answer });
    return answer;
  }

  /** Asks about every key that would not survive the app; resolves when nothing more can be learned of them now. */
  async askAboutExposed(): Promise<void> {
    const exposed = this.parts.custody
      .list()
      .filter((session) => openQuestion(session) && session.unprotected !== null);
    await Promise.all(exposed.map(({ id }) => this.#untilAnswered(id)));
  }

  isAsking(id: string): boolean {
    return this.#running.has(id);
  }

  /** The key is given up: nobody waits for an answer about it. */
  cancel(id: string): void {
    this.#running.get(id)?.stop.abort();
    this.parts.retries.forget(id);
  }

  stop(): void {
    this.#stopped = true;
    for (const { stop } of this.#running.values()) stop.abort();
  }

  async #ask(
    session: OpenSession,
    mayStillLand: boolean,
    signal: AbortSignal,
  ): Promise<Result<InterruptedOutcome, AskErrorCode>> {
    const { custody, retries } = this.parts;
    const { id } = session;
    retries.pause(id);
    this.#note(id, { asking: true, nextAskAt: null, mayStillLand });
    const found = await this.#limit.run(() => this.#find(session, signal));
    if (signal.aborted) {
      // It is still held where giving it up has failed.
      this.#note(id, { asking: false });
      return fail('sign-in-cancelled');
    }
    if (!found.ok) return this.#later(session, found.error);
    if (found.value === 'not-accepted' && mayStillLand)
      return this.#later(session, { code: 'sign-in-interrupted' });
    if (found.value === 'accepted') retries.forget(id);
    else {
      const gone = await custody.giveUp(id, 'not-accepted', isOffered);
      if (!gone.ok) return this.#later(session, gone.error);
      retries.forget(id);
    }
    return found;
  }

  async #find(
    { id, namespace, fingerprint, secret }: OpenSession,
    signal: AbortSignal,
  ): Promise<Result<InterruptedOutcome, AskErrorCode>> {
    const { custody, managers, storing, prober } = this.parts;
    const loaded = await managers.of(namespace).load();
    if (!loaded.ok) return loaded;
    // A stored session may be in use by its connector, and two connections at once end it: it is not asked about.
    if (loaded.value.object?.fingerprint === fingerprint) return ok('known');
    if (custody.waiting(namespace)) return fail('namespace-unsaved', { namespace });
    const decoded = decodeSessionString(secret.text);
    if (!decoded.ok) return ok('not-accepted');
    const probed = await prober.probe(namespace, decoded.session, signal);
    if (!probed.ok) return awaitsPassword(probed.error) ? ok('not-accepted') : probed;
    if (probed.value.kind !== 'authorized') return ok('not-accepted');
    const { account } = probed.value;
    if (signal.aborted) return fail('sign-in-cancelled');
    // Never in the place of another session, which came later.
    const held = await custody.change(id, (session) =>
      custody.waiting(namespace) || !isOffered(session) ? null : foundAccepted(session, account),
    );
    if (!held) return fail('namespace-unsaved', { namespace });
    if (held.stage.kind === 'waiting') void storing.save(id);
    return ok('accepted');
  }

  #later({ id, namespace }: HeldSession, error: AppError<AskErrorCode>): Failure<AskErrorCode> {
    const { custody, retries, logger } = this.parts;
    const held = custody.get(id);
    // Its sign-in was accepted after all: others look after it now.
    if (!held || !isOffered(held)) return { ok: false, error };
    logger.warn('offered-key-not-answered', { namespace, error });
    const isLast = retries.failures(id) + 1 >= maxTries;
    const wakeable = storeFaults.has(error.code);
    const nextAskAt =
      this.#stopped || isLast ? null : retries.plan(id, wakeable, () => void this.ask(id, false));
    this.#note(id, { asking: false, failure: error, nextAskAt });
    return { ok: false, error };
  }

  /** A request that may still land makes the first answer no answer: the second question is waited for too. */
  async #untilAnswered(id: string): Promise<void> {
    for (;;) {
      await this.ask(id);
      const question = this.#questionOf(id);
      if (!question?.mayStillLand || question.nextAskAt === null) return;
      await this.#untilAskedAgain(id);
    }
  }

  #untilAskedAgain(id: string): Promise<void> {
    return new Promise((resolve) => {
      const ended = this.parts.custody.changed.add((change) => {
        if (change.id !== id || this.#questionOf(id)?.asking === false) return;
        ended();
        resolve();
      });
    });
  }

  #questionOf(id: string): Question | null {
    const session = this.parts.custody.get(id);
    return session && openQuestion(session);
  }

  #note(id: string, question: Partial<Question>): void {
    this.parts.custody.touch(id, (session) => questioned(session, question));
  }
}

/** How asking goes, where a sign-in was left without an answer; else null. */
function openQuestion({ stage }: HeldSession): Question | null {
  return stage.kind === 'offered' && !stage.underWay ? stage.question : null;
}

function isOffered({ stage }: HeldSession): boolean {
  return stage.kind === 'offered';
}

/** The code was right, but the password was not given: nothing was accepted. */
function awaitsPassword({ code, params }: { code: ErrorCode; params?: AppError['params'] }): boolean {
  return code === 'telegram-unexpected' && params?.message === 'SESSION_PASSWORD_NEEDED';
}
