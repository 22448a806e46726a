import { setTimeout as wait } from 'node:timers/promises';
import type { ErrorCode } from '../../../../shared/error-codes.ts';
import type { StoreErrorCode } from '../../../../shared/error-words/store.ts';
import { type Failure, fail, ok, type Result } from '../../../../shared/result.ts';
import type { SessionManagers } from '../session-manager.ts';
import type { SessionData } from '../session-string/index.ts';
import { answerMayBeLost } from '../store/store-faults.ts';
import type { Asking } from './asking.ts';
import type { Custody } from './custody.ts';
import { decidedCondition, isSameConflict } from './held-conflict.ts';
import {
  attemptOf,
  broughtBack,
  decided,
  type HeldSession,
  isAccepted,
  isOpen,
  newSession,
  renamed,
  superseded,
  untried,
} from './held-session.ts';
import type { Retries } from './retries.ts';
import type { SaveErrorCode, Storing } from './storing.ts';

/** How long giving a session up waits for a write that is under way. */
const longestIdleMs = 3_000;

/** The two sides of a conflict that the operator decided about. */
export interface ShownConflict {
  /** Of our session. */
  fingerprint: string;
  /** Of the object, or null where there was none. */
  etag: string | null;
}

/** Nothing waits, or another session or object than the operator was shown. */
export type NotAsShown = 'pending-gone' | 'conflict-changed';

export type PutOursErrorCode = SaveErrorCode | 'conflict-changed';

export type KeepTheirsErrorCode = StoreErrorCode | NotAsShown | 'attempt-open' | 'held-not-removed';

export type RenameErrorCode =
  | SaveErrorCode
  | 'conflict-changed'
  | 'target-occupied'
  | 'namespace-unsaved'
  | 'held-not-written'
  | 'save-as-unconfirmed';

export type BringBackErrorCode = 'leftover-gone' | 'pending-unreadable' | 'namespace-unsaved';

export type RestoreErrorCode = SaveErrorCode | 'namespace-unsaved' | 'session-held-already';

export type DiscardErrorCode = 'pending-gone' | 'leftover-busy' | 'held-not-removed';

interface DecisionsParts {
  custody: Custody;
  storing: Storing;
  asking: Asking;
  retries: Retries;
  managers: SessionManagers;
  /** Epoch ms. */
  now: () => number;
  /** Keeps a copy of a session that is given up for the stored one. */
  keepCopy: (namespace: string, text: string) => Promise<void>;
}

/** Decisions of the operator about sessions in custody. Each names the session that was shown, so none hits another. */
export class Decisions {
  constructor(private readonly parts: DecisionsParts) {}

  /** The session that is on its way to the store, if it is the one that was shown. */
  shown(namespace: string, fingerprint: string): Result<HeldSession, NotAsShown> {
    const session = this.parts.custody.waiting(namespace);
    if (!session) return fail('pending-gone', { namespace });
    return session.fingerprint === fingerprint ? ok(session) : fail('conflict-changed');
  }

