import { isSameSession, type ShownSession } from '../../../shared/held-sessions.ts';
import type { QuitAnswer } from '../../../shared/ipc.ts';
import { discardPhrase, type QuitView, type UnsavedAtQuit } from '../../../shared/quit.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import type { QuitChoice } from './quit.ts';

interface Asked {
  sessions: UnsavedAtQuit[];
  resolve: (choice: QuitChoice) => void;
}

/** The question in the window about sessions that could not be stored before quitting. */
export class WindowQuestion {
  #view: QuitView | null = null;
  #asked: Asked | null = null;

  constructor(private readonly onChanged: (view: QuitView | null) => void) {}

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

  /** Takes an answer about the very sessions that are asked about. It cannot keep one that quitting would lose. */
  answer(
    answer: QuitAnswer,
  ): Result<null, 'confirmation-differs' | 'conflict-changed' | 'quit-copy-missing'> {
    const asked = this.#asked;
    if (!asked) return ok(null);
    const { sessions, resolve } = asked;
    if (answer.choice === 'discard') {
      const expected = discardPhrase(sessions.map(({ namespace }) => namespace));
      if (answer.confirmation !== expected) return fail('confirmation-differs', { expected });
      if (!areSame(answer.sessions, sessions)) return fail('conflict-changed');
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
