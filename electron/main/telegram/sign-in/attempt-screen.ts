import type { SignInActivity, SignInStep } from '../../../../shared/sign-in.ts';

/** Everything that the wizard shows of an attempt; every change is told at once. */
export class AttemptScreen {
  activity: SignInActivity | null = null;
  /** Epoch ms: the end of a flood wait for this step. */
  waitUntil: number | null = null;

  constructor(
    public step: SignInStep,
    private readonly onChange: () => void,
  ) {}

  /** Shows a step that waits for the operator. */
  moveTo(step: SignInStep, waitUntil: number | null = null): void {
    this.step = step;
    this.activity = null;
    this.waitUntil = waitUntil;
    this.onChange();
  }

  /** Shows that something is under way. */
  work(activity: SignInActivity, step: SignInStep = this.step): void {
    this.step = step;
    this.activity = activity;
    this.waitUntil = null;
    this.onChange();
  }

  /** Ends an activity that failed without an answer. */
  rest(): void {
    this.moveTo(this.step);
  }
}