  /** Stores the session over the object; both are as they were shown. */
  putOurs(namespace: string, shown: ShownConflict): Promise<Result<null, PutOursErrorCode>> {
    return this.#alone(namespace, shown.fingerprint, async () => {
      const ours = this.#inConflict(namespace, shown);
      if (!ours.ok) return ours;
      const { custody, storing } = this.parts;
      const { id } = ours.value.session;
      const condition = decidedCondition(ours.value.conflict);
      await custody.change(id, (session) => (attemptOf(session) ? decided(session, condition) : null));
      return storing.saveAlone(id);
    });
  }

  /** Gives the session up for the object, once that has been seen to be there still. */
  keepTheirs(namespace: string, shown: ShownConflict): Promise<Result<null, KeepTheirsErrorCode>> {
    return this.#alone(namespace, shown.fingerprint, async () => {
      const ours = this.#inConflict(namespace, shown);
      if (!ours.ok) return ours;
      const { custody, managers, keepCopy, retries } = this.parts;
      const { session, conflict } = ours.value;
      if (isOpen(session)) await keepCopy(namespace, session.secret.text);
      const loaded = await managers.of(namespace).load();
      if (!loaded.ok) return loaded;
      const stage = custody.get(session.id)?.stage;
      if (stage?.kind !== 'conflict' || !isSameConflict(stage.conflict, conflict))
        return fail('conflict-changed');
      retries.forget(session.id);
      return custody.giveUp(session.id, 'kept-theirs');
    });
  }

  /**
   * Stores the session under another name, where nothing is yet. On the disk it is under one name at any time, so that it is
   * never stored under two: where the write under the other name may have arrived it waits there, else here.
   */
  rename(namespace: string, fingerprint: string, target: string): Promise<Result<null, RenameErrorCode>> {
    return this.#alone(namespace, fingerprint, (session) => this.#rename(session, target));
  }

  async #rename(session: HeldSession, target: string): Promise<Result<null, RenameErrorCode>> {
    const { custody, storing, managers } = this.parts;
    const { id, namespace, fingerprint } = session;
    if (session.stage.kind === 'connected') return fail('attempt-open', { namespace });
    if (!isOpen(session)) return fail('pending-unreadable');
    const here = await managers.of(namespace).load();
    if (!here.ok) return here;
    // The answer to an earlier write was lost: it is stored already.
    if (here.value.object?.fingerprint === fingerprint) return storing.saveAlone(id);
    const there = await managers.of(target).load();
    if (!there.ok) return there;
    if (there.value.object) return fail('target-occupied', { namespace: target });
    const isFree = () => custody.waiting(target) === null;
    if (!isFree()) return fail('namespace-unsaved', { namespace: target });
    const moved = await custody.changeOnDisk(id, (held) =>
      attemptOf(held) && held.namespace === namespace && isFree() ? renamed(held, target) : null,
    );
    if (!moved.ok) return moved;
    const saved = await storing.saveAlone(id);
    return saved.ok ? saved : this.#afterRefusal(session, target, saved);
  }

  /** Makes a session that was superseded one that waits to be stored, where no other one waits. */
  async bringBack(id: string): Promise<Result<null, BringBackErrorCode>> {
    const { custody, storing } = this.parts;
    const session = custody.get(id);
    if (session?.stage.kind !== 'superseded') return fail('leftover-gone');
    if (!isOpen(session)) return fail('pending-unreadable');
    const { namespace } = session;
    const brought = await custody.change(id, (held) =>
      held.stage.kind !== 'superseded' || custody.waiting(namespace) ? null : broughtBack(held),
    );
    if (!brought) return fail('namespace-unsaved', { namespace });
    void storing.save(id);
    return ok(null);
  }

  /** Stores an earlier session over the object with this ETag and no other, or where there is none. */
  async restore(
    namespace: string,
    session: SessionData,
    shownEtag: string | null,
  ): Promise<Result<null, RestoreErrorCode>> {
    const { custody, storing, now } = this.parts;
    if (custody.waiting(namespace)) return fail('namespace-unsaved', { namespace });
    const held = newSession({
      namespace,
      session,
      account: null,
      expectedAccountId: null,
      since: now(),
      condition: shownEtag === null ? { ifNoneMatch: '*' } : { ifMatch: shownEtag },
      stage: { kind: 'waiting', attempt: untried },
    });
    const known = custody.ofKey(held);
    if (known && (known.namespace !== namespace || known.stage.kind !== 'superseded'))
      return fail('session-held-already', { namespace: known.namespace });
    const id = known?.id ?? held.id;
    await custody.put({ ...held, id, account: known?.account ?? null });
    return storing.save(id);
  }

  /** Gives a session up for good, but not while Telegram is asked about it. */
  async discard(id: string): Promise<Result<null, DiscardErrorCode>> {
    return this.parts.asking.isAsking(id) ? fail('leftover-busy') : this.discardAtOnce(id);
  }

  /** The same, without waiting for what is being asked about it: for a quit. */
  async discardAtOnce(id: string): Promise<Result<null, 'pending-gone' | 'held-not-removed'>> {
    const { asking, custody, storing, retries } = this.parts;
    asking.cancel(id);
    let giving: ReturnType<Custody['giveUp']> | null = null;
    const giveUp = () => {
      giving ??= custody.giveUp(id, 'discarded');
      return giving;
    };
    // What is being written is better known than given up, but a store that hangs must not hold the operator up.
    await Promise.race([storing.alone(id, giveUp), wait(longestIdleMs, undefined, { ref: false })]);
    const given = await giveUp();
    if (given.ok) retries.forget(id);
    return given;
  }

  /** Does it with the session that was shown, once nothing else is done with it. */
  async #alone<T, C extends ErrorCode>(
    namespace: string,
    fingerprint: string,
    work: (session: HeldSession) => Promise<Result<T, C>>,
  ): Promise<Result<T, C | NotAsShown>> {
    const shown = this.shown(namespace, fingerprint);
    if (!shown.ok) return shown;
    return this.parts.storing.alone(shown.value.id, async () => {
      const still = this.shown(namespace, fingerprint);
      return still.ok ? work(still.value) : still;
    });
  }

  #inConflict(namespace: string, shown: ShownConflict) {
    const ours = this.shown(namespace, shown.fingerprint);
    if (!ours.ok) return ours;
    const { stage } = ours.value;
    if (stage.kind === 'connected') return fail('attempt-open', { namespace });
    if (stage.kind !== 'conflict' || stage.conflict.etag !== shown.etag) return fail('conflict-changed');
    return ok({ session: ours.value, conflict: stage.conflict });
  }

  async #afterRefusal(
    before: HeldSession,
    target: string,
    refused: Failure<SaveErrorCode>,
  ): Promise<Result<null, SaveErrorCode | 'save-as-unconfirmed' | 'target-occupied'>> {
    const { custody } = this.parts;
    const stage = custody.get(before.id)?.stage;
    const isTaken = stage?.kind === 'conflict' && stage.conflict.kind === 'changed';
    const mayBeThere =
      !isTaken && (stage?.kind === 'conflict' || (await this.#mayHaveArrived(target, refused)));
    const isBack = !mayBeThere && (await this.#moveBack(before, target));
    if (!isBack) return fail('save-as-unconfirmed', { namespace: target });
    return isTaken ? fail('target-occupied', { namespace: target }) : refused;
  }

  async #moveBack(before: HeldSession, target: string): Promise<boolean> {
    const { custody, retries } = this.parts;
    const moved = await custody.changeOnDisk(before.id, (held) => {
      if (held.namespace !== target || !attemptOf(held)) return null;
      const back = { ...before, account: held.account, secret: held.secret };
      const newer = custody.waiting(before.namespace);
      return newer && newer.id !== before.id ? superseded(back) : back;
    });
    if (moved.ok && !isAccepted(moved.value)) retries.forget(before.id);
    return moved.ok;
  }

  async #mayHaveArrived(target: string, { error: { code } }: Failure<SaveErrorCode>): Promise<boolean> {
    if (answerMayBeLost.has(code) || code === 'store-readback-forbidden') return true;
    const looked = await this.parts.managers.of(target).load();
    return !looked.ok || looked.value.object !== null;
  }
}
