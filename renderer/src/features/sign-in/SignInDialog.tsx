import { lazy, Suspense } from 'react';
import { useSignIn } from '../../stores/sign-in.ts';

const Wizard = lazy(() => import('./Wizard.tsx'));

/** The wizard of the attempt that is shown, if any; loaded with the first one. */
export function SignInDialog() {
  const attempt = useSignIn((state) => (state.shownId === null ? undefined : state.attempts[state.shownId]));
  if (!attempt) return null;
  return (
    <Suspense>
      {/* The key drops everything typed when another attempt is shown. */}
      <Wizard key={attempt.view.attemptId} attempt={attempt} />
    </Suspense>
  );
}
