import type { NotConfirmed } from '../../../shared/confirmation.ts';
import { isSameSession, type ShownSession } from '../../../shared/held-sessions.ts';
import type { QuitAnswer } from '../../../shared/ipc.ts';
import type { QuitView, UnsavedAtQuit } from '../../../shared/quit.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import type { Confirm } from '../ipc/handlers/confirm.ts';
import type { QuitChoice } from './quit.ts';

interface Asked {
  sessions: UnsavedAtQuit[];
  resolve: (choice: QuitChoice) => void;
}

/** The question in the window about sessions that could not be stored before quitting. */
export class WindowQuestion {
  #view: QuitView | null = null;
  #asked: Asked | null = null;

  constructor(
    private readonly onChanged: (view: QuitView | null) => void,
    private readonly confirm: Confirm,
  ) {}

  view(): QuitView | null {
    return this.#view;
  }

  show(view: QuitView | null): void {
    this.#view = view;
    this.onChanged(view);
  }

  ask(sessions: UnsavedAtQuit[]): Promise<QuitChoice> {
    return new Promise((resolve) => {
      this.#asked = { sessions, resolve };
      this.show({ phase: 'asking', sessions });
    });
  }

  /**
   * Takes an answer about the very sessions that are asked about. It cannot keep one that quitting would lose, and gives
   * none up that the operator has not confirmed.
   */
  async answer(
    answer: QuitAnswer,
  ): Promise<Result<null, NotConfirmed | 'conflict-changed' | 'quit-copy-missing'>> {
    const asked = this.#asked;
    if (!asked) return ok(null);
    const { sessions, resolve } = asked;
    if (answer.choice === 'discard') {
      if (!areSame(answer.sessions, sessions)) return fail('conflict-changed');
      const confirmed = await this.confirm({ kind: 'discard-at-quit', sessions });
      if (!confirmed.ok) return confirmed;
      // Answered otherwise, or asked anew, meanwhile.
      if (this.#asked !== asked) return fail('conflict-changed');
    }
    if (answer.choice === 'keep' && sessions.some(({ sealedOnDisk }) => !sealedOnDisk)) {
      return fail('quit-copy-missing');
    }
    this.#asked = null;
    resolve(answer);
    return ok(null);
  }
}

function areSame(shown: ShownSession[], asked: ShownSession[]): boolean {
  return (
    shown.length === asked.length &&
    asked.every((session) => shown.some((other) => isSameSession(session, other)))
  );
}
