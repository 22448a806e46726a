import type { NotConfirmed } from '../../../../shared/confirmation.ts';
import type { QuitAnswer } from '../../../../shared/ipc.ts';
import type { QuitView } from '../../../../shared/quit.ts';
import { ok, type Result } from '../../../../shared/result.ts';
import type { Handlers } from '../requests.ts';

/** The question that the window shows and answers while the app wants to quit. */
export interface QuitQuestion {
  view(): QuitView | null;
  answer(answer: QuitAnswer): Promise<Result<null, NotConfirmed | 'conflict-changed' | 'quit-copy-missing'>>;
}

export function quitHandlers(question: QuitQuestion): Pick<Handlers, 'quit:state' | 'quit:answer'> {
  return {
    'quit:state': async () => ok(question.view()),
    'quit:answer': async (answer) => question.answer(answer),
  };
}
