import type { SignInAction } from '../../../../shared/ipc.ts';
import type { AppError } from '../../../../shared/result.ts';
import type { SignInStep, SignInView } from '../../../../shared/sign-in.ts';

/** Data and actions that every step's screen gets besides its own. */
export interface StepContext {
  view: SignInView;
  /** Main is at work, or an answer is on its way to it. */
  busy: boolean;
  /** Seconds left of a flood wait, 0 without one. */
  waitSeconds: number;
  refusal: AppError | null;
  act: (action: SignInAction) => void;
  close: () => void;
}

export interface StepProps<K extends SignInStep['kind']> {
  step: Extract<SignInStep, { kind: K }>;
  context: StepContext;
}
