import type { StoreErrorCode } from '../../../../shared/error-words/store.ts';
import { type AppError, fail, ok, type Result } from '../../../../shared/result.ts';
import { Limit } from '../../async/limit.ts';
import { SerialQueue } from '../../async/serial-queue.ts';
import type { Logger } from '../../logging/logger.ts';
import type { NamespaceCatalogue } from '../catalogue/namespace-catalogue.ts';
import type { SessionManagers, WriteObject } from '../session-manager.ts';
import type { ReadOutcome } from '../store/session-store.ts';
import { storeFaults } from '../store/store-faults.ts';
import { snapshotOf } from '../store/stored-snapshot.ts';
import type { WriteOutcome } from '../store/write-session.ts';
import type { Custody } from './custody.ts';
import { heldConflict, isSameConflict } from './held-conflict.ts';
import {
  attemptOf,
  failed,
  type HeldSession,
  isOpen,
  type OpenSession,
  trying,
  untried,
} from './held-session.ts';
import type { Retries } from './retries.ts';

interface StoringParts {
  custody: Custody;
  managers: SessionManagers;
  catalogue: NamespaceCatalogue;
  retries: Retries;
  logger: Logger;
}

/** More at once do not get sooner to a store, and each holds a connection. */
const mostAtOnce = 20;

/** Why a session is in no stage to be stored. */
type NotStorable = 'pending-gone' | 'attempt-open' | 'session-wrong-account';

/** Why a session was not stored. */
export type SaveErrorCode = NotStorable | 'pending-unreadable' | StoreErrorCode;

/** Brings sessions from custody to the store: waiting → stored, a conflict, or waiting for the next try. */
export class Storing {
  readonly #running = new Map<string, Promise<Result<null, SaveErrorCode>>>();
  /** Of each session: nothing is stored while something is decided about it. */
  readonly #lanes = new Map<string, SerialQueue>();
  readonly #limit = new Limit(mostAtOnce);
  #stopped = false;

  constructor(private readonly parts: StoringParts) {}

