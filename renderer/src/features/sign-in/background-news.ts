import { describeError } from '../../../../shared/errors.ts';
import type { SignInView } from '../../../../shared/sign-in.ts';
import { visibleText } from '../../../../shared/visible-text.ts';

export interface BackgroundNews {
  title: string;
  text: string;
  colour: 'green' | 'blue' | 'orange' | 'red';
  button: 'Show' | 'Continue';
}

/** News of a sign-in that goes on without its wizard, or null while nothing has ended. */
export function backgroundNews(
  before: SignInView,
  { namespace, step, activity }: SignInView,
): BackgroundNews | null {
  if (before.activity === null || activity !== null) return null;
  const name = visibleText(namespace);
  if (step.kind === 'done') {
    const text = 'Start the connector now. It will find this session.';
    return { title: `${name}: the session is stored`, text, colour: 'green', button: 'Show' };
  }
  if (step.error) {
    const { title, nextStep } = describeError(step.error);
    const colour = step.kind === 'failed' ? 'red' : 'orange';
    return { title: `${name}: ${title}`, text: nextStep, colour, button: 'Continue' };
  }
  const text = 'Telegram has answered. The sign-in goes on with its next step.';
  return { title: `${name}: the sign-in waits for you`, text, colour: 'blue', button: 'Continue' };
}
