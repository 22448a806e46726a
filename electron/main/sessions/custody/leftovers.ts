import type {
  InterruptedOutcome,
  Leftover,
  LeftoverAction,
  ShownLeftover,
} from '../../../../shared/held-sessions.ts';
import { fail, ok, type Result } from '../../../../shared/result.ts';
import type { AsideFile } from './aside-file.ts';
import type { AskErrorCode, Asking } from './asking.ts';
import type { Custody } from './custody.ts';
import { idOfFile, shownOf } from './custody-view.ts';
import type { BringBackErrorCode, Decisions, DiscardErrorCode } from './decisions.ts';
import { isOpen } from './held-session.ts';

interface LeftoversParts {
  custody: Custody;
  asking: Asking;
  decisions: Decisions;
}

type Gone = 'leftover-gone' | 'conflict-changed';

/** Everything in custody besides the sessions that are on their way to the store, and what can be done about it. */
export class Leftovers {
  constructor(private readonly parts: LeftoversParts) {}

  /** The leftover that was seen, if it is still that one. */
  find({ id, fingerprint }: ShownLeftover): Result<Leftover, Gone> {
    const [found] = shownOf(id, this.parts.custody).leftovers;
    if (!found) return fail('leftover-gone');
    return found.fingerprint === fingerprint ? ok(found) : fail('conflict-changed');
  }

  /** Gives it up for good; a key that Telegram is asked about is kept. */
  async discard(shown: ShownLeftover): Promise<Result<null, Gone | DiscardErrorCode>> {
    const found = this.find(shown);
    if (!found.ok) return found;
    const file = this.#fileOf(found.value);
    return file ? this.parts.custody.removeAside(file) : this.parts.decisions.discard(shown.id);
  }

  /** Asks Telegram at once whether it accepted the sign-in; an accepted session is on its way to the store then. */
  async ask(
    shown: ShownLeftover,
  ): Promise<Result<InterruptedOutcome, Gone | AskErrorCode | 'leftover-busy'>> {
    const found = this.#findFor('ask', shown);
    if (!found.ok) return found;
    return this.parts.asking.isAsking(shown.id) ? fail('leftover-busy') : this.parts.asking.ask(shown.id);
  }

  /** Makes a session that another one took the place of one that waits to be stored. */
  async bringBack(shown: ShownLeftover): Promise<Result<null, Gone | BringBackErrorCode>> {
    const found = this.#findFor('bring-back', shown);
    return found.ok ? this.parts.decisions.bringBack(shown.id) : found;
  }

  /** Reads again what the disk did not give. */
  async readAgain(shown: ShownLeftover): Promise<Result<null, Gone | 'pending-unreadable'>> {
    const found = this.#findFor('read-again', shown);
    if (!found.ok) return found;
    await this.parts.custody.readAgain();
    return ok(null);
  }

  /** The session string, for a place outside the app that the operator chose. */
  session(shown: ShownLeftover): Result<{ namespace: string; text: string }, Gone | 'pending-unreadable'> {
    const found = this.#findFor('export', shown);
    if (!found.ok) return found;
    const session = this.#fileOf(found.value)?.session ?? this.parts.custody.get(shown.id);
    if (!session || !isOpen(session)) return fail('pending-unreadable');
    return ok({ namespace: session.namespace, text: session.secret.text });
  }

  #findFor(action: LeftoverAction, shown: ShownLeftover): Result<Leftover, Gone | 'pending-unreadable'> {
    const found = this.find(shown);
    if (!found.ok) return found;
    return found.value.actions.includes(action) ? found : fail('pending-unreadable');
  }

  #fileOf({ id }: Leftover): AsideFile | null {
    return this.parts.custody.aside().find(({ name }) => idOfFile(name) === id) ?? null;
  }
}
