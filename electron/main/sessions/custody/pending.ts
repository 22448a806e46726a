import type { PendingChange, PendingList } from '../../../../shared/held-sessions.ts';
import { discardPhrase } from '../../../../shared/quit.ts';
import { fail, ok, type Result } from '../../../../shared/result.ts';
import { ChangeBatch, mostPerMessage } from '../../async/change-batch.ts';
import { Listeners, type Unsubscribe } from '../../async/listeners.ts';
import type { Custody } from './custody.ts';
import { idOfFile, pendingList, shownOf } from './custody-view.ts';
import type { Decisions, DiscardErrorCode, NotAsShown } from './decisions.ts';
import { isOpen } from './held-session.ts';
import type { Retries } from './retries.ts';
import type { SaveErrorCode, Storing } from './storing.ts';

interface PendingParts {
  profileId: string;
  custody: Custody;
  storing: Storing;
  decisions: Decisions;
  retries: Retries;
  /** Epoch ms. */
  now: () => number;
}

/** Everything that waits in custody, as the window lists it, and what can be done about a session that waits. */
export class Pending {
  readonly #changed = new Listeners<PendingChange>();
  readonly #changes: ChangeBatch;

  constructor(private readonly parts: PendingParts) {
    this.#changes = new ChangeBatch(
      ({ upserted, removed }) => this.#tell([...upserted, ...removed]),
      parts.now,
    );
    parts.custody.changed.add(({ id }) => this.#changes.upsert(id));
    parts.custody.asideChanged.add((names) => {
      for (const name of names) this.#changes.upsert(idOfFile(name));
    });
  }

  /** Many changes at once are told as one. */
  onChanged(listener: (change: PendingChange) => void): Unsubscribe {
    return this.#changed.add(listener);
  }

  list(): PendingList {
    return { profileId: this.parts.profileId, ...pendingList(this.parts.custody) };
  }

  /** As much of the list as one message holds; the rest follows by `onChanged`. */
  firstPart(): PendingList {
    const { profileId, sessions, leftovers } = this.list();
    const most = Math.max(mostPerMessage - sessions.length, 0);
    for (const { id } of [...sessions.slice(mostPerMessage), ...leftovers.slice(most)])
      this.#changes.upsert(id);
    return {
      profileId,
      sessions: sessions.slice(0, mostPerMessage),
      leftovers: leftovers.slice(0, most),
    };
  }

  /** Tries now, and begins anew with short delays. */
  async retry(namespace: string): Promise<Result<null, SaveErrorCode>> {
    const { custody, storing, retries } = this.parts;
    const session = custody.waiting(namespace);
    if (!session) return fail('pending-gone', { namespace });
    retries.forget(session.id);
    return storing.save(session.id);
  }

  /** The session string of the session that was shown, for a place outside the app that the operator chose. */
  textOf(namespace: string, fingerprint: string): Result<string, NotAsShown | 'pending-unreadable'> {
    const shown = this.parts.decisions.shown(namespace, fingerprint);
    if (!shown.ok) return shown;
    return isOpen(shown.value) ? ok(shown.value.secret.text) : fail('pending-unreadable');
  }

  /** Gives the session that was shown up for good. `confirmation` must be its phrase. */
  async discard(
    namespace: string,
    fingerprint: string,
    confirmation: string,
  ): Promise<Result<null, NotAsShown | DiscardErrorCode | 'confirmation-differs'>> {
    const shown = this.parts.decisions.shown(namespace, fingerprint);
    if (!shown.ok) return shown;
    const expected = discardPhrase([namespace]);
    if (confirmation !== expected) return fail('confirmation-differs', { expected });
    return this.parts.decisions.discard(shown.value.id);
  }

  /** Nobody is told of changes any more. */
  close(): void {
    this.#changes.dispose();
  }

  #tell(ids: string[]): void {
    const { profileId, custody } = this.parts;
    const shown = ids.map((id) => ({ id, ...shownOf(id, custody) }));
    this.#changed.emit({
      profileId,
      sessions: shown.flatMap(({ sessions }) => sessions),
      leftovers: shown.flatMap(({ leftovers }) => leftovers),
      removed: shown.flatMap(({ id, sessions, leftovers }) =>
        sessions.length + leftovers.length === 0 ? id : [],
      ),
    });
  }
}
