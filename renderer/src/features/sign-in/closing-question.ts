import type { SignInView } from '../../../../shared/sign-in.ts';
import { waitsForDecision } from './storing-conflict.ts';

export interface ClosingQuestion {
  title: string;
  explanation: string;
  /** The button that closes the wizard. */
  action: string;
  /** Closing gives the sign-in up; otherwise the session is safe and nothing is lost. */
  abandons: boolean;
}

/** The question before the wizard is closed now, or null if there is nothing to say. */
export function closingQuestion({ step, activity }: SignInView): ClosingQuestion | null {
  if (step.kind === 'storing') {
    return waitsForDecision(step.error)
      ? closing(
          'Nothing is lost: the account is signed in and the app keeps its session. The namespace shows both sessions and waits for your decision.',
          'Close · decide later',
        )
      : closing(
          'Nothing is lost: the account is signed in and the app keeps its session. Until the store has it, the namespace is shown as “Waiting to be stored”.',
          'Close · keep trying in the background',
        );
  }
  if (activity?.startsWith('checking')) {
    return abandoning(
      'Telegram has not answered yet. If it accepts the sign-in, the session is stored all the same.',
    );
  }
  if (step.kind === 'code' || step.kind === 'password') {
    return abandoning(
      'The code that Telegram sent is lost. Telegram limits how often a new one can be requested.',
    );
  }
  return activity === null ? null : abandoning('The request to Telegram is stopped.');
}

function closing(explanation: string, action: string): ClosingQuestion {
  return { title: 'Close this sign-in?', explanation, action, abandons: false };
}

function abandoning(explanation: string): ClosingQuestion {
  return { title: 'Cancel this sign-in?', explanation, action: 'Cancel sign-in', abandons: true };
}