  /**
   * Writes the session, reads it back and compares; asking again while that runs waits for the same answer. Nothing is
   * written while its sign-in is connected.
   */
  save(id: string): Promise<Result<null, SaveErrorCode>> {
    const running = this.#running.get(id);
    if (running) return running;
    const saving = this.#limit
      .run(() => this.alone(id, () => this.saveAlone(id)))
      .finally(() => this.#running.delete(id));
    this.#running.set(id, saving);
    return saving;
  }

  /** Runs one thing at a time with a session. */
  alone<T>(id: string, work: () => Promise<T>): Promise<T> {
    const lane = this.#lanes.get(id) ?? new SerialQueue();
    this.#lanes.set(id, lane);
    return lane.run(work);
  }

  /** Saves it for a caller that is alone with the session. */
  async saveAlone(id: string): Promise<Result<null, SaveErrorCode>> {
    const { custody, managers, retries } = this.parts;
    retries.pause(id);
    const namespace = custody.get(id)?.namespace ?? '';
    return managers.of(namespace).alone((write) => this.#inTurn(id, namespace, write));
  }

  /** Saves everything that can be stored. */
  async saveAll(): Promise<void> {
    await Promise.all(
      this.parts.custody
        .list()
        .filter(attemptOf)
        .map(({ id }) => this.save(id)),
    );
  }

  /** Begins to try what earlier runs left. */
  resume(): void {
    for (const session of this.parts.custody.list()) {
      const attempt = attemptOf(session);
      // A fault of the store is its next try's to meet; a rejection is a bug, left to the process's own handler.
      if (isOpen(session) && attempt?.running === null && attempt.failure === null)
        void this.save(session.id);
    }
  }

  /** Somebody has read the object that a conflict is about: the conflict is about what is there now. */
  looked(namespace: string, found: ReadOutcome): void {
    const { custody } = this.parts;
    const session = custody.waiting(namespace);
    if (session?.stage.kind !== 'conflict' || session.stage.attempt.running || !isOpen(session)) return;
    if (found.kind === 'found' && found.text === session.secret.text) void this.save(session.id);
    else {
      const conflict = heldConflict(session.condition, found);
      if (!isSameConflict(conflict, session.stage.conflict))
        custody.touch(session.id, (held) => ({
          ...held,
          stage: { kind: 'conflict', conflict, attempt: untried },
        }));
    }
  }

  stop(): void {
    this.#stopped = true;
  }

  /** Writes what is held when the object's turn has come; whatever was decided until then counts. */
  async #inTurn(id: string, namespace: string, write: WriteObject): Promise<Result<null, SaveErrorCode>> {
    const { custody } = this.parts;
    const session = custody.get(id);
    if (session?.namespace !== namespace || this.#stopped) return fail('pending-gone', { namespace });
    const storable = storableOf(session);
    if (!storable.ok) return storable;
    if (!isOpen(session)) return fail('pending-unreadable', { namespace });
    custody.touch(id, (held) => trying(held, { running: 'writing', retryAt: null }));
    await custody.protect(id);
    const isMeant = () => {
      const held = custody.get(id);
      return !this.#stopped && held?.namespace === namespace && attemptOf(held) !== null;
    };
    if (!isMeant()) return fail('pending-gone', { namespace });
    const { condition, secret } = session;
    const onWritten = () => custody.touch(id, (held) => trying(held, { running: 'verifying' }));
    return this.#conclude(session, await write({ text: secret.text, condition, onWritten, isMeant }));
  }

  async #conclude(session: OpenSession, outcome: WriteOutcome): Promise<Result<null, SaveErrorCode>> {
    if (outcome.kind === 'stored') return this.#stored(session, outcome.found.etag);
    if (outcome.kind === 'conflict') {
      const { object, state } = snapshotOf(outcome.theirs);
      // Its connector runs already and has written it in its own spelling.
      if (object && state === 'present' && object.fingerprint === session.fingerprint)
        return this.#stored(session, object.etag);
    }
    this.#failed(session, outcome);
    return { ok: false, error: outcome.error };
  }

  async #stored(session: OpenSession, etag: string): Promise<Result<null, never>> {
    const { custody, catalogue, retries, logger } = this.parts;
    const { id, namespace, fingerprint } = session;
    retries.forget(id);
    // As it is known by now: who it belongs to may have been learned while it was written.
    const { account, secret, since } = custody.get(id) ?? session;
    logger.info('session-stored', { namespace, fingerprint });
    // Remembered first: whoever hears that it is stored shows whose it is.
    if (account) {
      catalogue.recordAccount(namespace, account, secret.kind === 'open' ? secret.phoneNumber : null);
      const verdict = { kind: 'authorized', checkedAt: since } as const;
      catalogue.recordVerdict(namespace, { verdict, fingerprint, etag });
    }
    await custody.settle(id, etag);
    return ok(null);
  }

  #failed(session: HeldSession, outcome: Exclude<WriteOutcome, { kind: 'stored' }>): void {
    const { custody, logger } = this.parts;
    const { id, namespace, condition } = session;
    logger.warn('session-not-stored', { namespace, error: outcome.error });
    const conflict = outcome.kind === 'conflict' ? heldConflict(condition, outcome.theirs) : null;
    custody.touch(id, (held) => failed(held, outcome.error, conflict));
    if (conflict) this.parts.retries.forget(id);
    else this.#planRetry(id, outcome.error);
  }

  #planRetry(id: string, { code }: AppError): void {
    const { custody, retries } = this.parts;
    const session = custody.get(id);
    if (!session || !attemptOf(session) || this.#stopped) return;
    const retryAt = retries.plan(id, storeFaults.has(code), () => void this.save(id));
    custody.touch(id, (held) => trying(held, { retryAt }));
  }
}

/** Whether a session of this stage may be stored. */
function storableOf({ stage: { kind }, namespace }: HeldSession): Result<null, NotStorable> {
  if (kind === 'waiting' || kind === 'conflict') return ok(null);
  if (kind === 'connected') return fail('attempt-open', { namespace });
  return fail(kind === 'wrong-account' ? 'session-wrong-account' : 'pending-gone', { namespace });
}
