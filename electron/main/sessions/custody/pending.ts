import type { PendingList } from '../../../../shared/held-sessions.ts';
import { fail, ok, type Result } from '../../../../shared/result.ts';
import { Listeners, type Unsubscribe } from '../../async/listeners.ts';
import type { Custody } from './custody.ts';
import { pendingList } from './custody-view.ts';
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
}

/** A thousand sessions that are tried at once would cross to the window a thousand times. */
const pauseMs = 50;

/** Everything that waits in custody, as the window lists it, and what can be done about a session that waits. */
export class Pending {
  readonly #changed = new Listeners<PendingList>();
  #isTelling = false;

  constructor(private readonly parts: PendingParts) {
    const tell = () => this.#tellSoon();
    parts.custody.changed.add(tell);
    parts.custody.listed.add(tell);
  }

  /** Many changes at once are told as one. */
  onChanged(listener: (list: PendingList) => void): Unsubscribe {
    return this.#changed.add(listener);
  }

  list(): PendingList {
    return pendingList(this.parts.profileId, this.parts.custody);
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

  /** Gives the session that was shown up for good. `confirmation` must be the namespace's name. */
  async discard(
    namespace: string,
    fingerprint: string,
    confirmation: string,
  ): Promise<Result<null, NotAsShown | DiscardErrorCode | 'confirmation-differs'>> {
    const shown = this.parts.decisions.shown(namespace, fingerprint);
    if (!shown.ok) return shown;
    if (confirmation !== namespace) return fail('confirmation-differs', { expected: namespace });
    return this.parts.decisions.discard(shown.value.id);
  }

  #tellSoon(): void {
    if (this.#isTelling) return;
    this.#isTelling = true;
    setTimeout(() => {
      this.#isTelling = false;
      this.#changed.emit(this.list());
    }, pauseMs);
  }
}
