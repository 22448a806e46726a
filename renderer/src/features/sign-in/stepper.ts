import type { SignInStep } from '../../../../shared/sign-in.ts';
import type { Attempt } from '../../stores/sign-in.ts';

export interface StepperPlace {
  labels: readonly string[];
  /** 0-based; equal to `labels.length` when everything is done. */
  active: number;
  failed: boolean;
}

const phoneLabels = ['Method', 'Phone', 'Code', 'Store'];
const botLabels = ['Method', 'Bot token', 'Store'];

function placeOf(kind: Exclude<SignInStep['kind'], 'failed' | 'ended'>, last: number): number {
  switch (kind) {
    case 'method':
      return 0;
    case 'phone':
    case 'bot-token':
      return 1;
    case 'code':
    case 'password':
      return 2;
    case 'storing':
      return last;
    case 'done':
      return last + 1;
  }
}

/** Which of the stepper's marks is lit; the password belongs to the code's, because not every account has one. */
export function stepperPlace({ view, method, reached }: Attempt): StepperPlace {
  const labels = method === 'bot-token' ? botLabels : phoneLabels;
  return {
    labels,
    active: placeOf(reached, labels.length - 1),
    failed: view.step.kind === 'failed',
  };
}
