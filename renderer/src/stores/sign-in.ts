import { create } from 'zustand';
import type { SignInAction } from '../../../shared/ipc.ts';
import type { AppError, Result } from '../../../shared/result.ts';
import type { SignInMethod, SignInStep, SignInView } from '../../../shared/sign-in.ts';
import { request } from '../bridge.ts';

/** An attempt as main pushes it, with what the stepper must remember of the way so far. */
export interface Attempt {
  view: SignInView;
  method: SignInMethod | null;
  /** The last step before a failure, so that the stepper does not jump when one comes. */
  reached: Exclude<SignInStep['kind'], 'failed' | 'ended'>;
  /** Why main refused the last answer altogether; what is wrong with an input stands in the step itself. */
  refusal: AppError | null;
}

type Attempts = Readonly<Record<string, Attempt>>;

interface SignInState {
  attempts: Attempts;
  /** The attempt whose wizard is open, if any; the others go on in the background. */
  shownId: string | null;
  load(): Promise<void>;
  start(namespace: string, replaceExisting: boolean): Promise<Result<SignInView>>;
  act(attemptId: string, action: SignInAction): Promise<void>;
  close(attemptId: string): Promise<void>;
  show(attemptId: string): void;
  hide(): void;
  apply(view: SignInView): void;
  applyClosed(attemptId: string): void;
}

function methodOf(step: SignInStep): SignInMethod | null {
  switch (step.kind) {
    case 'phone':
    case 'code':
    case 'password':
      return 'phone';
    case 'bot-token':
      return 'bot-token';
    case 'storing':
    case 'done':
      return step.account.isBot ? 'bot-token' : 'phone';
    case 'method':
    case 'ended':
    case 'failed':
      return null;
  }
}

export function withView(attempts: Attempts, view: SignInView): Attempts {
  const before = attempts[view.attemptId];
  const { step } = view;
  const hasStopped = step.kind === 'failed' || step.kind === 'ended';
  const known = hasStopped ? (before?.method ?? null) : methodOf(step);
  const reached = hasStopped ? (before?.reached ?? 'method') : step.kind;
  return { ...attempts, [view.attemptId]: { view, method: known, reached, refusal: null } };
}

export function withoutAttempt(attempts: Attempts, attemptId: string): Attempts {
  return Object.fromEntries(Object.entries(attempts).filter(([id]) => id !== attemptId));
}

/** Whether there is still something to go on with. */
export function isUnderWay({ view }: Attempt): boolean {
  return view.step.kind !== 'done' && view.step.kind !== 'ended';
}

/** The attempt under way for a namespace of a profile; main allows one at most. */
export function attemptFor(attempts: Attempts, profileId: string, namespace: string): Attempt | null {
  const fits = ({ view }: Attempt) => view.profileId === profileId && view.namespace === namespace;
  return Object.values(attempts).filter(isUnderWay).find(fits) ?? null;
}

export const useSignIn = create<SignInState>((set, get) => ({
  attempts: {},
  shownId: null,
  load: async () => {
    const result = await request('sign-in:list', undefined);
    if (result.ok) for (const view of result.value) get().apply(view);
  },
  start: async (namespace, replaceExisting) => {
    const result = await request('sign-in:start', { namespace, replaceExisting });
    if (result.ok) {
      get().apply(result.value);
      set({ shownId: result.value.attemptId });
    }
    return result;
  },
  act: async (attemptId, action) => {
    const result = await request('sign-in:act', { attemptId, action });
    const attempt = get().attempts[attemptId];
    // Closed meanwhile: its late answer must not bring it back.
    if (!attempt) return;
    if (result.ok) get().apply(result.value);
    else set({ attempts: { ...get().attempts, [attemptId]: { ...attempt, refusal: result.error } } });
  },
  close: async (attemptId) => {
    await request('sign-in:close', { attemptId });
    get().applyClosed(attemptId);
  },
  show: (attemptId) => set({ shownId: attemptId }),
  hide: () => set({ shownId: null }),
  apply: (view) => set((state) => ({ attempts: withView(state.attempts, view) })),
  applyClosed: (attemptId) =>
    set((state) => ({
      attempts: withoutAttempt(state.attempts, attemptId),
      shownId: state.shownId === attemptId ? null : state.shownId,
    })),
}));
